/** What the publisher has put out, how old it is, and whether it is at work. */
import { Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Facts } from '../ui/facts.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice, type Tone } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { useNow } from '../ui/use-now.ts'
import { formatDuration } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type PublisherState, type Pulse, publisherQuery, pulseOf } from './publisher.query.ts'
import { FileTable, ListTable } from './publisher-tables.tsx'
import { publisherTexts } from './publisher-texts.ts'

const tones: Record<Pulse, Tone> = { alive: 'good', standing_still: 'bad', not_begun: 'info' }

export function PublisherPage() {
  const say = useTexts(publisherTexts)
  const state = useQuery(publisherQuery)
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={state} />}>
      <Loaded query={state}>
        {(found) => (
          <>
            <PulseNotice state={found} />
            <Figures state={found} />
            <ListTable lists={found.lists} />
            <FileTable files={found.files} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function PulseNotice({ state }: { state: PublisherState }) {
  const say = useTexts(publisherTexts)
  const locale = useLocale()
  const present = useNow()
  const pulse = pulseOf(state, present)
  const age = state.indexIssuedAt === null ? '' : formatDuration(present - Date.parse(state.indexIssuedAt), locale)
  return (
    <Notice tone={tones[pulse]} title={say(pulse)}>
      {say(`${pulse}What`, { age })}
    </Notice>
  )
}

function Figures({ state }: { state: PublisherState }) {
  const say = useTexts(publisherTexts)
  const locale = useLocale()
  return (
    <Paper p="md">
      <Facts
        facts={[
          [say('sequence'), state.indexSequence.toLocaleString(locale)],
          [say('issued'), state.indexIssuedAt === null ? say('never') : <Time key="issued" at={state.indexIssuedAt} seconds />],
          [say('phones'), state.holders.phone.toLocaleString(locale)],
          [say('papers'), state.holders.paper.toLocaleString(locale)],
        ]}
      />
    </Paper>
  )
}

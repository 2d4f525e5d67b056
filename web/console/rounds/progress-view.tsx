/** The live progress of a round: the whole, its districts and streets, its sites on the map and in a table. */
import { Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Section } from '../ui/section.tsx'
import { ShareBar } from '../ui/share-bar.tsx'
import { Time } from '../ui/time.tsx'
import { useNow } from '../ui/use-now.ts'
import { formatShare } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { AreaTables } from './area-tables.tsx'
import { type Progress, progressQuery } from './progress.query.ts'
import type { Round } from './round.query.ts'
import { progressTexts } from './round-texts.ts'
import { SiteOverview } from './site-overview.tsx'
import { elapsedShare } from './site-state.ts'

export function ProgressView({ round }: { round: Round }) {
  const [districtCode, setDistrictCode] = useState<string | null>(null)
  const progress = useQuery(progressQuery(round.roundId, districtCode))
  return (
    <>
      <Freshness query={progress} />
      <Loaded query={progress}>
        {(found) => (
          <>
            <Whole progress={found} round={round} />
            <SiteOverview sites={found.sites} course={round} />
            <AreaTables progress={found} districtCode={districtCode} onDistrict={setDistrictCode} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Whole({ progress, round }: { progress: Progress; round: Round }) {
  const say = useTexts(progressTexts)
  const share = formatShare(elapsedShare(round, useNow(60_000)), 1)
  return (
    <Section title={say('progress')} flush>
      <Paper p="md">
        <Stack gap={6}>
          <ShareBar part={progress.sampled} whole={progress.expected} large />
          <Text size="sm" c="dimmed">
            {say('ofTime', { share })} · {say('asOf')} <Time at={progress.asOf} seconds />
          </Text>
          <Text size="xs" c="dimmed">
            {say('counted')}
          </Text>
        </Stack>
      </Paper>
    </Section>
  )
}

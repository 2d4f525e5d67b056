/** One round: what was planned and how far it has come. */
import { Group, Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useAccount } from '../app/session-gate.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure, formatTime } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { ExpectationTables } from './expectation-tables.tsx'
import { ProgressView } from './progress-view.tsx'
import { type Round, roundQuery } from './round.query.ts'
import { CancelButton, ExtendButton } from './round-changes.tsx'
import { RoundStateMark } from './round-state-mark.tsx'
import { progressTexts, roundTexts } from './round-texts.ts'

export function RoundPage() {
  const say = useTexts(roundTexts)
  const { roundId } = useParams({ from: '/rounds/$roundId' })
  const round = useQuery(roundQuery(roundId))
  return (
    <Page title={round.data?.name ?? say('round')} aside={<BackLink to="/rounds">{say('back')}</BackLink>}>
      <Loaded query={round}>{(found) => <RoundView round={found} />}</Loaded>
    </Page>
  )
}

function RoundView({ round }: { round: Round }) {
  const say = useTexts(roundTexts)
  const sayProgress = useTexts(progressTexts)
  const open = round.state === 'planned' || round.state === 'running'
  const mayChange = useAccount().roles.includes('commander') && open
  return (
    <>
      <Paper p="md">
        <Facts
          facts={[
            [say('state'), <RoundStateMark key="state" state={round.state} />],
            [say('kind'), say(round.mandatory ? 'mandatory' : 'voluntary')],
            [say('starts'), <Time key="starts" at={round.startsAt} />],
            [say('ends'), <Time key="ends" at={round.endsAt} />],
            [say('grace'), say('graceHours', { count: round.graceHours })],
            [say('expected'), formatFigure(round.expected)],
            [say('sites'), formatFigure(round.sites.length)],
          ]}
        />
        <Group gap="sm" mt="md">
          {mayChange ? <ExtendButton round={round} /> : null}
          {mayChange ? <CancelButton round={round} /> : null}
          <Link to="/reconciliation/$roundId" params={{ roundId: round.roundId }}>
            {say('reconciliation')}
          </Link>
        </Group>
      </Paper>
      {round.cancelledAt === null ? null : (
        <Notice tone="info">{say('cancelledWhy', { at: formatTime(round.cancelledAt), reason: round.cancelledBecause ?? '–' })}</Notice>
      )}
      {round.state === 'planned' ? (
        <>
          <Notice tone="info">{sayProgress('notBegun')}</Notice>
          <ExpectationTables expectation={round} />
        </>
      ) : (
        <ProgressView round={round} />
      )}
    </>
  )
}

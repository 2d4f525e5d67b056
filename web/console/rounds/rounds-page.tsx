/** All rounds: running ones first, then those to come, then the past. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useAccount } from '../app/session-gate.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { type RoundRow, roundsQuery } from './round.query.ts'
import { inOrderOfWork } from './round-order.ts'
import { RoundStateMark } from './round-state-mark.tsx'
import { roundTexts } from './round-texts.ts'

export function RoundsPage() {
  const say = useTexts(roundTexts)
  const navigate = useNavigate()
  const rounds = useQuery(roundsQuery)
  const mayPlan = useAccount().roles.includes('commander')
  const action = mayPlan ? (
    <Button leftSection={<Icon name="plus" />} onClick={() => void navigate({ to: '/rounds/plan' })}>
      {say('plan')}
    </Button>
  ) : null
  return (
    <Page title={say('title')} lead={say('lead')} actions={action} aside={<Freshness query={rounds} />}>
      <Loaded query={rounds}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={say('empty')}>{say(mayPlan ? 'emptyNext' : 'emptyReader')}</EmptyState>
          ) : (
            <RoundTable rounds={inOrderOfWork(found)} />
          )
        }
      </Loaded>
    </Page>
  )
}

function RoundTable({ rounds }: { rounds: readonly RoundRow[] }) {
  const say = useTexts(roundTexts)
  const columns: Column<RoundRow>[] = [
    { key: 'name', header: say('name'), names: true, cell: (round) => <RoundLink round={round} /> },
    { key: 'state', header: say('state'), cell: (round) => <RoundStateMark state={round.state} /> },
    { key: 'kind', header: say('kind'), cell: (round) => say(round.mandatory ? 'mandatory' : 'voluntary') },
    { key: 'starts', header: say('starts'), cell: (round) => <Time at={round.startsAt} /> },
    { key: 'ends', header: say('ends'), cell: (round) => <Time at={round.endsAt} /> },
    { key: 'expected', header: say('expected'), figures: true, cell: (round) => formatFigure(round.expected) },
    { key: 'areas', header: say('areas'), figures: true, cell: (round) => formatFigure(round.areas) },
    { key: 'sites', header: say('sites'), figures: true, cell: (round) => formatFigure(round.sites) },
  ]
  return <DataTable label={say('title')} columns={columns} rows={rounds} rowKey={(round) => round.roundId} />
}

function RoundLink({ round }: { round: RoundRow }) {
  return (
    <Link to="/rounds/$roundId" params={{ roundId: round.roundId }}>
      {round.name}
    </Link>
  )
}

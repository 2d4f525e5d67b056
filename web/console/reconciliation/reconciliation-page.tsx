/** The page that settles who lost what in a round. */
import { Button, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import { type RoundRow, roundsQuery } from '../rounds/round.query.ts'
import { inOrderOfWork } from '../rounds/round-order.ts'
import { roundStateTexts } from '../rounds/round-texts.ts'
import { Freshness } from '../ui/freshness.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { Breakdown } from './breakdown.tsx'
import { DelayTable } from './delay-table.tsx'
import { type ChosenPart, DifferenceList } from './difference-list.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { type Reconciliation, useExport, wholeQuery } from './reconciliation.query.ts'
import { reconciliationTexts } from './reconciliation-texts.ts'
import { VerdictNotice } from './verdict-notice.tsx'

const exportingRoles = ['commander', 'administrator', 'auditor'] as const

/** Without a round in the address: the one people work on now. */
export function ReconciliationStartPage() {
  const say = useTexts(reconciliationTexts)
  const rounds = useQuery(roundsQuery)
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Loaded query={rounds}>
        {(found) => {
          const first = begun(found)[0]
          if (first === undefined) return <EmptyState title={say('noRounds')}>{say('noRoundsNext')}</EmptyState>
          return <Navigate to="/reconciliation/$roundId" params={{ roundId: first.roundId }} replace />
        }}
      </Loaded>
    </Page>
  )
}

export function ReconciliationPage() {
  const say = useTexts(reconciliationTexts)
  const { roundId } = useParams({ from: '/reconciliation/$roundId' })
  const whole = useQuery(wholeQuery(roundId))
  const { roles } = useAccount()
  const mayExport = exportingRoles.some((role) => roles.includes(role))
  return (
    <Page
      title={say('title')}
      lead={say('lead')}
      actions={mayExport ? <ExportButton roundId={roundId} /> : null}
      aside={<Freshness query={whole} />}
    >
      <RoundChoice roundId={roundId} />
      <Loaded query={whole}>{(found) => <Settlement key={roundId} roundId={roundId} whole={found} />}</Loaded>
    </Page>
  )
}

function Settlement({ roundId, whole }: { roundId: string; whole: Reconciliation }) {
  const [part, setPart] = useState<ChosenPart | null>(null)
  const swabs = whole.rows[0]
  return (
    <>
      <VerdictNotice whole={whole} />
      {swabs === undefined ? null : <FunnelTable swabs={swabs} tubes={whole.tubes} asOf={whole.asOf} />}
      <DifferenceList roundId={roundId} differences={whole.differences} part={part} onClear={() => setPart(null)} />
      <Breakdown roundId={roundId} onPart={setPart} />
      <DelayTable delays={whole.delays} />
    </>
  )
}

function RoundChoice({ roundId }: { roundId: string }) {
  const say = useTexts(reconciliationTexts)
  const sayState = useTexts(roundStateTexts)
  const navigate = useNavigate()
  const rounds = useQuery(roundsQuery).data ?? []
  return (
    <Group align="flex-end" gap="md">
      <Select
        label={say('round')}
        w={360}
        maw="100%"
        searchable
        data={begun(rounds).map((round) => ({ value: round.roundId, label: `${round.name} · ${sayState(round.state)}` }))}
        value={roundId}
        onChange={(chosen) => chosen !== null && void navigate({ to: '/reconciliation/$roundId', params: { roundId: chosen } })}
      />
      <Link to="/rounds/$roundId" params={{ roundId }} style={{ paddingBottom: 7, fontSize: '0.9rem' }}>
        {say('openRound')}
      </Link>
    </Group>
  )
}

function begun(rounds: readonly RoundRow[]): readonly RoundRow[] {
  return inOrderOfWork(rounds).filter(({ state }) => state !== 'planned')
}

function ExportButton({ roundId }: { roundId: string }) {
  const say = useTexts(reconciliationTexts)
  const exporting = useExport(roundId)
  return (
    <>
      {exporting.isError ? <FailureState error={exporting.error} /> : null}
      <Button variant="default" leftSection={<Icon name="download" />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
        {say('export')}
      </Button>
    </>
  )
}

/** The batches of one state, newest first. */
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import { type Batch, type BatchState, batchesQuery, batchStates } from './batch.query.ts'
import { batchTexts } from './batch-texts.ts'

export function BatchesPage() {
  const say = useTexts(batchTexts)
  const [state, setState] = useState<BatchState>('awaiting')
  const batches = useQuery(batchesQuery(state))
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={batches} />}>
      <SegmentedControl
        aria-label={say('state')}
        data={batchStates.map((value) => ({ value, label: say(value) }))}
        value={state}
        onChange={(value) => setState(batchStates.find((known) => known === value) ?? 'awaiting')}
        maw="100%"
        style={{ alignSelf: 'flex-start' }}
      />
      <Loaded query={batches}>
        {(found) => (found.length === 0 ? <NoBatches state={state} /> : <BatchTable batches={found} state={state} />)}
      </Loaded>
    </Page>
  )
}

function NoBatches({ state }: { state: BatchState }) {
  const say = useTexts(batchTexts)
  if (state === 'released') return <EmptyState title={say('emptyReleased')} />
  if (state === 'rejected') return <EmptyState title={say('emptyRejected')} />
  return <EmptyState title={say('emptyAwaiting')}>{say('emptyAwaitingNext')}</EmptyState>
}

function BatchTable({ batches, state }: { batches: readonly Batch[]; state: BatchState }) {
  const say = useTexts(batchTexts)
  const columns: Column<Batch>[] = [
    { key: 'laboratory', header: say('laboratory'), names: true, cell: (batch) => <BatchLink batch={batch} /> },
    { key: 'kind', header: say('kind'), cell: (batch) => say(batch.kind) },
    { key: 'uploaded', header: say('uploaded'), cell: (batch) => <Time at={batch.uploadedAt} /> },
    { key: 'by', header: say('uploadedBy'), cell: (batch) => batch.uploadedBy.displayName },
    ...(state === 'released' ? releasedColumns(say) : []),
    { key: 'rows', header: say('rows'), figures: true, cell: (batch) => batch.rows.toLocaleString() },
    { key: 'positives', header: say('positives'), figures: true, cell: (batch) => batch.positives.toLocaleString() },
    { key: 'invalids', header: say('invalids'), figures: true, cell: (batch) => batch.invalids.toLocaleString() },
  ]
  return <DataTable label={say('title')} columns={columns} rows={batches} rowKey={(batch) => batch.batchId} />
}

function releasedColumns(say: (key: 'releasedAt' | 'releasedBy') => string): Column<Batch>[] {
  return [
    { key: 'releasedAt', header: say('releasedAt'), cell: (batch) => (batch.releasedAt === null ? '–' : <Time at={batch.releasedAt} />) },
    { key: 'releasedBy', header: say('releasedBy'), cell: (batch) => batch.releasedBy?.displayName ?? '–' },
  ]
}

function BatchLink({ batch }: { batch: Batch }) {
  return (
    <Link to="/results/batches/$batchId" params={{ batchId: batch.batchId }}>
      {batch.laboratoryName}
    </Link>
  )
}

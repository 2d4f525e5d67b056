/** The tables of consumers and loops. */

import { Age } from '../ui/age.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { ConsumerState, LoopState } from './system.query.ts'
import { systemTexts } from './system-texts.ts'

export function ConsumerTable({ consumers }: { consumers: readonly ConsumerState[] }) {
  const say = useTexts(systemTexts)
  const columns: Column<ConsumerState>[] = [
    { key: 'consumer', header: say('consumer'), names: true, cell: (state) => <code>{state.consumer}</code> },
    { key: 'behind', header: say('behind'), figures: true, cell: (state) => state.behind.toLocaleString() },
  ]
  return (
    <Section title={say('outbox')} flush>
      {consumers.length === 0 ? (
        <EmptyState title={say('noConsumers')} />
      ) : (
        <DataTable label={say('outbox')} columns={columns} rows={consumers} rowKey={(state) => state.consumer} />
      )}
    </Section>
  )
}

export function LoopTable({ loops }: { loops: readonly LoopState[] }) {
  const say = useTexts(systemTexts)
  const columns: Column<LoopState>[] = [
    { key: 'loop', header: say('loop'), names: true, cell: (loop) => <code>{loop.name}</code> },
    {
      key: 'lastRun',
      header: say('lastRun'),
      figures: true,
      cell: (loop) => (loop.lastRunAt === null ? say('never') : <Age at={loop.lastRunAt} />),
    },
    { key: 'outcome', header: say('outcome'), cell: (loop) => loop.lastError ?? say('ok') },
  ]
  return (
    <Section title={say('loops')} flush>
      {loops.length === 0 ? (
        <EmptyState title={say('noLoops')} />
      ) : (
        <DataTable label={say('loops')} columns={columns} rows={loops} rowKey={(loop) => loop.name} />
      )}
    </Section>
  )
}

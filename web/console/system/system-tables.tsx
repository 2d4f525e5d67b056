/** The tables of consumers, loops, pools and rows. */
import { Text } from '@mantine/core'

import { Age } from '../ui/age.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { ConsumerState, LoopState, PoolState, TableSize } from './system.query.ts'
import { systemTexts } from './system-texts.ts'

export function ConsumerTable({ consumers }: { consumers: readonly ConsumerState[] }) {
  const say = useTexts(systemTexts)
  const columns: Column<ConsumerState>[] = [
    { key: 'consumer', header: say('consumer'), names: true, cell: (state) => <code>{state.consumer}</code> },
    { key: 'behind', header: say('behind'), figures: true, cell: (state) => state.behind.toLocaleString() },
    { key: 'outcome', header: say('outcome'), cell: (state) => state.failed ?? say('ok') },
  ]
  return (
    <Section title={say('outbox')} flush>
      {consumers.length === 0 ? (
        <EmptyState title={say('noConsumers')} />
      ) : (
        <DataTable dense label={say('outbox')} columns={columns} rows={consumers} rowKey={(state) => state.consumer} />
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
    {
      key: 'took',
      header: say('took'),
      figures: true,
      cell: (loop) => (loop.lastDurationMs === null ? '–' : `${Math.round(loop.lastDurationMs)} ms`),
    },
    { key: 'outcome', header: say('outcome'), cell: (loop) => loop.lastError ?? say('ok') },
  ]
  return (
    <Section title={say('loops')} flush>
      {loops.length === 0 ? (
        <EmptyState title={say('noLoops')} />
      ) : (
        <DataTable dense label={say('loops')} columns={columns} rows={loops} rowKey={(loop) => loop.name} />
      )}
    </Section>
  )
}

export function PoolTable({ pools }: { pools: readonly PoolState[] }) {
  const say = useTexts(systemTexts)
  const columns: Column<PoolState>[] = [
    { key: 'plane', header: say('plane'), names: true, cell: (pool) => <code>{pool.plane}</code> },
    { key: 'connections', header: say('connections'), figures: true, cell: (pool) => pool.total },
    { key: 'busy', header: say('busy'), figures: true, cell: (pool) => pool.total - pool.idle },
    { key: 'waiting', header: say('waiting'), figures: true, cell: (pool) => pool.waiting },
  ]
  return (
    <Section title={say('pools')} flush>
      <DataTable dense label={say('pools')} columns={columns} rows={pools} rowKey={(pool) => pool.plane} />
    </Section>
  )
}

export function RowTable({ tables }: { tables: readonly TableSize[] }) {
  const say = useTexts(systemTexts)
  const columns: Column<TableSize>[] = [
    { key: 'table', header: say('table'), names: true, cell: (table) => <code>{table.name}</code> },
    { key: 'rows', header: say('rows'), figures: true, cell: (table) => table.rows.toLocaleString() },
  ]
  return (
    <Section title={say('tables')} flush>
      <Text size="sm" c="dimmed">
        {say('tablesLead')}
      </Text>
      <DataTable
        dense
        label={say('tables')}
        columns={columns}
        rows={tables.filter((table) => table.rows > 0)}
        rowKey={(table) => table.name}
      />
    </Section>
  )
}

/** How long tubes take from step to step. */
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { formatDuration, formatFigure } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import type { Delay } from './reconciliation.query.ts'
import { hopTexts, reconciliationTexts } from './reconciliation-texts.ts'

export function DelayTable({ delays }: { delays: readonly Delay[] }) {
  const say = useTexts(reconciliationTexts)
  const sayHop = useTexts(hopTexts)
  const locale = useLocale()
  const measured = delays.filter(({ n }) => n > 0)
  const within = (seconds: number | null): string => (seconds === null ? '–' : formatDuration(seconds * 1000, locale))
  const columns: Column<Delay>[] = [
    { key: 'hop', header: say('hop'), names: true, cell: (delay) => sayHop(delay.hop) },
    { key: 'p50', header: say('half'), figures: true, cell: (delay) => within(delay.p50) },
    { key: 'p90', header: say('ninety'), figures: true, cell: (delay) => within(delay.p90) },
    { key: 'p99', header: say('ninetyNine'), figures: true, cell: (delay) => within(delay.p99) },
    { key: 'n', header: say('measured'), figures: true, cell: (delay) => formatFigure(delay.n) },
  ]
  return (
    <Section title={say('delays')} flush>
      {measured.length === 0 ? (
        <EmptyState title={say('noDelays')} />
      ) : (
        <DataTable label={say('delays')} columns={columns} rows={measured} rowKey={(delay) => delay.hop} />
      )}
    </Section>
  )
}

/** The seven steps as a table with bars: how many swabs and tubes came to each, and how many fewer than to the step before. */
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { type FunnelStep, funnelOf } from './funnel.ts'
import styles from './funnel-table.module.css'
import type { StepCounts } from './reconciliation.query.ts'
import { reconciliationTexts, stepTexts } from './reconciliation-texts.ts'

export function FunnelTable({ swabs, tubes }: { swabs: StepCounts; tubes: StepCounts }) {
  const say = useTexts(reconciliationTexts)
  const sayStep = useTexts(stepTexts)
  const columns: Column<FunnelStep>[] = [
    {
      key: 'step',
      header: say('step'),
      names: true,
      cell: (one) => (
        <span className={styles.step}>
          {sayStep(one.step)}
          <svg className={styles.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width={one.share * 100} height="4" />
          </svg>
        </span>
      ),
    },
    { key: 'swabs', header: say('swabs'), figures: true, cell: (one) => <b>{figure(one.swabs)}</b> },
    { key: 'swabsLeft', header: say('swabsLeft'), figures: true, cell: (one) => <Left count={one.swabsLeft} /> },
    { key: 'tubes', header: say('tubes'), figures: true, cell: (one) => figure(one.tubes) },
    { key: 'tubesLeft', header: say('tubesLeft'), figures: true, cell: (one) => <Left count={one.tubesLeft} /> },
  ]
  return (
    <Section title={say('funnel')} flush>
      <DataTable label={say('funnel')} columns={columns} rows={funnelOf(swabs, tubes)} rowKey={(one) => one.step} />
    </Section>
  )
}

function figure(count: number | null): string {
  return count === null ? '–' : formatFigure(count)
}

function Left({ count }: { count: number | null }) {
  if (count === null || count === 0) return <span className={styles.left}>{figure(count)}</span>
  return (
    <span className={styles.left} data-left="true">
      −{formatFigure(count)}
    </span>
  )
}

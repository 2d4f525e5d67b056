/**
 * The seven steps as one table that also fits a phone: how many swabs and tubes came to each, beneath it how many fewer than to the step before.
 */
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { type FunnelStep, funnelOf } from './funnel.ts'
import styles from './funnel-table.module.css'
import type { Step, StepCounts } from './reconciliation.query.ts'
import { reconciliationTexts, stepTexts } from './reconciliation-texts.ts'

export function FunnelTable({ swabs, tubes, asOf }: { swabs: StepCounts; tubes: StepCounts; asOf: string }) {
  const say = useTexts(reconciliationTexts)
  const age = (
    <span className={styles.age}>
      {say('asOf')} <Time at={asOf} seconds />
    </span>
  )
  return (
    <Section title={say('funnel')} actions={age} flush>
      <div className={styles.frame}>
        <table className={styles.table} aria-label={say('funnel')}>
          <thead>
            <tr>
              <th scope="col">{say('step')}</th>
              <th scope="col">{say('swabs')}</th>
              <th scope="col">{say('tubes')}</th>
            </tr>
          </thead>
          <tbody>
            {funnelOf(swabs, tubes).map((one) => (
              <FunnelRow key={one.step} one={one} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function FunnelRow({ one }: { one: FunnelStep }) {
  const sayStep = useTexts(stepTexts)
  return (
    <tr>
      <th scope="row">
        <span className={styles.step}>
          {sayStep(one.step)}
          <svg className={styles.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width={one.share * 100} height="4" data-expected={one.step === 'registered'} />
          </svg>
        </span>
      </th>
      <Count step={one.step} count={one.swabs} left={one.swabsLeft} />
      <Count step={one.step} count={one.tubes} left={one.tubesLeft} />
    </tr>
  )
}

/** Who has not come to be sampled is not lost: that figure is told, but not in red. */
function Count({ step, count, left }: { step: Step; count: number | null; left: number | null }) {
  const say = useTexts(reconciliationTexts)
  const atDesk = step === 'inTube'
  return (
    <td>
      <b>{count === null ? '–' : formatFigure(count)}</b>
      {left === null || left === 0 ? null : (
        <span className={styles.left} data-lost={!atDesk}>
          {say(atDesk ? 'notSampled' : 'fewer', { count: left })}
        </span>
      )}
    </td>
  )
}

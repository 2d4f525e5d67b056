/** A test's outcome: sign and word together. */
import { Icon, type IconName } from '../ui/icon.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { Outcome } from './batch.query.ts'
import { batchTexts } from './batch-texts.ts'
import styles from './outcome-mark.module.css'

const icons: Record<Outcome, IconName> = { negative: 'check', positive: 'plus', invalid: 'cross' }

export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const say = useTexts(batchTexts)
  return (
    <span className={styles.mark} data-outcome={outcome}>
      <Icon name={icons[outcome]} size={16} />
      {say(outcome)}
    </span>
  )
}

/** The state of a thing: sign and word together, the tint only underlines them. */

import { Icon, type IconName } from './icon.tsx'
import styles from './state-mark.module.css'

export type StateTone = 'calm' | 'busy' | 'good' | 'warning' | 'bad'

export function StateMark({ tone, icon, word }: { tone: StateTone; icon: IconName; word: string }) {
  return (
    <span className={styles.mark} data-tone={tone}>
      <Icon name={icon} size={15} />
      {word}
    </span>
  )
}

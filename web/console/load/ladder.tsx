/** The six rungs as a list from the top down, the one in force marked by a word, a bar and a tint. */

import { useTexts } from '../words/use-texts.ts'
import styles from './ladder.module.css'
import { loadTexts } from './load-texts.ts'
import { rungsTopDown } from './rungs.ts'

export function Ladder({ rung }: { rung: number }) {
  const say = useTexts(loadTexts)
  return (
    <ol className={styles.ladder} reversed>
      {rungsTopDown.map((one) => (
        <li key={one} className={styles.rung} aria-current={one === rung ? 'step' : undefined} value={one}>
          <span className={styles.number} aria-hidden="true">
            {one}
          </span>
          <span>{say(`rung${one}`)}</span>
          {one === rung ? <span className={styles.here}>{say('here')}</span> : null}
        </li>
      ))}
    </ol>
  )
}

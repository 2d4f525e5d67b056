/** The product's mark and name. */
import { useTexts } from '../words/use-texts.ts'
import mark from './mark.svg'
import { shellTexts } from './shell-texts.ts'
import styles from './wordmark.module.css'

export function Wordmark() {
  const say = useTexts(shellTexts)
  return (
    <span className={styles.wordmark}>
      <img src={mark} width={26} height={26} alt="" />
      <b>Evergate</b>
      <span className={styles.what}>{say('console')}</span>
    </span>
  )
}

/** The product's mark and name, and the region's; a demo city says that it is one. */
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTexts } from '../words/use-texts.ts'
import mark from './mark.svg'
import { regionQuery } from './region.query.ts'
import { shellTexts } from './shell-texts.ts'
import styles from './wordmark.module.css'

export function Wordmark() {
  const say = useTexts(shellTexts)
  const locale = useLocale()
  const region = useQuery(regionQuery)
  return (
    <span className={styles.wordmark}>
      <img src={mark} width={26} height={26} alt="" />
      <b>Evergate</b>
      <span className={styles.what}>{region.data === undefined ? say('console') : `${region.data.names[locale]} · ${say('console')}`}</span>
      {region.data?.demo ? <span className={styles.demo}>{say('demo')}</span> : null}
    </span>
  )
}

/** Says above every page what works and what does not while the server offers less than everything. */
import { useSyncExternalStore } from 'react'
import { consoleRungWords } from '../../shared/rung/console-words.ts'
import { heardRung, watchRung } from '../../shared/rung/heard-rung.ts'
import { Notice } from '../ui/notice.tsx'
import { useLocale } from '../words/use-texts.ts'
import styles from './connection-banner.module.css'

export function RungNotice() {
  const rung = useSyncExternalStore(watchRung, heardRung)
  const locale = useLocale()
  if (rung === 0) return null
  return (
    <div className={styles.banner} data-rung={rung}>
      <Notice tone="info">{consoleRungWords[locale][rung]}</Notice>
    </div>
  )
}

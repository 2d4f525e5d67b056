/** A part of a whole as figures with a bar beneath them. The figures say everything; the bar is for the eye alone. Of nothing there is no part. */
import { formatFigure, formatShare } from '../words/format.ts'
import styles from './share-bar.module.css'

export function ShareBar({ part, whole, large = false }: { part: number; whole: number; large?: boolean }) {
  if (whole <= 0) return <span className={styles.figures}>{formatFigure(part)} / –</span>
  const share = Math.min(1, part / whole)
  return (
    <span className={styles.share} data-large={large}>
      <span className={styles.figures}>
        <b>{formatShare(part, whole)}</b> {formatFigure(part)} / {formatFigure(whole)}
      </span>
      <svg className={styles.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="4" className={styles.whole} />
        <rect width={share * 100} height="4" className={styles.part} />
      </svg>
    </span>
  )
}

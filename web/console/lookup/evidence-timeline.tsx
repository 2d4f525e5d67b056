/** Evidence in the order it was observed, newest first. What was corrected since is struck through and says so in words. */
import { formatTime } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import styles from './evidence-timeline.module.css'
import type { EvidenceEntry } from './lookup.query.ts'
import { statusTexts } from './lookup-texts.ts'

const knownSources: Readonly<Record<string, 'laboratory' | 'ownReport' | 'sampling' | 'rounds'>> = {
  laboratory: 'laboratory',
  resident: 'ownReport',
  sampling: 'sampling',
  rounds: 'rounds',
}

type EvidenceTimelineProps = { evidence: readonly EvidenceEntry[]; names: ReadonlyMap<string, string> }

export function EvidenceTimeline({ evidence, names }: EvidenceTimelineProps) {
  const say = useTexts(statusTexts)
  const locale = useLocale()
  const newestFirst = [...evidence].sort((a, b) => b.observedAt.localeCompare(a.observedAt))
  return (
    <ol className={styles.timeline}>
      {newestFirst.map((entry) => (
        <li key={entry.evidenceId} data-superseded={entry.superseded}>
          <time dateTime={entry.observedAt}>{formatTime(entry.observedAt)}</time>
          <div>
            <p className={styles.summary}>
              <b>{names.get(entry.evidenceId)}</b> {entry.superseded ? <del>{entry.summary[locale]}</del> : entry.summary[locale]}
            </p>
            <p className={styles.source}>
              {knownSources[entry.source] === undefined ? say('otherSource', { source: entry.source }) : say(knownSources[entry.source]!)}
              {entry.superseded ? <strong> · {say('superseded')}</strong> : null}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}

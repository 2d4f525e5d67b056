/** What became of the last scan, large enough to be read from where one stands. */
import { Icon, type IconName } from '../ui/icon.tsx'
import { useTexts } from '../words/use-texts.ts'
import { boxTexts, tubeWarningTexts } from './box-texts.ts'
import styles from './last-scan.module.css'
import type { Scan, Tick, Unpacking } from './unpacking.ts'

type Told = { readonly tone: 'good' | 'warning' | 'bad' | 'calm'; readonly icon: IconName; readonly key: keyof typeof boxTexts }

export function LastScan({ scan, unpacking }: { scan: Scan | null; unpacking: Unpacking }) {
  const say = useTexts(boxTexts)
  const sayWarning = useTexts(tubeWarningTexts)
  if (scan === null) return null
  const tick = scan.kind === 'no_tube' ? undefined : unpacking.ticks.get(scan.tubeCode)
  const told = tell(scan, tick)
  if (told === null) return null
  const warning = tick?.answer?.warning ?? null
  return (
    <output className={styles.last} data-tone={told.tone}>
      <Icon name={told.icon} size={24} />
      <span>
        {say(told.key, { code: scan.kind === 'no_tube' ? '' : scan.tubeCode })}
        {warning === null ? null : ` · ${sayWarning(warning)}`}
      </span>
    </output>
  )
}

/** Null while the count of the tube is awaited. */
function tell(scan: Scan, tick: Tick | undefined): Told | null {
  if (scan.kind === 'no_tube') return { tone: 'bad', icon: 'cross', key: 'noTube' }
  if (tick === undefined) return null
  if (tick.state === 'failed') return { tone: 'bad', icon: 'warning', key: 'failed' }
  if (tick.state === 'sending') return { tone: 'calm', icon: 'clock', key: 'sending' }
  if (tick.answer?.answer === 'invalid') return { tone: 'bad', icon: 'cross', key: 'noTube' }
  if (scan.kind === 'repeat') return { tone: 'calm', icon: 'info', key: 'repeat' }
  if (tick.answer?.answer === 'received_unknown') return { tone: 'warning', icon: 'warning', key: 'keptUnknown' }
  return { tone: tick.answer?.warning == null ? 'good' : 'warning', icon: tick.answer?.warning == null ? 'check' : 'warning', key: 'kept' }
}

/** A moment as staff read it: region time, machine-readable beside it. */
import { formatTime } from '../words/format.ts'

export function Time({ at, seconds = false }: { at: string; seconds?: boolean }) {
  return (
    <time dateTime={at} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {formatTime(at, seconds)}
    </time>
  )
}

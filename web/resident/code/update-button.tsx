/**
 * The one way to ask for what is newest. Pressed while something is under way it joins that; pressed while the server wishes to be left alone it promises to ask
 * afterwards, and says when.
 */
import { formatClock } from '../../shared/region-time.ts'
import { awayUntil, pressUpdate, promisedAt } from '../state/contact.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { refresh } from '../state/wallet.ts'
import { Icon } from '../ui/icon.tsx'
import { sayCode } from './words.ts'

export function UpdateButton({ asOf, nowMs }: { asOf: string; nowMs: number }) {
  return (
    <button type="button" class="code-update" aria-busy={refresh.value.busy} onClick={pressUpdate}>
      <Icon name="refresh" size={20} />
      <span>{sayCode('asOf', { time: asOf })}</span>
      <strong>{sayNext(nowMs)}</strong>
    </button>
  )
}

function sayNext(nowMs: number): string {
  if (refresh.value.busy) return sayCode('updating')
  if (promisedAt.value !== null) return sayCode('updatesAt', { when: sayWhen(promisedAt.value, nowMs) })
  const at = awayUntil()
  return at > nowMs ? sayCode('updateAt', { when: sayWhen(at, nowMs) }) : sayCode('update')
}

/** Seconds where they can be counted, the time of day beyond. */
function sayWhen(atMs: number, nowMs: number): string {
  const seconds = Math.max(Math.ceil((atMs - nowMs) / 1000), 1)
  return seconds <= 90 ? sayCode('inSeconds', { seconds }) : sayCode('atTime', { time: formatClock(atMs, utcOffsetMinutes.value) })
}

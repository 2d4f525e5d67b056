/** Why something did not work and what to do next. Pages give words for the refusals they know; the rest is told by kind. */
import { useMemo } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { now } from '../../shared/clock.ts'
import { formatClock } from '../../shared/region-time.ts'
import { say } from '../app/say.ts'
import { phone } from '../state/phone.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { Notice } from './notice.tsx'

const minuteMs = 60_000

export interface ProblemProps {
  readonly refusal: Refusal
  /** The page's own words for this refusal, when it has some. */
  readonly words?: string | undefined
  readonly again?: (() => void) | undefined
}

export function Problem({ refusal, words, again }: ProblemProps) {
  return (
    <div class="stack stack-small">
      {describe(refusal, words)}
      {again !== undefined && (
        <button type="button" class="button button-plain" onClick={again}>
          {say('tryAgain')}
        </button>
      )}
    </div>
  )
}

function describe(refusal: Refusal, words: string | undefined) {
  if (words !== undefined) return <Notice tone="bad" icon="warning" title={words} />
  if (refusal.code === 'network.offline') {
    return (
      <Notice tone="care" icon="offline" title={say('problemOffline')}>
        {say('problemOfflineDo')}
        <CodeKept />
      </Notice>
    )
  }
  if (refusal.passing) {
    return (
      <Notice tone="care" icon="waiting" title={say('problemBusy')}>
        <BusyUntil refusal={refusal} />
        <CodeKept />
      </Notice>
    )
  }
  return (
    <Notice tone="bad" icon="warning" title={say('problemRefused')}>
      {say('problemRefusedDo', { code: refusal.code })}
    </Notice>
  )
}

/** Said to those who hold a code; somebody who registers for the first time has none to keep. */
function CodeKept() {
  return phone.value.stage === 'enrolled' ? <div>{say('problemCodeKept')}</div> : null
}

/** Names the minute from which the server may be asked again, where it named one. */
function BusyUntil({ refusal }: { refusal: Refusal }) {
  const until = useMemo(() => minuteAfter(refusal), [refusal]) // counted from when the refusal came, not from when the page is drawn again
  if (until === undefined) return <>{say('problemBusyDo')}</>
  return <>{say('problemBusyUntil', { time: formatClock(until, utcOffsetMinutes.value) })}</>
}

/** The end of the minute in which the server wishes to be left alone. */
function minuteAfter({ retryAfterMs }: Refusal): number | undefined {
  return retryAfterMs === undefined ? undefined : now() + retryAfterMs + minuteMs
}

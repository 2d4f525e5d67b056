/** The age of the last negative test beside the code, in the words gates use, with the sampling time it is counted from. */
import { showMoment } from '../state/region.ts'
import { Icon } from '../ui/icon.tsx'
import { testAgeAt } from './shown-code.ts'
import { sayCode } from './words.ts'

export function TestAgeLine({ lastNegativeAt, nowMs }: { lastNegativeAt: string | null; nowMs: number }) {
  const age = testAgeAt(lastNegativeAt, nowMs)
  const words = typeof age === 'object' ? sayCode('under', { hours: age.under }) : sayCode(age)
  return (
    <div class="test-age">
      <Icon name="results" size={26} />
      <div>
        <strong>{words}</strong>
        {lastNegativeAt !== null && (
          <span title={sayCode('countsFromSampling')}>{sayCode('sampledAt', { time: showMoment(lastNegativeAt) })}</span>
        )}
      </div>
    </div>
  )
}

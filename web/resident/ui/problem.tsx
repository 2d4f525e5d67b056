/** Why something did not work and what to do next. Pages give words for the refusals they know; the rest is told by kind. */
import type { Refusal } from '../../shared/api.ts'
import { say } from '../app/say.ts'
import { Notice } from './notice.tsx'

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
      </Notice>
    )
  }
  if (refusal.passing) {
    return (
      <Notice tone="care" icon="waiting" title={say('problemBusy')}>
        {say('problemBusyDo')}
      </Notice>
    )
  }
  return (
    <Notice tone="bad" icon="warning" title={say('problemRefused')}>
      {say('problemRefusedDo', { code: refusal.code })}
    </Notice>
  )
}

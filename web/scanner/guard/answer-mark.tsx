// The sign of an answer: shape and icon in one picture. The word stands beside it, put there by the page.
import type { Answer } from '@evergate/pass'
import { ANSWER_SIGNS } from './answer-signs.ts'

export function AnswerMark({ answer }: { answer: Answer }) {
  const { shape, icon } = ANSWER_SIGNS[answer]
  return (
    <svg class="answer-mark" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
      <path class="answer-mark-shape" d={shape} />
      <path class="answer-mark-icon" d={icon} />
    </svg>
  )
}

// Today's count of each answer: sign and number. Reset asks once more.
import { useSignal } from '@preact/signals'
import { useStart } from '../device/use-start.ts'
import { t } from '../words/words.ts'
import { AnswerMark } from './answer-mark.tsx'
import { ANSWERS } from './answer-signs.ts'
import { guardCount } from './guard-desk.ts'

export function CountStrip() {
  const asking = useSignal(false)
  const counts = guardCount.counts.value
  const total = ANSWERS.reduce((sum, answer) => sum + (counts[answer] ?? 0), 0)
  useStart(() => void guardCount.refresh())
  const reset = (): void => {
    guardCount.reset()
    asking.value = false
  }
  if (asking.value) {
    return (
      <section class="count-strip">
        <p>{t('guard.reset.sure')}</p>
        <button type="button" class="button button-danger" onClick={reset}>
          {t('guard.reset')}
        </button>
        <button type="button" class="button button-plain" onClick={() => (asking.value = false)}>
          {t('common.cancel')}
        </button>
      </section>
    )
  }
  return (
    <section class="count-strip" aria-label={t('guard.today')}>
      <ul class="counts">
        {ANSWERS.map((answer) => (
          <li key={answer} class={`count answer-${answer}`} data-count={answer}>
            <AnswerMark answer={answer} />
            <span class="visually-hidden">{t(`answer.${answer}`)}: </span>
            {counts[answer] ?? 0}
          </li>
        ))}
      </ul>
      <span class="count-title">{t('guard.today')}</span>
      <button type="button" class="text-button" disabled={total === 0} onClick={() => (asking.value = true)}>
        {t('guard.reset')}
      </button>
    </section>
  )
}

// The answer over the whole screen: word, shape, icon and colour, why, what to do, how old the test and the files are.
import type { Answer, GateAnswer } from '@evergate/pass'
import { useRef } from 'preact/hooks'
import { locale } from '../../shared/preferences.ts'
import { useStart } from '../device/use-start.ts'
import { cityTime, t } from '../words/words.ts'
import { AnswerMark } from './answer-mark.tsx'
import type { Shown } from './guard-desk.ts'
import { wordsOfReason } from './reason-words.ts'

export function AnswerSheet({ shown, onNext }: { shown: Shown; onNext: () => void }) {
  const { answer } = shown
  return (
    // A tap anywhere puts the answer away: gloves miss buttons. The button is there for keys and for screen readers.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside takes the keys
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div class={`answer-sheet answer-${answer.answer}`} data-answer={answer.answer} onClick={onNext}>
      <div class="answer-body" role="alert">
        <AnswerMark answer={answer.answer} />
        <h1 class="answer-word">{t(`answer.${answer.answer}`)}</h1>
        <AsOf answer={answer} />
        <Identity answer={answer} />
        <Why answer={answer} />
        <TestAge answer={answer} />
      </div>
      <NextButton key={shown.serial} answer={answer.answer} onNext={onNext} />
    </div>
  )
}

/** New with every answer, so that it takes the focus and its bar runs out anew. */
function NextButton({ answer, onNext }: { answer: Answer; onNext: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useStart(() => void button.current?.focus({ preventScroll: true }))
  return (
    <button ref={button} type="button" class={`answer-next answer-stays-${answer}`} onClick={onNext}>
      {t('guard.next')}
    </button>
  )
}

function AsOf({ answer }: { answer: GateAnswer }) {
  if (!answer.aged || answer.asOf === null) return null
  return <p class="answer-as-of">{t('answer.as_of', { time: cityTime(answer.asOf * 1000) })}</p>
}

function Why({ answer }: { answer: GateAnswer }) {
  const { why, advice } = wordsOfReason(answer, locale.value)
  return (
    <div class="answer-why">
      <strong>{why}</strong>
      {advice === '' ? null : <span>{advice}</span>}
      {answer.reasons.includes('status.colour_from_pass') ? <span>{t('answer.from_pass')}</span> : null}
    </div>
  )
}

function Identity({ answer }: { answer: GateAnswer }) {
  if (answer.pass?.kind !== 'paper') return null
  return (
    <p class="answer-identity">
      <strong>{t('answer.identity')}</strong>
      {answer.pass.displayHint === '' ? null : <span>{t('answer.identity.name', { hint: answer.pass.displayHint })}</span>}
    </p>
  )
}

function TestAge({ answer }: { answer: GateAnswer }) {
  if (answer.pass === null) return null
  const { testAgeHours: hours, lastNegativeAt } = answer.pass
  const age = hours === null ? t('answer.test.none') : hours < 1 ? t('answer.test.fresh') : t('answer.test.age', { count: hours })
  return (
    <p class="answer-test">
      {t('answer.test')} <strong>{age}</strong>
      {lastNegativeAt === null ? null : <span>{t('answer.test.sampled', { time: cityTime(lastNegativeAt * 1000) })}</span>}
    </p>
  )
}

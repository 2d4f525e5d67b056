// The desk's last word, for somebody who looks up for a second: sign, colour and word of the outcome, and one line about it.
import { locale } from '../../shared/preferences.ts'
import { wordsOfReason } from '../guard/reason-words.ts'
import type { Desk, Said } from './desk/desk.ts'
import { SAID_SIGNS } from './said-signs.ts'
import { t, wordsFor } from './words.ts'

export function SaidBand({ desk }: { desk: Desk }) {
  const said = desk.said.value
  if (said === null) return null
  const { shape, icon } = SAID_SIGNS[said.outcome]
  const { insist } = said
  return (
    <section
      key={said.serial}
      class={`said said-${said.outcome}`}
      role="status"
      data-said={said.outcome}
      data-words={said.words}
      data-serial={said.serial}
    >
      <svg class="said-mark" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
        <path class="said-mark-shape" d={shape} />
        <path class="said-mark-icon" d={icon} />
      </svg>
      <p class="said-words">
        <strong>{wordsFor('word', said.words) ?? t(`outcome.${said.outcome}`)}</strong>
        <span>{lineOf(said)}</span>
      </p>
      {insist === null ? null : (
        <button type="button" class="said-insist" onClick={() => void desk.addPerson(insist, true)}>
          {t('said.insist')}
        </button>
      )}
    </section>
  )
}

function lineOf({ words, code, who, reason }: Said): string {
  const why =
    reason === null
      ? ''
      : wordsOfReason({ answer: 'check_another_way', stage: reason.stage, reasons: [reason.code], reasonTexts: null }, locale.value).why
  return (wordsFor('said', words) ?? '')
    .replaceAll('{code}', code)
    .replaceAll('{who}', who === '' ? t('swabs.unknown') : who)
    .replaceAll('{reason}', why)
}

// A problem in words with what to do next. Codes we have no words for are named, so that somebody can look them up.
import { Icon } from '../device/icon.tsx'
import { cityTime } from '../words/words.ts'
import type { Unprepared } from './prepare.ts'
import { t, wordsFor } from './words.ts'

const MINUTE_MS = 60_000

export function Problem({ problem, freeAt }: Omit<Unprepared, 'ok'>) {
  const words = wordsFor('problem', problem) ?? t('problem.other', { code: problem })
  // The end of the minute, because the clock that is shown has no seconds.
  const when = freeAt === null ? t('busy.later') : t('busy.from', { time: cityTime(freeAt + MINUTE_MS) })
  const isBusy = words.includes('{when}')
  return (
    <p class={`notice ${isBusy ? 'on-yellow' : 'on-red'}`} role="alert" data-problem={problem}>
      <Icon name={isBusy ? 'clock' : 'warning'} />
      <span class="notice-text">{words.replace('{when}', when)}</span>
    </p>
  )
}

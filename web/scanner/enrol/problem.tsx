// A problem in words with what to do next. Codes we have no words for are named, so that somebody can look them up.
import { Icon } from '../device/icon.tsx'
import { t, wordsFor } from './words.ts'

export function Problem({ code }: { code: string }) {
  return (
    <p class="notice on-red" role="alert" data-problem={code}>
      <Icon name="warning" />
      <span class="notice-text">{wordsFor('problem', code) ?? t('problem.other', { code })}</span>
    </p>
  )
}

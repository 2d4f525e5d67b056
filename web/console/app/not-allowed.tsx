/** Stands in place of a feature that the account's roles do not have. */
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useTexts } from '../words/use-texts.ts'
import { shellTexts } from './shell-texts.ts'

export function NotAllowed() {
  const say = useTexts(shellTexts)
  return (
    <Page title={say('notAllowed')}>
      <Notice tone="info">{say('notAllowedNext')}</Notice>
    </Page>
  )
}

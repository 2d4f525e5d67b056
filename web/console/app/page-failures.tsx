/** What stands in a page's place when there is no such page, or when drawing it failed. */
import { Button } from '@mantine/core'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useTexts } from '../words/use-texts.ts'
import { shellTexts } from './shell-texts.ts'

export function PageMissing() {
  const say = useTexts(shellTexts)
  return (
    <Page title={say('notFound')}>
      <Notice tone="info">{say('notFoundNext')}</Notice>
    </Page>
  )
}

export function PageFailed() {
  const say = useTexts(shellTexts)
  return (
    <Page title={say('broken')}>
      <Notice tone="bad" title={say('brokenNext')}>
        <Button mt="xs" size="xs" variant="default" onClick={() => window.location.reload()}>
          {say('reload')}
        </Button>
      </Notice>
    </Page>
  )
}

/** Changing one's own password while signed in. */
import { Paper, Stack } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useTexts } from '../words/use-texts.ts'
import { PasswordForm } from './password-form.tsx'
import { passwordTexts } from './sign-in-texts.ts'

export function PasswordPage() {
  const say = useTexts(passwordTexts)
  const [saved, setSaved] = useState(false)
  return (
    <Page title={say('title')}>
      <Stack maw={440}>
        {saved ? <Notice tone="good">{say('saved')}</Notice> : null}
        <Paper p="lg">
          <PasswordForm currentLabel="current" onSaved={() => setSaved(true)} />
        </Paper>
      </Stack>
    </Page>
  )
}

/** Stands before the console until a one-time password has been replaced. */
import { Button, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type Account, sessionKey } from '../app/session.query.ts'
import { StillSignedIn } from '../app/still-signed-in.tsx'
import { useSignOut } from '../app/use-sign-out.ts'
import { useTexts } from '../words/use-texts.ts'
import { DoorFrame } from './door-frame.tsx'
import { PasswordForm } from './password-form.tsx'
import { passwordTexts } from './sign-in-texts.ts'

export function FirstPassword({ account }: { account: Account }) {
  const say = useTexts(passwordTexts)
  const client = useQueryClient()
  const signOut = useSignOut()
  return (
    <DoorFrame>
      <title>{`${say('firstTitle')} · Evergate`}</title>
      <Stack gap="md">
        <Title order={1}>{say('firstTitle')}</Title>
        <Text size="sm" c="dimmed">
          {say('firstLead', { name: account.displayName })}
        </Text>
        <PasswordForm
          currentLabel="oneTime"
          onSaved={() => void client.invalidateQueries({ queryKey: sessionKey })}
          extra={
            <Button variant="subtle" onClick={() => signOut.mutate()}>
              {say('signOut')}
            </Button>
          }
        />
        <StillSignedIn error={signOut.error} />
      </Stack>
    </DoorFrame>
  )
}

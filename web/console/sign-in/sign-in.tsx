/** Signing in with user name and password. The password lives in the form's fields only and is cleared after a refusal. */
import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { asFailure } from '../api/problem.ts'
import { requestJson } from '../api/request.ts'
import { type Account, changeSession } from '../app/session.query.ts'
import { Notice } from '../ui/notice.tsx'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { DoorFrame } from './door-frame.tsx'
import { signInSayings } from './sign-in-sayings.ts'
import { signInTexts } from './sign-in-texts.ts'

type Credentials = { username: string; password: string }

/** `ended`: the user name of whoever was signed in until a moment ago. */
export function SignIn({ ended }: { ended?: string }) {
  const say = useTexts(signInTexts)
  const [credentials, setCredentials] = useState<Credentials>({ username: ended ?? '', password: '' })
  const [incomplete, setIncomplete] = useState(false)
  const passwordField = useRef<HTMLInputElement>(null)
  const signIn = useSignIn(() => {
    setCredentials((before) => ({ ...before, password: '' }))
    passwordField.current?.focus()
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const complete = credentials.username.trim() !== '' && credentials.password !== ''
    setIncomplete(!complete)
    if (complete) signIn.mutate({ ...credentials, username: credentials.username.trim() })
  }
  const set = (field: keyof Credentials) => (event: { currentTarget: HTMLInputElement }) =>
    setCredentials({ ...credentials, [field]: event.currentTarget.value })
  return (
    <DoorFrame>
      <title>{`${say('title')} · Evergate`}</title>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Title order={1}>{say('title')}</Title>
          {ended === undefined ? null : <Notice tone="warning">{say('ended')}</Notice>}
          {signIn.isError ? <FailureState error={signIn.error} sayings={signInSayings} /> : null}
          {incomplete ? <Notice tone="warning">{say('needBoth')}</Notice> : null}
          <TextInput
            label={say('username')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            value={credentials.username}
            onChange={set('username')}
          />
          <PasswordInput
            ref={passwordField}
            label={say('password')}
            name="password"
            autoComplete="current-password"
            value={credentials.password}
            onChange={set('password')}
          />
          <Button type="submit" loading={signIn.isPending} fullWidth mt={4}>
            {say('signIn')}
          </Button>
          <Text size="xs" c="dimmed">
            {say('forgotten')} {say('recorded')}
          </Text>
        </Stack>
      </form>
    </DoorFrame>
  )
}

/** Starts a session; what an earlier session had loaded is forgotten first. */
function useSignIn(onRefused: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (credentials: Credentials) =>
      requestJson<{ account: Account }>('/v1/staff/sessions', { method: 'POST', body: credentials }),
    onSuccess: ({ account }) => {
      changeSession(client, account)
    },
    onError: (error) => {
      if (asFailure(error).kind === 'refused') onRefused()
    },
  })
}

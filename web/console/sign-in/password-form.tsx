/** The form for a new password, used at the first sign-in and whenever one wants a new one. */
import { Button, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { requestJson } from '../api/request.ts'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { type PasswordEntry, type PasswordFaults, passwordFaults } from './password-rules.ts'
import { passwordSayings } from './sign-in-sayings.ts'
import { passwordTexts } from './sign-in-texts.ts'

const blank: PasswordEntry = { current: '', fresh: '', repeat: '' }

type PasswordFormProps = { currentLabel: 'current' | 'oneTime'; onSaved: () => void; extra?: ReactNode }

export function PasswordForm({ currentLabel, onSaved, extra }: PasswordFormProps) {
  const say = useTexts(passwordTexts)
  const [entry, setEntry] = useState(blank)
  const [faults, setFaults] = useState<PasswordFaults>({})
  const form = useFaultFocus(faults)
  const save = useMutation({
    mutationFn: () =>
      requestJson('/v1/staff/me/password', { method: 'POST', body: { currentPassword: entry.current, newPassword: entry.fresh } }),
    onSuccess: () => {
      setEntry(blank)
      onSaved()
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const found = passwordFaults(entry)
    setFaults(found)
    if (Object.keys(found).length === 0) save.mutate()
  }
  const field = (name: keyof PasswordEntry) => {
    const fault = faults[name]
    return {
      value: entry[name],
      onChange: (event: { currentTarget: HTMLInputElement }) => setEntry({ ...entry, [name]: event.currentTarget.value }),
      error: fault === undefined ? null : say(fault, { count: [...entry.fresh].length }),
    }
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {save.isError ? <FailureState error={save.error} sayings={passwordSayings} /> : null}
        <PasswordInput label={say(currentLabel)} autoComplete="current-password" {...field('current')} />
        <PasswordInput label={say('fresh')} description={say('freshHint')} autoComplete="new-password" {...field('fresh')} />
        <PasswordInput label={say('repeat')} autoComplete="new-password" {...field('repeat')} />
        <Button type="submit" loading={save.isPending}>
          {say('save')}
        </Button>
        {extra}
      </Stack>
    </form>
  )
}

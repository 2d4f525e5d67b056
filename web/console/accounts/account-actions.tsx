/** What an administrator can do with one account: change its roles, reset its password, disable it. */
import { Button, Group, Menu, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Role } from '../app/roles.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { accountSayings } from './account-sayings.ts'
import { accountTexts } from './account-texts.ts'
import { type ListedAccount, useChangeRoles, useDisableAccount, useResetPassword } from './accounts.query.ts'
import { OneTimePassword } from './one-time-password.tsx'
import { RoleChoice } from './role-choice.tsx'

type Asked = 'roles' | 'reset' | 'disable' | null

export function AccountActions({ account, own }: { account: ListedAccount; own: boolean }) {
  const say = useTexts(accountTexts)
  const [asked, setAsked] = useState<Asked>(null)
  const close = (): void => setAsked(null)
  const name = account.displayName
  if (account.disabledAt !== null) return null
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label={`${say('actions')}: ${name}`}>
            {say('actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={own} onClick={() => setAsked('roles')}>
            {say('changeRoles')}
          </Menu.Item>
          <Menu.Item onClick={() => setAsked('reset')}>{say('resetPassword')}</Menu.Item>
          <Menu.Item disabled={own} onClick={() => setAsked('disable')}>
            {say('disable')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ChangeRoles key={account.roles.join()} account={account} opened={asked === 'roles'} onClose={close} />
      <ResetPassword account={account} opened={asked === 'reset'} onClose={close} />
      <DisableAccount account={account} opened={asked === 'disable'} onClose={close} />
    </>
  )
}

type DialogProps = { account: ListedAccount; opened: boolean; onClose: () => void }

function ChangeRoles({ account, opened, onClose }: DialogProps) {
  const say = useTexts(accountTexts)
  const change = useChangeRoles(account.accountId)
  const [roles, setRoles] = useState<readonly Role[]>(account.roles)
  return (
    <Modal opened={opened} onClose={onClose} title={say('changeRolesOf', { name: account.displayName })} size="lg">
      <Stack>
        {change.isError ? <FailureState error={change.error} sayings={accountSayings} /> : null}
        <RoleChoice value={roles} onChange={setRoles} error={roles.length === 0 ? say('rolesMissing') : null} />
        <Text size="sm" c="dimmed">
          {say('changeRolesWhat')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button disabled={roles.length === 0} loading={change.isPending} onClick={() => change.mutate(roles, { onSuccess: onClose })}>
            {say('save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function ResetPassword({ account, opened, onClose }: DialogProps) {
  const say = useTexts(accountTexts)
  const reset = useResetPassword(account.accountId)
  const finish = (): void => {
    reset.reset()
    onClose()
  }
  return (
    <>
      <ConfirmDialog
        opened={opened && !reset.isSuccess}
        title={say('resetAsk', { name: account.displayName })}
        what={say('resetWhat')}
        action={say('resetPassword')}
        busy={reset.isPending}
        failure={reset.isError ? <FailureState error={reset.error} sayings={accountSayings} /> : null}
        onConfirm={() => reset.mutate()}
        onClose={finish}
      />
      <OneTimePassword password={reset.data?.oneTimePassword} name={account.displayName} onClose={finish} />
    </>
  )
}

function DisableAccount({ account, opened, onClose }: DialogProps) {
  const say = useTexts(accountTexts)
  const disable = useDisableAccount(account.accountId)
  return (
    <ConfirmDialog
      opened={opened}
      title={say('disableAsk', { name: account.displayName })}
      what={say('disableWhat')}
      action={say('disable')}
      busy={disable.isPending}
      failure={disable.isError ? <FailureState error={disable.error} sayings={accountSayings} /> : null}
      onConfirm={() => disable.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}

/** Who is signed in, and the way out. */
import { Button, Menu, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Icon } from '../ui/icon.tsx'
import { useTexts } from '../words/use-texts.ts'
import styles from './account-menu.module.css'
import { roleTexts } from './roles.ts'
import { useAccount } from './session-gate.tsx'
import { shellTexts } from './shell-texts.ts'
import { StillSignedIn } from './still-signed-in.tsx'
import { useSignOut } from './use-sign-out.ts'

export function AccountMenu() {
  const say = useTexts(shellTexts)
  const sayRole = useTexts(roleTexts)
  const account = useAccount()
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <Button
          className={styles.button!}
          variant="default"
          size="compact-md"
          px={10}
          leftSection={<Icon name="person" size={16} />}
          aria-label={`${say('account')}: ${account.displayName}`}
        >
          <span className={styles.name}>{account.displayName}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <Text fw={600}>{account.displayName}</Text>
          <Text size="xs" c="dimmed">
            {account.username} · {account.organisationName}
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            {account.roles.map((role) => sayRole(role)).join(' · ')}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="lock" size={16} />} onClick={() => void navigate({ to: '/password' })}>
          {say('changePassword')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="back" size={16} />}
          closeMenuOnClick={false}
          disabled={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {say('signOut')}
        </Menu.Item>
        <StillSignedIn error={signOut.error} />
      </Menu.Dropdown>
    </Menu>
  )
}

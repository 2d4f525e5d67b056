/** Accounts and organisations, for administrators. */
import { Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { useTexts } from '../words/use-texts.ts'
import { AccountList } from './account-list.tsx'
import { accountTexts } from './account-texts.ts'
import { NewAccount } from './new-account.tsx'
import { OrganisationList } from './organisation-list.tsx'

export function AccountsPage() {
  const say = useTexts(accountTexts)
  const [creating, create] = useDisclosure(false)
  const action = (
    <Button leftSection={<Icon name="plus" />} onClick={create.open}>
      {say('newAccount')}
    </Button>
  )
  return (
    <Page title={say('title')} lead={say('lead')} actions={action}>
      <Tabs defaultValue="accounts" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="accounts">{say('accounts')}</Tabs.Tab>
          <Tabs.Tab value="organisations">{say('organisations')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="accounts">
          <AccountList />
        </Tabs.Panel>
        <Tabs.Panel value="organisations">
          <OrganisationList />
        </Tabs.Panel>
      </Tabs>
      <NewAccount opened={creating} onClose={create.close} />
    </Page>
  )
}

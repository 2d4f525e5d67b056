/** Shows a one-time password once. Closing the dialog is the end of it. */
import { Button, Modal, Stack, Text } from '@mantine/core'
import { CopyField } from '../ui/copy-field.tsx'
import { useTexts } from '../words/use-texts.ts'
import { accountTexts } from './account-texts.ts'

type OneTimePasswordProps = { password: string | undefined; name: string; onClose: () => void }

export function OneTimePassword({ password, name, onClose }: OneTimePasswordProps) {
  const say = useTexts(accountTexts)
  return (
    <Modal opened={password !== undefined} onClose={onClose} title={say('oneTimeTitle')} closeOnClickOutside={false}>
      <Stack>
        <Text size="sm">{say('oneTimeWhat', { name })}</Text>
        <CopyField value={password ?? ''} label={say('oneTimeTitle')} />
        <Button onClick={onClose} style={{ alignSelf: 'flex-end' }}>
          {say('close')}
        </Button>
      </Stack>
    </Modal>
  )
}

/** Asks before something that cannot simply be undone. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../words/use-texts.ts'

const confirmTexts = { cancel: ['取消', 'Cancel'] } as const

type ConfirmProps = {
  opened: boolean
  title: string
  what: string
  action: string
  busy: boolean
  failure?: ReactNode
  onConfirm: () => void
  onClose: () => void
}

export function ConfirmDialog({ opened, title, what, action, busy, failure, onConfirm, onClose }: ConfirmProps) {
  const say = useTexts(confirmTexts)
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        {failure}
        <Text size="sm">{what}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button loading={busy} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Asks for the reason of a rejection. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../words/use-texts.ts'
import { batchTexts } from './batch-texts.ts'

const reasonLengthMin = 5

export function RejectDialog({ opened, onClose, onReject }: { opened: boolean; onClose: () => void; onReject: (reason: string) => void }) {
  const say = useTexts(batchTexts)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const confirm = (): void => {
    const short = [...reason.trim()].length < reasonLengthMin
    setMissing(short)
    if (!short) onReject(reason.trim())
  }
  return (
    <Modal opened={opened} onClose={onClose} title={say('rejectAsk')}>
      <Stack>
        <Text size="sm">{say('rejectWhat')}</Text>
        <Textarea
          data-autofocus
          label={say('rejectReason')}
          maxLength={300}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={missing ? say('rejectReasonMissing') : null}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button onClick={confirm}>{say('reject')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

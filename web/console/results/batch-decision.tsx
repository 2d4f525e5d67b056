/** Releasing or rejecting a batch. Who may not, reads why. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useId, useState } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import { Notice } from '../ui/notice.tsx'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { type Batch, useRejectBatch, useReleaseBatch } from './batch.query.ts'
import { batchTexts } from './batch-texts.ts'
import { releasePermission } from './release-permission.ts'

const sayings = { 'results.same_person': batchTexts.samePerson, 'results.not_awaiting': batchTexts.notAwaiting }

export function BatchDecision({ batch }: { batch: Batch }) {
  const say = useTexts(batchTexts)
  const whyNotId = useId()
  const permission = releasePermission(batch, useAccount())
  const release = useReleaseBatch(batch.batchId)
  const reject = useRejectBatch(batch.batchId)
  const [releaseAsked, releaseAsk] = useDisclosure(false)
  const [rejectAsked, rejectAsk] = useDisclosure(false)
  const off = permission !== 'may'
  return (
    <Stack gap="sm" mt="md">
      {release.isSuccess ? <Notice tone="good">{say('releasedDone')}</Notice> : null}
      {reject.isSuccess ? <Notice tone="info">{say('rejectedDone')}</Notice> : null}
      {release.isError ? <FailureState error={release.error} sayings={sayings} /> : null}
      {reject.isError ? <FailureState error={reject.error} sayings={sayings} /> : null}
      {batch.state === 'awaiting' ? (
        <Group gap="xs">
          <Button disabled={off} aria-describedby={off ? whyNotId : undefined} loading={release.isPending} onClick={releaseAsk.open}>
            {say('release')}
          </Button>
          <Button
            variant="default"
            disabled={off}
            aria-describedby={off ? whyNotId : undefined}
            loading={reject.isPending}
            onClick={rejectAsk.open}
          >
            {say('reject')}
          </Button>
          {off ? (
            <Text size="sm" c="dimmed" id={whyNotId}>
              {say(permission === 'own_upload' ? 'ownUpload' : 'noReleaser')}
            </Text>
          ) : null}
        </Group>
      ) : null}
      <Modal opened={releaseAsked} onClose={releaseAsk.close} title={say('releaseAsk')}>
        <Stack>
          <Text size="sm">{say('releaseWhat', { count: batch.rows, positives: batch.positives, invalids: batch.invalids })}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={releaseAsk.close}>
              {say('cancel')}
            </Button>
            <Button
              data-autofocus
              onClick={() => {
                releaseAsk.close()
                release.mutate()
              }}
            >
              {say('release')}
            </Button>
          </Group>
        </Stack>
      </Modal>
      <RejectDialog
        opened={rejectAsked}
        onClose={rejectAsk.close}
        onReject={(reason) => {
          rejectAsk.close()
          reject.mutate(reason)
        }}
      />
    </Stack>
  )
}

const reasonLengthMin = 5

function RejectDialog({ opened, onClose, onReject }: { opened: boolean; onClose: () => void; onReject: (reason: string) => void }) {
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

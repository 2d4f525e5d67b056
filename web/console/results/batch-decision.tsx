/** Releasing or rejecting a batch. Who may not, reads why. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useId } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import { Notice } from '../ui/notice.tsx'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { anomalyTexts } from './anomaly-texts.ts'
import { type Batch, useRejectBatch, useReleaseBatch } from './batch.query.ts'
import { batchTexts } from './batch-texts.ts'
import { RejectDialog } from './reject-dialog.tsx'
import { ReleaseDialog } from './release-dialog.tsx'
import { releasePermission } from './release-permission.ts'

const sayings = {
  'results.same_person': batchTexts.samePerson,
  'results.not_awaiting': batchTexts.notAwaiting,
  'results.anomaly': anomalyTexts.confirmMissing,
}

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
      <ReleaseDialog
        batch={batch}
        anomalies={batch.anomalies}
        opened={releaseAsked}
        onClose={releaseAsk.close}
        onRelease={(confirmed) => {
          releaseAsk.close()
          release.mutate(confirmed)
        }}
      />
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

/** Saying that a box is empty. What has not been scanned is named before and after. */
import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { useCompleteBox } from './box.query.ts'
import { boxTexts } from './box-texts.ts'
import type { UnpackingCounts } from './unpacking.ts'

type CompleteProps = { boxCode: string; laboratoryId: string; counts: UnpackingCounts; onDone: () => void }

export function CompleteBox({ boxCode, laboratoryId, counts, onDone }: CompleteProps) {
  const say = useTexts(boxTexts)
  const [asked, ask] = useDisclosure(false)
  const complete = useCompleteBox(boxCode, laboratoryId)
  if (complete.isSuccess) return <Completed missing={complete.data.missing} onDone={onDone} />
  return (
    <Group gap="xs">
      <Button disabled={counts.unsent > 0} onClick={ask.open}>
        {say('complete')}
      </Button>
      <Button variant="default" onClick={onDone}>
        {say('leave')}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={say('completeAsk')}
        what={counts.missing === 0 ? say('completeAll') : say('completeMissing', { count: counts.missing })}
        action={say('complete')}
        busy={complete.isPending}
        failure={complete.isError ? <FailureState error={complete.error} /> : null}
        onConfirm={() => complete.mutate(undefined, { onSuccess: ask.close })}
        onClose={ask.close}
      />
    </Group>
  )
}

function Completed({ missing, onDone }: { missing: readonly string[]; onDone: () => void }) {
  const say = useTexts(boxTexts)
  return (
    <>
      <Notice
        tone={missing.length === 0 ? 'good' : 'warning'}
        title={missing.length === 0 ? say('completed') : say('completedMissing', { count: missing.length })}
      >
        {missing.length === 0 ? null : missing.join(' · ')}
      </Notice>
      <Button style={{ alignSelf: 'flex-start' }} onClick={onDone}>
        {say('nextBox')}
      </Button>
    </>
  )
}

/** Extending and cancelling a round: each asks first and says what it means. */
import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { FailureState } from '../ui/states.tsx'
import { fromWallClock, toWallClock } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { type Round, useCancelRound, useExtendRound } from './round.query.ts'
import { roundSayings } from './round-sayings.ts'
import { roundTexts } from './round-texts.ts'

const reasonLengthMin = 5

type ChangeProps = { round: Pick<Round, 'roundId' | 'endsAt'> }

export function ExtendButton({ round }: ChangeProps) {
  const say = useTexts(roundTexts)
  const [asked, ask] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={ask.open}>
        {say('extend')}
      </Button>
      <Modal opened={asked} onClose={ask.close} title={say('extendAsk')}>
        <ExtendForm round={round} onClose={ask.close} />
      </Modal>
    </>
  )
}

function ExtendForm({ round, onClose }: ChangeProps & { onClose: () => void }) {
  const say = useTexts(roundTexts)
  const extend = useExtendRound(round.roundId)
  const [end, setEnd] = useState(() => toWallClock(Date.parse(round.endsAt)))
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const endsAt = fromWallClock(end)
    const later = endsAt !== null && Date.parse(endsAt) > Date.parse(round.endsAt)
    setWrong(!later)
    if (later) extend.mutate({ endsAt }, { onSuccess: onClose })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {extend.isError ? <FailureState error={extend.error} sayings={roundSayings} /> : null}
        <Text size="sm">{say('extendWhat')}</Text>
        <TextInput
          data-autofocus
          type="datetime-local"
          label={say('newEnd')}
          value={end}
          onChange={(event) => setEnd(event.currentTarget.value)}
          error={wrong ? say('notLater') : null}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('close')}
          </Button>
          <Button type="submit" loading={extend.isPending}>
            {say('extend')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

export function CancelButton({ round }: ChangeProps) {
  const say = useTexts(roundTexts)
  const [asked, ask] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={ask.open}>
        {say('cancelRound')}
      </Button>
      <Modal opened={asked} onClose={ask.close} title={say('cancelAsk')}>
        <CancelForm round={round} onClose={ask.close} />
      </Modal>
    </>
  )
}

function CancelForm({ round, onClose }: ChangeProps & { onClose: () => void }) {
  const say = useTexts(roundTexts)
  const cancel = useCancelRound(round.roundId)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const short = [...reason.trim()].length < reasonLengthMin
    setMissing(short)
    if (!short) cancel.mutate({ reason: reason.trim() }, { onSuccess: onClose })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {cancel.isError ? <FailureState error={cancel.error} sayings={roundSayings} /> : null}
        <Text size="sm">{say('cancelWhat')}</Text>
        <Textarea
          data-autofocus
          label={say('reason')}
          autosize
          minRows={2}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={missing ? say('reasonShort') : null}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('keep')}
          </Button>
          <Button type="submit" loading={cancel.isPending}>
            {say('cancelRound')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

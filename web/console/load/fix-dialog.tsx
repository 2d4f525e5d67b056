/** Fixing the rung: which, for how long, why. The end is counted from the moment of pressing, by the server's clock. */
import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { now } from '../../shared/clock.ts'
import type { Rung } from '../../shared/rung/heard-rung.ts'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { useOrderRung } from './load.query.ts'
import { loadTexts } from './load-texts.ts'
import { orderSayings } from './order-sayings.ts'
import { rungsTopDown } from './rungs.ts'

const minutesOffered = [15, 30, 60, 120, 240, 480, 720, 1_439]
const reasonLengthMin = 3

type FixProps = { opened: boolean; rung: Rung; onClose: () => void }

export function FixDialog({ opened, rung, onClose }: FixProps) {
  const say = useTexts(loadTexts)
  return (
    <Modal opened={opened} onClose={onClose} title={say('fixAsk')}>
      <FixForm rung={rung} onClose={onClose} />
    </Modal>
  )
}

function FixForm({ rung, onClose }: Omit<FixProps, 'opened'>) {
  const say = useTexts(loadTexts)
  const order = useOrderRung()
  const [wanted, setWanted] = useState(String(rung))
  const [minutes, setMinutes] = useState('60')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const short = [...reason.trim()].length < reasonLengthMin
    setMissing(short)
    if (short) return
    const until = new Date(now() + Number(minutes) * 60_000).toISOString()
    order.mutate({ rung: Number(wanted) as Rung, reason: reason.trim(), until }, { onSuccess: onClose })
  }
  const lasts = (count: number): string =>
    count < 60 ? say('minutesOption', { count }) : say('hoursOption', { count: Math.round(count / 60) })
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {order.isError ? <FailureState error={order.error} sayings={orderSayings} /> : null}
        <NativeSelect
          data-autofocus
          label={say('rung')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          data={rungsTopDown.map((one) => ({ value: String(one), label: say('rungOption', { rung: one, name: say(`rung${one}`) }) }))}
        />
        <NativeSelect
          label={say('hours')}
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
          data={minutesOffered.map((count) => ({ value: String(count), label: lasts(count) }))}
        />
        <Textarea
          label={say('reason')}
          autosize
          minRows={2}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={missing ? say('reasonShort') : null}
        />
        <Text size="sm">{say('fixWhat')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('close')}
          </Button>
          <Button type="submit" loading={order.isPending}>
            {say('fix')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

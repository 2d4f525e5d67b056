/** Asks once more before a release. Where the batch shows unusual signs, each has to be ticked and a reason given. */
import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import styles from './anomaly-list.module.css'
import { AnomalyWords } from './anomaly-list.tsx'
import { type Anomaly, anomalyTexts, type Confirmation } from './anomaly-texts.ts'
import type { Batch } from './batch.query.ts'
import { batchTexts } from './batch-texts.ts'
import { type ConfirmationEntry, type ConfirmationFaults, readConfirmations } from './confirmation-entry.ts'

type ReleaseProps = {
  batch: Batch
  anomalies: readonly Anomaly[]
  opened: boolean
  onClose: () => void
  onRelease: (confirmed: readonly Confirmation[]) => void
}

export function ReleaseDialog({ opened, onClose, ...props }: ReleaseProps) {
  const say = useTexts(batchTexts)
  return (
    <Modal opened={opened} onClose={onClose} title={say('releaseAsk')} size="lg">
      <ReleaseForm onClose={onClose} {...props} />
    </Modal>
  )
}

function ReleaseForm({ batch, anomalies, onClose, onRelease }: Omit<ReleaseProps, 'opened'>) {
  const say = useTexts(batchTexts)
  const sayAnomaly = useTexts(anomalyTexts)
  const [entry, setEntry] = useState<ConfirmationEntry>({})
  const [faults, setFaults] = useState<ConfirmationFaults>({})
  const form = useFaultFocus(faults)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readConfirmations(anomalies, entry)
    setFaults(read.ok ? {} : read.faults)
    if (read.ok) onRelease(read.confirmed)
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{say('releaseWhat', { count: batch.rows, positives: batch.positives, invalids: batch.invalids })}</Text>
        {anomalies.length === 0 ? null : (
          <Text size="sm" fw={600}>
            {sayAnomaly('lead')}
          </Text>
        )}
        {anomalies.map((anomaly) => (
          <SignField key={anomaly.code} anomaly={anomaly} entry={entry} onEdit={setEntry} fault={faults[anomaly.code]} />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit">{say('release')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

type SignProps = {
  anomaly: Anomaly
  entry: ConfirmationEntry
  onEdit: (entry: ConfirmationEntry) => void
  fault: keyof typeof anomalyTexts | undefined
}

function SignField({ anomaly, entry, onEdit, fault }: SignProps) {
  const say = useTexts(anomalyTexts)
  const given = entry[anomaly.code] ?? { checked: false, reason: '' }
  const set = (changes: Partial<typeof given>): void => onEdit({ ...entry, [anomaly.code]: { ...given, ...changes } })
  return (
    <Stack gap={6} className={styles.sign!}>
      <AnomalyWords anomaly={anomaly} />
      <Checkbox
        label={say('confirm')}
        checked={given.checked}
        onChange={(event) => set({ checked: event.currentTarget.checked })}
        error={fault === 'confirmMissing' ? say(fault) : null}
      />
      <Textarea
        label={say('reason')}
        placeholder={say('reasonHint')}
        autosize
        minRows={1}
        maxLength={300}
        value={given.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
        error={fault === 'reasonShort' ? say(fault) : null}
      />
    </Stack>
  )
}

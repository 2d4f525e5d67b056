/** Correcting the result of a tube. The correction is a batch of its own and awaits a second person. */
import { Button, Group, Paper, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { outcomes, useCorrection } from './batch.query.ts'
import { batchTexts, correctionTexts } from './batch-texts.ts'
import { type CorrectionEntry, type CorrectionFaults, readCorrection } from './correction-entry.ts'

const blank: CorrectionEntry = { tubeCode: '', outcome: null, reason: '' }
const sayings = {
  'results.tube_unknown': correctionTexts.tubeUnknown,
  'results.unchanged': correctionTexts.unchanged,
  'results.correction_awaiting': correctionTexts.awaiting,
}

export function CorrectionPage() {
  const say = useTexts(correctionTexts)
  const correction = useCorrection()
  return (
    <Page title={say('title')} lead={say('lead')}>
      {correction.isSuccess ? (
        <Notice tone="good" title={say('done')}>
          <Group gap="md" mt={4}>
            <Link to="/results/batches/$batchId" params={{ batchId: correction.data.batchId }}>
              {say('openBatch')}
            </Link>
            <Button size="compact-sm" variant="default" onClick={() => correction.reset()}>
              {say('another')}
            </Button>
          </Group>
        </Notice>
      ) : (
        <CorrectionForm correction={correction} />
      )}
    </Page>
  )
}

function CorrectionForm({ correction }: { correction: ReturnType<typeof useCorrection> }) {
  const say = useTexts(correctionTexts)
  const sayOutcome = useTexts(batchTexts)
  const [entry, setEntry] = useState(blank)
  const [faults, setFaults] = useState<CorrectionFaults>({})
  const form = useFaultFocus(faults)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readCorrection(entry)
    setFaults(read.ok ? {} : read.faults)
    if (read.ok) correction.mutate(read.correction)
  }
  const fault = (field: keyof CorrectionEntry): string | null => (faults[field] === undefined ? null : say(faults[field]))
  return (
    <Paper p="lg" maw={560} component="form" ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {correction.isError ? <FailureState error={correction.error} sayings={sayings} /> : null}
        <TextInput
          label={say('tube')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={entry.tubeCode}
          onChange={(event) => setEntry({ ...entry, tubeCode: event.currentTarget.value })}
          error={fault('tubeCode')}
        />
        <Radio.Group
          label={say('outcome')}
          value={entry.outcome}
          onChange={(value) => setEntry({ ...entry, outcome: outcomes.find((known) => known === value) ?? null })}
          error={fault('outcome')}
        >
          <Group gap="lg" mt={6}>
            {outcomes.map((outcome) => (
              <Radio key={outcome} value={outcome} label={sayOutcome(outcome)} />
            ))}
          </Group>
        </Radio.Group>
        <Textarea
          label={say('reason')}
          placeholder={say('reasonHint')}
          autosize
          minRows={2}
          maxLength={300}
          value={entry.reason}
          onChange={(event) => setEntry({ ...entry, reason: event.currentTarget.value })}
          error={fault('reason')}
        />
        <Button type="submit" loading={correction.isPending} style={{ alignSelf: 'flex-start' }}>
          {say('submit')}
        </Button>
      </Stack>
    </Paper>
  )
}

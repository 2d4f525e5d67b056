/** Tries the saved template on a file. Nothing is handed in. */
import { Button, FileButton, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { asFailure } from '../api/problem.ts'
import { FaultTable } from '../results/fault-table.tsx'
import { acceptedFiles } from '../results/file-format.ts'
import { fileSayings } from '../results/file-sayings.ts'
import { useUpload } from '../results/upload.query.ts'
import { reportInRefusal } from '../results/upload-report.ts'
import { Notice } from '../ui/notice.tsx'
import { Section } from '../ui/section.tsx'
import { FailureState } from '../ui/states.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { templateTexts } from './template-texts.ts'

export function TryOut({ laboratoryId }: { laboratoryId: string }) {
  const say = useTexts(templateTexts)
  const trial = useUpload()
  const [name, setName] = useState('')
  const choose = (file: File | null): void => {
    if (file === null) return
    setName(file.name)
    trial.mutate({ file, laboratoryId, onBadRows: 'keep_good', dryRun: true })
  }
  const report = trial.data ?? (trial.isError ? reportInRefusal(asFailure(trial.error)) : null)
  return (
    <Section title={say('tryOut')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say('tryOutLead')}
        </Text>
        <FileButton accept={acceptedFiles} onChange={choose} inputProps={{ 'aria-label': say('tryOut') }}>
          {(props) => (
            <Button {...props} variant="default" loading={trial.isPending} style={{ alignSelf: 'flex-start' }}>
              {say('tryOut')}
            </Button>
          )}
        </FileButton>
        {trial.isPending ? <Text size="sm">{say('trying', { name })}</Text> : null}
        {trial.isError && report === null ? <FailureState error={trial.error} sayings={fileSayings} /> : null}
        {report === null ? null : (
          <Notice tone={report.rowsBad === 0 && report.rowsGood > 0 ? 'good' : 'warning'}>
            {say('reads', { name, good: formatFigure(report.rowsGood), bad: formatFigure(report.rowsBad) })}
          </Notice>
        )}
        {report !== null && report.errors.length > 0 ? <FaultTable report={report} /> : null}
      </Stack>
    </Section>
  )
}

/** What a file holds and what is wrong with it; from here it is handed in. */
import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Facts } from '../ui/facts.tsx'
import { Notice } from '../ui/notice.tsx'
import { Section } from '../ui/section.tsx'
import { useTexts } from '../words/use-texts.ts'
import { AnomalyList } from './anomaly-list.tsx'
import { anomalyTexts } from './anomaly-texts.ts'
import { FaultTable } from './fault-table.tsx'
import type { OnBadRows, UploadReport } from './upload.query.ts'
import { handInState } from './upload-report.ts'
import { uploadTexts } from './upload-texts.ts'

type ReportProps = { report: UploadReport; fileName: string; onBadRows: OnBadRows; onHandIn: () => void; onAnother: () => void }

export function UploadReportView({ report, fileName, onBadRows, onHandIn, onAnother }: ReportProps) {
  const say = useTexts(uploadTexts)
  const sayAnomaly = useTexts(anomalyTexts)
  const state = handInState(report, onBadRows)
  return (
    <Stack gap="lg" aria-live="polite">
      <Section title={say(report.applied ? 'handedIn' : 'tried', { name: fileName })} flush>
        <Paper p="md">
          <Facts
            facts={[
              [say('rowsTotal'), report.rowsTotal.toLocaleString()],
              [say('rowsGood'), report.rowsGood.toLocaleString()],
              [say('rowsBad'), report.rowsBad.toLocaleString()],
              [say('duplicates'), report.duplicates.toLocaleString()],
              ...(report.controls === 0 ? [] : [[say('controls'), report.controls.toLocaleString()] as const]),
            ]}
          />
          <Stack gap="sm" mt="md">
            {report.applied ? <HandedIn report={report} /> : null}
            {report.anomalies.length > 0 ? (
              <Notice tone="warning" title={sayAnomaly('uploader')}>
                <AnomalyList anomalies={report.anomalies} />
              </Notice>
            ) : null}
            {!report.applied && state === 'none_good' ? <Notice tone="bad">{say('noneGood')}</Notice> : null}
            {!report.applied && state === 'blocked_by_bad_rows' ? (
              <Notice tone="warning">{say('blockedAll', { count: report.rowsBad })}</Notice>
            ) : null}
            <Group gap="xs">
              {report.applied ? null : (
                <Button disabled={state !== 'ready'} onClick={onHandIn}>
                  {say('submit', { count: report.rowsGood })}
                </Button>
              )}
              <Button variant="default" onClick={onAnother}>
                {say('another')}
              </Button>
            </Group>
          </Stack>
        </Paper>
      </Section>
      {report.errors.length > 0 ? <FaultTable report={report} /> : null}
    </Stack>
  )
}

function HandedIn({ report }: { report: UploadReport }) {
  const say = useTexts(uploadTexts)
  return (
    <Notice tone="good">
      <Text size="sm">{say('awaiting', { count: report.rowsGood })}</Text>
      {report.batchId === null ? null : (
        <Link to="/results/batches/$batchId" params={{ batchId: report.batchId }}>
          {say('openBatch')}
        </Link>
      )}
    </Notice>
  )
}

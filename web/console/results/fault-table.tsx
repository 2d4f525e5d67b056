/** The wrong rows of a file: line, field, reason, and the value as it stands there. */
import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { requestFile } from '../api/request.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Icon } from '../ui/icon.tsx'
import { saveFile } from '../ui/save-file.ts'
import { Section } from '../ui/section.tsx'
import { FailureState } from '../ui/states.tsx'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import type { RowFault, UploadReport } from './upload.query.ts'
import { rowReasonTexts, uploadTexts } from './upload-texts.ts'

export function FaultTable({ report }: { report: UploadReport }) {
  const say = useTexts(uploadTexts)
  const locale = useLocale()
  const reasonOf = (fault: RowFault): string => {
    const text = rowReasonTexts[fault.code as keyof typeof rowReasonTexts]
    return text === undefined ? fault.message : wordsOf(text, locale)
  }
  const download = useErrorsDownload(report.uploadId)
  const columns: Column<RowFault>[] = [
    { key: 'row', header: say('line'), cell: (fault) => fault.row, figures: true },
    { key: 'field', header: say('field'), cell: (fault) => (fault.field === null ? '–' : <code>{fault.field}</code>) },
    {
      key: 'value',
      header: say('value'),
      cell: (fault) => (fault.value === null || fault.value === '' ? '–' : <code>{fault.value}</code>),
    },
    { key: 'reason', header: say('reason'), cell: reasonOf },
  ]
  const button = (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name="download" size={16} />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {say('downloadErrors')}
    </Button>
  )
  return (
    <Section title={say('errors')} actions={button} flush>
      {download.isError ? <FailureState error={download.error} /> : null}
      {report.rowsBad > report.errors.length ? (
        <Text size="sm" c="dimmed">
          {say('errorsFirst', { count: report.errors.length })}
        </Text>
      ) : null}
      <DataTable
        label={say('errors')}
        columns={columns}
        rows={report.errors}
        rowKey={(fault, index) => `${fault.row}-${fault.field}-${index}`}
      />
    </Section>
  )
}

/** The server keeps the complete list, also of a file that was only tried. */
function useErrorsDownload(uploadId: string) {
  return useMutation({
    mutationFn: () => requestFile(`/v1/results/files/${encodeURIComponent(uploadId)}/errors.csv`),
    onSuccess: (content) => saveFile(content, 'evergate-wrong-rows.csv'),
  })
}

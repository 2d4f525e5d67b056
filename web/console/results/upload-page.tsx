/** Uploading results: choose, try, read what is wrong, hand in. The file is sent unchanged; the server alone judges it. */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asFailure } from '../api/problem.ts'
import { laboratoriesQuery } from '../places/places.query.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { formatBytes } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { FileDrop } from './file-drop.tsx'
import { fileSayings } from './file-sayings.ts'
import { fileBytesMax, type OnBadRows, useUpload } from './upload.query.ts'
import { UploadOptions } from './upload-options.tsx'
import { reportInRefusal } from './upload-report.ts'
import { UploadReportView } from './upload-report-view.tsx'
import { uploadTexts } from './upload-texts.ts'

export function UploadPage() {
  const say = useTexts(uploadTexts)
  const laboratories = useQuery(laboratoriesQuery)
  const [chosenLaboratory, setLaboratory] = useState<string | null>(null)
  const [onBadRows, setOnBadRows] = useState<OnBadRows>('keep_good')
  const [file, setFile] = useState<File | null>(null)
  const upload = useUpload()
  const only = laboratories.data?.length === 1 ? laboratories.data[0]! : null
  const laboratoryId = chosenLaboratory ?? only?.laboratoryId ?? null

  const send = (content: File, dryRun: boolean): void => {
    if (laboratoryId !== null) upload.mutate({ file: content, laboratoryId, onBadRows, dryRun })
  }
  const tryFile = (chosen: File): void => {
    setFile(chosen)
    upload.reset()
    if (chosen.size <= fileBytesMax) send(chosen, true)
  }
  const startAgain = (): void => {
    setFile(null)
    upload.reset()
  }
  const changeLaboratory = (id: string): void => {
    setLaboratory(id)
    startAgain() // what was tried for one laboratory says nothing about another
  }

  const report = upload.data ?? (upload.isError ? reportInRefusal(asFailure(upload.error)) : null)
  return (
    <Page title={say('title')} lead={say('lead')}>
      {laboratories.data === undefined ? (
        laboratories.isError ? (
          <FailureState error={laboratories.error} onRetry={() => void laboratories.refetch()} />
        ) : (
          <LoadingState rows={3} />
        )
      ) : laboratories.data.length === 0 ? (
        <Notice tone="warning">{say('noLaboratories')}</Notice>
      ) : (
        <Stack gap="lg">
          <UploadOptions
            laboratories={laboratories.data}
            laboratoryId={laboratoryId}
            onLaboratory={changeLaboratory}
            onBadRows={onBadRows}
            onOnBadRows={setOnBadRows}
            disabled={upload.isPending || report?.applied === true}
          />
          {report?.applied ? null : <FileDrop disabled={laboratoryId === null || upload.isPending} onFile={tryFile} />}
          {file !== null && file.size > fileBytesMax ? (
            <Notice tone="bad">{say('tooLarge', { size: formatBytes(file.size) })}</Notice>
          ) : null}
          {upload.isError && report === null ? (
            <FailureState error={upload.error} sayings={fileSayings} {...(file === null ? {} : { onRetry: () => send(file, true) })} />
          ) : null}
          {upload.isPending ? (
            <Notice tone="info">{upload.variables.dryRun ? say('trying', { name: upload.variables.file.name }) : say('handingIn')}</Notice>
          ) : null}
          {report !== null && file !== null && !upload.isPending ? (
            <UploadReportView
              report={report}
              fileName={file.name}
              onBadRows={onBadRows}
              onHandIn={() => send(file, false)}
              onAnother={startAgain}
            />
          ) : null}
        </Stack>
      )}
    </Page>
  )
}

/** Uploading results: choose, try, read what is wrong, hand in. The file is sent unchanged; the server alone judges it. */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Laboratory, laboratoriesQuery } from '../places/places.query.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { FailureState } from '../ui/states.tsx'
import { formatBytes } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { FileDrop } from './file-drop.tsx'
import { fileSayings } from './file-sayings.ts'
import { UploadOptions } from './upload-options.tsx'
import { UploadReportView } from './upload-report-view.tsx'
import { uploadTexts } from './upload-texts.ts'
import { useUploadDesk } from './use-upload-desk.ts'

export function UploadPage() {
  const say = useTexts(uploadTexts)
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Loaded query={useQuery(laboratoriesQuery)}>
        {(laboratories) =>
          laboratories.length === 0 ? <Notice tone="warning">{say('noLaboratories')}</Notice> : <UploadDesk laboratories={laboratories} />
        }
      </Loaded>
    </Page>
  )
}

function UploadDesk({ laboratories }: { laboratories: readonly Laboratory[] }) {
  const desk = useUploadDesk(laboratories)
  const { file, upload, report } = desk
  const done = report?.applied === true
  return (
    <Stack gap="lg">
      <UploadOptions
        laboratories={laboratories}
        laboratoryId={desk.laboratoryId}
        onLaboratory={desk.chooseLaboratory}
        onBadRows={desk.onBadRows}
        onOnBadRows={desk.setOnBadRows}
        disabled={upload.isPending || done}
      />
      {done ? null : (
        <FileDrop
          waitsForLaboratory={desk.laboratoryId === null}
          disabled={desk.laboratoryId === null || upload.isPending}
          onFile={desk.tryFile}
        />
      )}
      <Progress desk={desk} />
      {report !== null && file !== null && !upload.isPending ? (
        <UploadReportView
          report={report}
          fileName={file.name}
          onBadRows={desk.onBadRows}
          onHandIn={() => desk.send(file, false)}
          onAnother={desk.startAgain}
        />
      ) : null}
    </Stack>
  )
}

/** What stands between choosing a file and knowing what is in it: too large, on its way, refused as a whole. */
function Progress({ desk }: { desk: ReturnType<typeof useUploadDesk> }) {
  const say = useTexts(uploadTexts)
  const { file, upload, report } = desk
  if (file === null) return null
  if (desk.tooLarge) return <Notice tone="bad">{say('tooLarge', { size: formatBytes(file.size) })}</Notice>
  if (upload.isPending)
    return (
      <Notice tone="info">
        {upload.variables.dryRun ? say('trying', { name: file.name }) : say('handingIn')}
        {upload.rowsRead > 0 ? ` ${say('rowsRead', { count: upload.rowsRead })}` : null}
      </Notice>
    )
  if (!upload.isError || report !== null) return null
  return <FailureState error={upload.error} sayings={fileSayings} onRetry={() => desk.send(file, true)} />
}

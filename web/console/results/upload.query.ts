/** Handing a file of results to the server: as a trial or in earnest. A long file is read on after the answer; its report is asked for until it is there. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sleep } from '../../shared/clock.ts'
import { asFailure } from '../api/problem.ts'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'
import type { Anomaly } from './anomaly-texts.ts'
import { contentTypes, formatOf, headBytes } from './file-format.ts'

export type OnBadRows = 'keep_good' | 'reject_all'

export type RowFault = {
  /** Line of the file, the header being line 1. */
  readonly row: number
  readonly field: string | null
  readonly code: string
  readonly message: string
  readonly value: string | null
}

export type UploadReport = {
  /** Under it the report and the complete list of wrong rows are kept for some days, also of a trial. */
  readonly uploadId: string
  readonly state: 'queued' | 'reading' | 'ready'
  readonly batchId: string | null
  readonly rowsTotal: number
  readonly rowsGood: number
  readonly rowsBad: number
  readonly duplicates: number
  /** Rows by which the laboratory tests itself. */
  readonly controls: number
  readonly applied: boolean
  readonly anomalies: readonly Anomaly[]
  readonly errors: readonly RowFault[]
}

export type Upload = { readonly file: File; readonly laboratoryId: string; readonly onBadRows: OnBadRows; readonly dryRun: boolean }

export const fileBytesMax = 512 * 1024 * 1024

/** `rowsRead`: how far the reading of a long file has come. */
export function useUpload() {
  const client = useQueryClient()
  const [rowsRead, setRowsRead] = useState(0)
  const upload = useMutation({
    mutationFn: async (wanted: Upload) => {
      setRowsRead(0)
      let report = await sendFile(wanted)
      while (report.state !== 'ready') {
        setRowsRead(report.rowsTotal)
        await sleep(pollAfterMs(2_000))
        report = await readReport(report)
      }
      return report
    },
    onSuccess: (report) => (report.applied ? client.invalidateQueries({ queryKey: ['batches'] }) : undefined),
  })
  return { ...upload, rowsRead }
}

/** How far the reading has come; what was known before, where the server cannot say now. The file is there: it must not look as if it had to be sent again. */
async function readReport(before: UploadReport): Promise<UploadReport> {
  try {
    return await requestJson<UploadReport>(`/v1/results/files/${before.uploadId}`)
  } catch (error) {
    const { kind } = asFailure(error)
    if (kind === 'overloaded' || kind === 'unreachable') return before
    throw error
  }
}

async function sendFile({ file, laboratoryId, onBadRows, dryRun }: Upload): Promise<UploadReport> {
  const head = new TextDecoder('latin1').decode(await file.slice(0, headBytes).arrayBuffer())
  const format = formatOf(file.name, head)
  return requestJson<UploadReport>('/v1/results/files', {
    method: 'POST',
    query: { laboratoryId, format, onBadRows, dryRun: String(dryRun) },
    file: { content: file, contentType: contentTypes[format] },
  })
}

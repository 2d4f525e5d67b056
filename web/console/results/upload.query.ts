/** Handing a file of results to the server: as a trial or in earnest. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

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
  readonly fileId: string | null
  readonly batchId: string | null
  readonly rowsTotal: number
  readonly rowsGood: number
  readonly rowsBad: number
  readonly applied: boolean
  readonly errors: readonly RowFault[]
  readonly duplicates: number
}

export type Upload = { readonly file: File; readonly laboratoryId: string; readonly onBadRows: OnBadRows; readonly dryRun: boolean }

export const fileBytesMax = 8 * 1024 * 1024

export function useUpload() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ file, laboratoryId, onBadRows, dryRun }: Upload) =>
      requestJson<UploadReport>('/v1/results/files', {
        method: 'POST',
        query: { laboratoryId, onBadRows, dryRun: String(dryRun) },
        file: { content: file, contentType: 'text/csv; charset=utf-8' },
      }),
    onSuccess: (report) => (report.applied ? client.invalidateQueries({ queryKey: ['batches'] }) : undefined),
  })
}

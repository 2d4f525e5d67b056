/** Reading what the server says of a file: the same table of faults, whether it stands in an answer or in a refusal. Pure. */
import type { ApiFailure } from '../api/problem.ts'
import type { OnBadRows, RowFault, UploadReport } from './upload.query.ts'

/** The report inside the refusal `results.bad_rows`, or null where the failure is of another kind. */
export function reportInRefusal(failure: ApiFailure): UploadReport | null {
  if (failure.code !== 'results.bad_rows') return null
  const { uploadId, rowsTotal, rowsGood, rowsBad, duplicates } = failure.problem as unknown as Partial<UploadReport>
  const errors = (failure.problem.errors ?? []) as unknown as readonly RowFault[]
  const bad = rowsBad ?? errors.length
  const good = rowsGood ?? Math.max(0, (rowsTotal ?? bad) - bad)
  return {
    uploadId: uploadId ?? '',
    state: 'ready',
    batchId: null,
    rowsTotal: rowsTotal ?? good + bad,
    rowsGood: good,
    rowsBad: bad,
    duplicates: duplicates ?? 0,
    controls: 0,
    applied: false,
    anomalies: [],
    errors,
  }
}

export type HandIn = 'ready' | 'none_good' | 'blocked_by_bad_rows'

/** Whether a file that was tried may be handed in. */
export function handInState(report: UploadReport, onBadRows: OnBadRows): HandIn {
  if (report.rowsGood === 0) return 'none_good'
  return onBadRows === 'reject_all' && report.rowsBad > 0 ? 'blocked_by_bad_rows' : 'ready'
}

/** The file offered as a template: the header alone, so that no example row is ever handed in by mistake. */
export const templateCsv = '\uFEFFtube_code,outcome,tested_at\r\n'

// Goal: a file is offered for handing in exactly when the server would take it. Method: reports at the limits of both ways.
import { describe, expect, it } from 'vitest'
import { failureOf } from '../api/problem.ts'
import type { RowFault, UploadReport } from './upload.query.ts'
import { handInState, reportInRefusal } from './upload-report.ts'

const report: UploadReport = {
  uploadId: 'u1',
  state: 'ready',
  batchId: null,
  rowsTotal: 3,
  rowsGood: 2,
  rowsBad: 1,
  applied: false,
  errors: [],
  anomalies: [],
  controls: 0,
  duplicates: 0,
}
const fault = (value: string): RowFault => ({ row: 2, field: 'outcome', code: 'results.outcome_unknown', message: 'unknown', value })

describe('handInState', () => {
  it.each([
    [report, 'keep_good', 'ready'],
    [report, 'reject_all', 'blocked_by_bad_rows'],
    [{ ...report, rowsBad: 0 }, 'reject_all', 'ready'],
    [{ ...report, rowsGood: 0 }, 'keep_good', 'none_good'],
    [{ ...report, rowsGood: 0 }, 'reject_all', 'none_good'],
  ] as const)('%o under %s is %s', (given, way, state) => {
    expect(handInState(given, way)).toBe(state)
  })
})

describe('reportInRefusal', () => {
  it('reads the report that a refused file comes back with', () => {
    const failure = failureOf(
      422,
      { code: 'results.bad_rows', uploadId: 'u1', rowsTotal: 3, rowsGood: 2, rowsBad: 1, duplicates: 0, errors: [fault('x')] },
      null,
    )
    expect(reportInRefusal(failure)).toEqual({ ...report, errors: [fault('x')] })
  })

  it('finds none in other refusals', () => {
    expect(reportInRefusal(failureOf(422, { code: 'results.header_wrong' }, null))).toBeNull()
  })
})

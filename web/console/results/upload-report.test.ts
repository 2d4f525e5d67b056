// Goal: a file is offered for handing in exactly when the server would take it, and the list of faults is safe to open in a spreadsheet.
// Method: reports at the limits of both ways; cells that spreadsheets would run.
import { describe, expect, it } from 'vitest'
import { failureOf } from '../api/problem.ts'
import type { RowFault, UploadReport } from './upload.query.ts'
import { faultsAsCsv, handInState, reportInRefusal } from './upload-report.ts'

const report: UploadReport = {
  fileId: null,
  batchId: null,
  rowsTotal: 3,
  rowsGood: 2,
  rowsBad: 1,
  applied: false,
  errors: [],
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
      { code: 'results.bad_rows', rowsTotal: 3, rowsGood: 2, rowsBad: 1, duplicates: 0, errors: [fault('x')] },
      null,
    )
    expect(reportInRefusal(failure)).toEqual({ ...report, errors: [fault('x')] })
  })

  it('finds none in other refusals', () => {
    expect(reportInRefusal(failureOf(422, { code: 'results.header_wrong' }, null))).toBeNull()
  })
})

describe('faultsAsCsv', () => {
  it('quotes what has to be quoted and disarms formulas', () => {
    const csv = faultsAsCsv([fault('=HYPERLINK("x")'), fault('a,b'), fault('-1')], () => 'Outcome, wrong')
    expect(csv.split('\r\n').slice(1, 4)).toEqual([
      `2,outcome,"'=HYPERLINK(""x"")",results.outcome_unknown,"Outcome, wrong"`,
      '2,outcome,"a,b",results.outcome_unknown,"Outcome, wrong"',
      `2,outcome,'-1,results.outcome_unknown,"Outcome, wrong"`,
    ])
  })
})

/**
 * Which rows of a file are good: held against the tubes that desks told of and the results that are there. Pure: facts in, decisions out.
 */
import type { CodeTable } from './code-table.ts'
import { packCode } from './code-table.ts'
import { type Outcome, type ReportedRow, type RowCode, type RowError, rowError } from './result-row.ts'

export interface KnownFacts {
  /** When each tube was opened; null where its opening has not been told. Tubes that no desk told of are not there. */
  readonly tubes: ReadonlyMap<string, Date | null>
  /** The outcome that stands, or waits, for a tube. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  readonly now: Date
}

export type Verdict = 'good' | 'duplicate' | RowError

/** Laboratories' clocks may run ahead by this much. */
export const aheadMsMax = 2 * 60_000

/** The error of a row whose tube came before in the same file, else undefined; `rowOf` keeps the first row of each tube. */
export function judgeRepetition(row: ReportedRow, rowOf: CodeTable): RowError | undefined {
  const before = rowOf.size
  const values = rowOf.values(rowOf.add(packCode(row.tubeCode)))
  if (rowOf.size === before)
    return errorOf(row, 'tube_code', 'results.duplicate_row', `The tube is in row ${values[0]} already.`, row.tubeCode)
  values[0] = row.row
  return undefined
}

/** Judges a row by what is known of its tube. A tube that no desk has told of is good: it waits for its desk. */
export function judgeRow(row: ReportedRow, known: KnownFacts): Verdict {
  const { tubeCode, testedAt } = row
  if (testedAt.getTime() > known.now.getTime() + aheadMsMax)
    return errorOf(row, 'tested_at', 'results.tested_in_future', 'The test lies in the future.', testedAt.toISOString())
  const openedAt = known.tubes.get(tubeCode)
  // laboratories tell whole seconds
  if (openedAt != null && testedAt.getTime() < Math.floor(openedAt.getTime() / 1000) * 1000)
    return errorOf(row, 'tested_at', 'results.tested_before_sampled', 'The test lies before the sample.', testedAt.toISOString())
  const outcome = known.outcomes.get(tubeCode)
  if (outcome === undefined) return 'good'
  if (outcome === row.outcome) return 'duplicate'
  return errorOf(row, 'outcome', 'results.already_reported', 'The tube has another result; use a correction.', row.outcome)
}

function errorOf({ row, name }: ReportedRow, field: RowError['field'], code: RowCode, message: string, value: string): RowError {
  return rowError(row, field, code, name === undefined || name === '' ? message : `${name.slice(0, 200)}: ${message}`, value)
}

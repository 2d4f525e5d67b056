/**
 * Which rows of a file are good: held against the tubes that were registered and the results that are there. Pure: facts in, decisions out.
 */
import { type Outcome, type ReportedRow, type RowError, rowError } from './result-row.ts'

export interface SampleFacts {
  readonly sampleId: string
  readonly residentId: string
  readonly sampledAt: Date
}

export interface GoodRow extends ReportedRow {
  readonly samples: readonly SampleFacts[]
}

export interface Judgement {
  readonly good: readonly GoodRow[]
  readonly errors: readonly RowError[]
  /** Rows that say what is known already. */
  readonly duplicates: number
}

export interface KnownFacts {
  readonly samplesByTube: ReadonlyMap<string, readonly SampleFacts[]>
  /** The outcome that stands, or waits, for a tube. */
  readonly outcomeByTube: ReadonlyMap<string, Outcome>
  readonly now: Date
}

/** Laboratories' clocks may run ahead by this much. */
const aheadMsMax = 2 * 60_000

/** Judges rows of one file in their order; `firstRowOf` is carried from part to part and tells tubes that came before. */
export function judgeRows(rows: readonly (ReportedRow | RowError)[], known: KnownFacts, firstRowOf: Map<string, number>): Judgement {
  const good: GoodRow[] = []
  const errors: RowError[] = []
  let duplicates = 0
  for (const row of rows) {
    const verdict = 'code' in row ? row : judgeRow(row, known, firstRowOf)
    if (verdict === 'duplicate') duplicates += 1
    else if ('code' in verdict) errors.push(verdict)
    else good.push(verdict)
  }
  return { good, errors, duplicates }
}

function judgeRow(row: ReportedRow, known: KnownFacts, firstRowOf: Map<string, number>): GoodRow | RowError | 'duplicate' {
  const { tubeCode, testedAt } = row
  const first = firstRowOf.get(tubeCode)
  if (first !== undefined) return rowError(row.row, 'tube_code', 'results.duplicate_row', `The tube is in row ${first} already.`, tubeCode)
  firstRowOf.set(tubeCode, row.row)
  const samples = known.samplesByTube.get(tubeCode)
  if (samples === undefined)
    return rowError(row.row, 'tube_code', 'results.tube_unknown', 'No sample has been registered in this tube.', tubeCode)
  if (testedAt.getTime() > known.now.getTime() + aheadMsMax)
    return rowError(row.row, 'tested_at', 'results.tested_in_future', 'The test lies in the future.', testedAt.toISOString())
  // laboratories tell whole seconds
  if (samples.some((sample) => testedAt.getTime() < Math.floor(sample.sampledAt.getTime() / 1000) * 1000))
    return rowError(row.row, 'tested_at', 'results.tested_before_sampled', 'The test lies before the sample.', testedAt.toISOString())
  const outcome = known.outcomeByTube.get(tubeCode)
  if (outcome === undefined) return { ...row, samples }
  if (outcome === row.outcome) return 'duplicate'
  return rowError(row.row, 'outcome', 'results.already_reported', 'The tube has another result; use a correction.', row.outcome)
}

/**
 * Signs in a batch that something went wrong at the laboratory and not in the city. Each must be confirmed, with a reason, by whoever releases. Pure.
 */
import { type FileFigures, rowsOf } from './file-figures.ts'

export const anomalyCodes = [
  'positivity_jump',
  'control_failed',
  'all_one_value',
  'never_received',
  'unknown_tubes',
  'tested_before_received',
] as const
export type AnomalyCode = (typeof anomalyCodes)[number]

export interface Anomaly {
  readonly code: AnomalyCode
  /** What was found, and from where on it is a sign: shares from 0 to 1, of `control_failed` the number of controls. */
  readonly value: number
  readonly limit: number
}

/** Released tubes of the last 30 days. */
export interface Past {
  readonly tubes: number
  readonly positives: number
}

export interface Surroundings {
  readonly laboratory: Past
  readonly city: Past
  /** Whether this laboratory has booked tubes in before: one that never does is not asked why it did not. */
  readonly booksIn: boolean
}

/** Below this many rows all of one value is no wonder. */
const wonderRows = 10
/** So few positives may be chance wherever they stand. */
const positivesMin = 3
/** A past of fewer tubes says nothing. */
const pastTubesMin = 500
/** Where there is no past: more than this share positive is not believed unseen. */
const positivityUnseen = 0.05
/** Positives beyond what the past leads to expect, as a multiple, and in standard deviations of a Poisson count. */
const jump = { times: 3, deviations: 4 }
const shareMax = { never_received: 0.05, unknown_tubes: 0.05, tested_before_received: 0 } as const
const tubesMin = 3

/** All signs in a file, none for a file without good rows. */
export function findAnomalies(figures: FileFigures, around: Surroundings): readonly Anomaly[] {
  if (figures.good === 0) return []
  const found: (Anomaly | undefined)[] = [
    jumpOf(figures, around),
    figures.controlsFailed > 0 ? { code: 'control_failed', value: figures.controlsFailed, limit: 0 } : undefined,
    oneValueOf(figures),
    around.booksIn ? shareOf('never_received', figures.neverReceived, figures.good) : undefined,
    shareOf('unknown_tubes', figures.unknownTubes, figures.good),
    sameTimeOf(figures),
  ]
  return found.filter((one) => one !== undefined)
}

/** Far more positives than this laboratory, or where it is new the city, has seen in 30 days. */
function jumpOf({ good, positives }: FileFigures, { laboratory, city }: Surroundings): Anomaly | undefined {
  if (positives < positivesMin) return undefined
  const past = [laboratory, city].find(({ tubes }) => tubes >= pastTubesMin)
  const limit = past === undefined ? positivityUnseen : limitOf(past, good)
  const value = rounded(positives / good)
  return value > limit ? { code: 'positivity_jump', value, limit } : undefined
}

/** The largest share that is still believed. A past without any positive is taken as half of one. */
function limitOf({ tubes, positives }: Past, rows: number): number {
  const rate = Math.max(positives, 0.5) / tubes
  const expected = rate * rows
  return rounded(Math.min(1, Math.max(rate * jump.times, (expected + jump.deviations * Math.sqrt(expected)) / rows)))
}

function oneValueOf({ good, positives, invalids }: FileFigures): Anomaly | undefined {
  return good >= wonderRows && (positives === good || invalids === good) ? { code: 'all_one_value', value: 1, limit: 1 } : undefined
}

function shareOf(code: 'never_received' | 'unknown_tubes', tubes: number, of: number): Anomaly | undefined {
  const value = rounded(tubes / of)
  return tubes >= tubesMin && value > shareMax[code] ? { code, value, limit: shareMax[code] } : undefined
}

/** One time for every row is how an export goes wrong; that it lies before a tube had come says that it did. */
function sameTimeOf(figures: FileFigures): Anomaly | undefined {
  const { good, testedBeforeReceived, firstTestedAtMs, lastTestedAtMs } = figures
  if (rowsOf(figures) < wonderRows || firstTestedAtMs !== lastTestedAtMs || testedBeforeReceived === 0) return undefined
  return { code: 'tested_before_received', value: rounded(testedBeforeReceived / good), limit: shareMax.tested_before_received }
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6
}

/**
 * What is counted while a file is read: for the report, and for the signs that something went wrong at the laboratory. Pure.
 */
import type { ControlRow, ReportedRow, RowError } from './result-row.ts'

/** Errors in a report; the file of all errors has the rest. */
const errorsShown = 1_000

export interface FileFigures {
  good: number
  bad: number
  duplicates: number
  controls: number
  positives: number
  invalids: number
  /** Controls that did not show what is known of them. */
  controlsFailed: number
  /** Good rows whose tube no desk told of, whose tube no laboratory booked in, and whose test lies before the booking. */
  unknownTubes: number
  neverReceived: number
  testedBeforeReceived: number
  /** Of good rows. */
  firstTestedAtMs: number
  lastTestedAtMs: number
  readonly errors: RowError[]
}

export function createFigures(): FileFigures {
  return {
    good: 0,
    bad: 0,
    duplicates: 0,
    controls: 0,
    positives: 0,
    invalids: 0,
    controlsFailed: 0,
    unknownTubes: 0,
    neverReceived: 0,
    testedBeforeReceived: 0,
    firstTestedAtMs: Number.POSITIVE_INFINITY,
    lastTestedAtMs: Number.NEGATIVE_INFINITY,
    errors: [],
  }
}

export function rowsOf({ good, bad, duplicates, controls }: FileFigures): number {
  return good + bad + duplicates + controls
}

export function countGood(figures: FileFigures, row: ReportedRow, known: boolean, receivedAt: Date | undefined): void {
  const testedAtMs = row.testedAt.getTime()
  figures.good += 1
  if (row.outcome === 'positive') figures.positives += 1
  if (row.outcome === 'invalid') figures.invalids += 1
  if (!known) figures.unknownTubes += 1
  if (receivedAt === undefined) figures.neverReceived += 1
  else if (testedAtMs < Math.floor(receivedAt.getTime() / 1000) * 1000) figures.testedBeforeReceived += 1
  figures.firstTestedAtMs = Math.min(figures.firstTestedAtMs, testedAtMs)
  figures.lastTestedAtMs = Math.max(figures.lastTestedAtMs, testedAtMs)
}

export function countControl(figures: FileFigures, row: ControlRow): void {
  figures.controls += 1
  if (row.outcome !== row.control) figures.controlsFailed += 1
}

export function countErrors(figures: FileFigures, errors: readonly RowError[]): void {
  figures.bad += errors.length
  figures.errors.push(...errors.slice(0, errorsShown - figures.errors.length))
}

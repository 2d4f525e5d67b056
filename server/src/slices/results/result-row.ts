/**
 * One row of a laboratory's file: what its fields mean and what is wrong with them. Pure.
 */
import { normaliseTubeCode } from '../sampling/index.ts'

export const outcomes = ['negative', 'positive', 'invalid'] as const
export type Outcome = (typeof outcomes)[number]

export const columns = ['tube_code', 'outcome', 'tested_at'] as const
export type Column = (typeof columns)[number]

export type RowCode =
  | 'results.columns_wrong'
  | 'results.tube_unknown'
  | 'results.outcome_unknown'
  | 'results.time_invalid'
  | 'results.tested_in_future'
  | 'results.tested_before_sampled'
  | 'results.duplicate_row'
  | 'results.already_reported'

export interface RowError {
  /** Row of the file as a spreadsheet counts, the header being row 1. */
  readonly row: number
  readonly field: Column | null
  readonly code: RowCode
  readonly message: string
  readonly value: string | null
}

export interface ReportedRow {
  readonly row: number
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: Date
}

const valueLengthMax = 40

/** An error of a row; the value is cut short and cleared of control characters. */
export function rowError(row: number, field: Column | null, code: RowCode, message: string, value: string | null): RowError {
  const shown = value === null ? null : [...value.replaceAll(/\p{Cc}+/gu, ' ')].slice(0, valueLengthMax).join('')
  return { row, field, code, message, value: shown }
}

const outcomeWords: Readonly<Record<string, Outcome>> = {
  negative: 'negative',
  positive: 'positive',
  invalid: 'invalid',
  阴性: 'negative',
  阳性: 'positive',
  无效: 'invalid',
}

/** Reads a row, or says which field is wrong; the first wrong one is named. */
export function readRow(row: number, fields: Readonly<Record<Column, string>>): ReportedRow | RowError {
  const tubeCode = normaliseTubeCode(fields.tube_code)
  if (tubeCode === undefined) return rowError(row, 'tube_code', 'results.tube_unknown', 'This is no tube code.', fields.tube_code)
  const outcome = outcomeWords[fields.outcome.normalize('NFKC').trim().toLowerCase()]
  if (outcome === undefined)
    return rowError(row, 'outcome', 'results.outcome_unknown', 'The outcome must be negative, positive or invalid.', fields.outcome)
  const testedAt = readTime(fields.tested_at)
  if (testedAt === undefined)
    return rowError(
      row,
      'tested_at',
      'results.time_invalid',
      'Write the time with its zone, as in 2021-12-27T18:30:00+08:00.',
      fields.tested_at,
    )
  return { row, tubeCode, outcome, testedAt }
}

const timeForm = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** A moment of RFC 3339 (seconds may be left out), or undefined where the form is another or the calendar has no such day. */
export function readTime(text: string): Date | undefined {
  const match = timeForm.exec(text.trim().toUpperCase())
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return undefined
  const zone = match[7]!
  const [zoneHours, zoneMinutes] = zone === 'Z' ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  if (zoneHours > 14 || zoneMinutes > 59) return undefined
  const offsetMs = (zone.startsWith('-') ? -1 : 1) * (zoneHours * 60 + zoneMinutes) * 60_000
  return new Date(local.getTime() - offsetMs)
}

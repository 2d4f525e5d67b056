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
  | 'results.tube_code_rounded'
  | 'results.outcome_unknown'
  | 'results.time_invalid'
  | 'results.tested_in_future'
  | 'results.tested_before_sampled'
  | 'results.duplicate_row'
  | 'results.already_reported'
  | 'results.entry_refused'

export interface RowError {
  /** Row of the file as a spreadsheet counts, the header being row 1; of JSON the line or the place in the list, of a Bundle the place of the entry, from 1. */
  readonly row: number
  readonly field: Column | null
  readonly code: RowCode
  readonly message: string
  readonly value: string | null
}

export interface ReportedRow {
  readonly row: number
  /** What the sender calls it, where rows have names. */
  readonly name?: string
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: Date
}

/** A row that tests the laboratory and not a resident: what it should have shown, and what it did. */
export interface ControlRow {
  readonly row: number
  readonly control: 'positive' | 'negative'
  readonly outcome: Outcome
}

/** What a row of a file turns out to be. */
export type ReadRow = ReportedRow | ControlRow | RowError

const valueLengthMax = 40

/** An error of a row; the value is cut short and cleared of control characters. */
export function rowError(row: number, field: Column | null, code: RowCode, message: string, value: string | null): RowError {
  const shown =
    value === null ? null : [...value.slice(0, valueLengthMax * 4).replaceAll(/\p{Cc}+/gu, ' ')].slice(0, valueLengthMax).join('')
  return { row, field, code, message, value: shown }
}

/** The meaning of outcome words and of times without zone. */
export interface Reading {
  outcomeOf(text: string): Outcome | undefined
  readonly timeZoneOffsetMinutes: number | null
}

/** Reads the three fields of a row, or says which is wrong; the first wrong one is named. */
export function readFields(row: number, fields: Readonly<Record<Column, string>>, reading: Reading): ReportedRow | RowError {
  const tubeCode = normaliseTubeCode(fields.tube_code)
  if (tubeCode === undefined) return rowError(row, 'tube_code', 'results.tube_unknown', 'This is no tube code.', fields.tube_code)
  const outcome = reading.outcomeOf(fields.outcome)
  if (outcome === undefined)
    return rowError(row, 'outcome', 'results.outcome_unknown', 'The outcome must be negative, positive or invalid.', fields.outcome)
  const testedAt = readTime(fields.tested_at, reading.timeZoneOffsetMinutes)
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

const timeForm = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:\d{2})?$/

/**
 * A moment to the second (RFC 3339; seconds may be left out, dates may have slashes), or undefined where the form is another or the calendar has no such
 * day. A text without zone is read by the offset given; without one it is no moment.
 */
export function readTime(text: string, timeZoneOffsetMinutes: number | null = null): Date | undefined {
  const match = text.length > 64 ? null : timeForm.exec(text.trim().toUpperCase())
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
  const offsetMinutes = match[7] === undefined ? timeZoneOffsetMinutes : zoneMinutes(match[7])
  return offsetMinutes === null ? undefined : new Date(local.getTime() - offsetMinutes * 60_000)
}

function zoneMinutes(zone: string): number | null {
  if (zone === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  if (hours > 14 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

// One row of the desk's log: a record as its exact text, with a mark by which a damaged row is known. Pure.
import { sha256, toHex } from '@evergate/pass'
import { checkDeskRecord, type DeskRecord, recordText } from '@evergate/pass/sampling'

/** What the desk itself knows of the person in an `add_swab`; goes nowhere else. */
export interface Person {
  /** The same for the same pass or document, null where nobody can tell. */
  readonly subjectKey: string | null
  /** Enough to recognise a line by, on a screen that others may see: `王*`, `110*****002X`. */
  readonly hint: string | null
}

export interface DeskRow extends Person {
  /** The scanner that made it: after a new enrolment another one. */
  readonly deviceId: string
  readonly text: string
  readonly mark: string
}

export interface RowRead extends Person {
  readonly deviceId: string
  readonly record: DeskRecord
}

export const NOBODY: Person = { subjectKey: null, hint: null }

export function rowOf(record: DeskRecord, deviceId: string, { subjectKey, hint }: Person): DeskRow {
  const row = { deviceId, text: recordText(record), subjectKey, hint }
  return { ...row, mark: markOf(row) }
}

/** Null for a row that is not what was once written: bits have turned, or it is half. */
export function readRow(value: unknown): RowRead | null {
  if (!isRow(value) || value.mark !== markOf(value)) return null
  const checked = checkDeskRecord(JSON.parse(value.text))
  return checked.ok ? { deviceId: value.deviceId, record: checked.record, subjectKey: value.subjectKey, hint: value.hint } : null
}

function markOf({ deviceId, text, subjectKey, hint }: Omit<DeskRow, 'mark'>): string {
  return toHex(sha256(new TextEncoder().encode(JSON.stringify([deviceId, text, subjectKey, hint])))).slice(0, 16)
}

function isRow(value: unknown): value is DeskRow {
  if (typeof value !== 'object' || value === null) return false
  const { deviceId, text, mark, subjectKey, hint } = value as Record<string, unknown>
  const orNull = [subjectKey, hint].every((part) => part === null || typeof part === 'string')
  return orNull && [deviceId, text, mark].every((part) => typeof part === 'string')
}

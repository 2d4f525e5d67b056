/**
 * A desk's record as the journal keeps it: beside its tube or box, without the person. Pure.
 */
import type { DeskRecord, RecordKind, TubeEntry } from '@evergate/pass/sampling'
import { groupBy } from '../../platform/group-by.ts'

/** A record with what the server knows about how it came. */
export interface Arrived {
  readonly record: DeskRecord
  /** The device, or whoever asked the server to make the record. */
  readonly deviceId: string
  /** Added to the device's time; null where its clock was right. */
  readonly clockOffsetMs: number | null
  /** The server made the record itself, for this sample or because of this one. */
  readonly madeFor: string | null
}

/** Where a record is kept. */
export interface Container {
  readonly code: string
  readonly container: 'tube' | 'box' | 'site'
}

/** What arrived together about one tube, box or site, as one row; the lists have one entry a record. */
export interface JournalEntry {
  readonly clockOffsetMs: number | null
  readonly deviceId: string
  readonly siteId: string
  readonly madeFor: string | null
  readonly containerCode: string
  readonly recordIds: string[]
  /** One entry alone: the others follow it. */
  readonly sequences: number[]
  readonly ats: string[]
  readonly kinds: RecordKind[]
  /** JSON array by position of what the lists do not say; null where they say all. */
  readonly data: string | null
}

/** One record as the journal gives it back. */
export interface JournalRow {
  readonly at: Date
  readonly sequence: string
  readonly kind: RecordKind
  readonly record_id: string
  readonly device_id: string
  readonly site_id: string
  readonly container_code: string
  readonly made_for: string | null
  readonly data: Readonly<Record<string, unknown>> | null
}

/** The tube it is about; a box where it is about no tube; else the site. */
export function containerOf(record: DeskRecord): Container {
  if ('tubeCode' in record) return { code: record.tubeCode, container: 'tube' }
  if ('boxCode' in record) return { code: record.boxCode, container: 'box' }
  return { code: record.siteId, container: 'site' }
}

/** The rows these records make, in the order in which they first name their container. */
export function journalRowsOf(arrived: readonly Arrived[], receivedAt: Date): JournalEntry[] {
  const together = groupBy(arrived, ({ record, deviceId, clockOffsetMs, madeFor }) =>
    [containerOf(record).code, record.siteId, deviceId, clockOffsetMs, madeFor].join(' '),
  )
  return [...together.values()].map((group) => {
    const { record, deviceId, clockOffsetMs, madeFor } = group[0]!
    const data = group.map((one) => dataOf(one.record))
    return {
      clockOffsetMs,
      deviceId,
      siteId: record.siteId,
      madeFor,
      containerCode: containerOf(record).code,
      recordIds: group.map((one) => one.record.recordId),
      sequences: sequencesOf(group.map((one) => one.record.sequence)),
      ats: group.map((one) => timeOf(one, receivedAt).toISOString()),
      kinds: group.map((one) => one.record.kind),
      data: data.every((one) => one === null) ? null : JSON.stringify(data),
    }
  })
}

/** The first one alone where each record has the number after the one before. */
function sequencesOf(sequences: readonly number[]): number[] {
  return sequences.every((sequence, at) => sequence === sequences[0]! + at) ? sequences.slice(0, 1) : [...sequences]
}

/** What the other columns of the journal do not say. A swab's person is never part of it. */
function dataOf(record: DeskRecord): object | null {
  if (record.kind === 'add_swab') return record.movedFrom === null ? null : { movedFrom: record.movedFrom }
  const { recordId: _id, sequence: _sequence, at: _at, siteId: _site, kind: _kind, ...fields } = record
  const { code } = containerOf(record)
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !(name.endsWith('Code') && value === code)))
}

/** The record as the fold reads it. Whose swab it is, `subjectKey` says. */
export function entryOf(row: JournalRow, container: 'tube' | 'box', subjectKey: string | null): TubeEntry {
  const base = { recordId: row.record_id, sequence: Number(row.sequence), at: row.at.toISOString(), siteId: row.site_id, kind: row.kind }
  const code = container === 'tube' ? { tubeCode: row.container_code } : { boxCode: row.container_code }
  const swab = row.kind === 'add_swab' ? { movedFrom: null, subject: { pass: '' } } : {}
  return {
    record: { ...base, ...code, ...swab, ...row.data } as unknown as DeskRecord,
    deviceId: row.made_for === null ? row.device_id : `server:${row.made_for}`,
    atMs: row.at.getTime(),
    subjectKey,
  }
}

/** When a record was made, by the device's clock as corrected; never in the future, and never before 1970: a time without a year stops whoever reads it. */
export function timeOf({ record, clockOffsetMs }: Arrived, receivedAt: Date): Date {
  return new Date(Math.max(0, Math.min(Date.parse(record.at) + (clockOffsetMs ?? 0), receivedAt.getTime())))
}

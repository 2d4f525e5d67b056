/**
 * A history sorted by what it is about: what was meant once, whatever was written twice, and what each tube should hold. Judges nothing.
 */
import type { Acknowledged, Conflict, DeviceState, HistoryEvent, Intended, Member, Received, Refused } from './history.ts'

/** Everything meant under one record id; more than one meaning is a reuse of the id. */
export interface MeantRecord {
  readonly recordId: string
  readonly meanings: Intended[]
  /** Another record of the same device has the same sequence number. */
  sequenceReused: boolean
}

export interface Ledger {
  readonly records: Map<string, MeantRecord>
  /** Record ids answered `stored` or `already` at least once. */
  readonly acknowledged: Set<string>
  readonly received: Received[]
  readonly members: Member[]
  readonly devices: DeviceState[]
  readonly conflicts: Conflict[]
  readonly refused: Refused[]
}

/** Sorts events, in whatever order they come. */
export function createLedger(events: Iterable<HistoryEvent>): Ledger {
  const ledger: Ledger = {
    records: new Map(),
    acknowledged: new Set(),
    received: [],
    members: [],
    devices: [],
    conflicts: [],
    refused: [],
  }
  for (const event of events) enter(ledger, event)
  markReusedSequences(ledger)
  return ledger
}

function enter(ledger: Ledger, event: HistoryEvent): void {
  if (event.type === 'intended') enterIntended(ledger.records, event)
  else if (event.type === 'acknowledged') enterAnswer(ledger.acknowledged, event)
  else if (event.type === 'received') ledger.received.push(event)
  else if (event.type === 'member') ledger.members.push(event)
  else if (event.type === 'device') ledger.devices.push(event)
  else if (event.type === 'conflict') ledger.conflicts.push(event)
  else ledger.refused.push(event)
}

function enterAnswer(acknowledged: Set<string>, { answer, recordId }: Acknowledged): void {
  if (answer !== 'refused') acknowledged.add(recordId)
}

function enterIntended(records: Ledger['records'], event: Intended): void {
  const record = records.get(event.recordId) ?? { recordId: event.recordId, meanings: [], sequenceReused: false }
  records.set(event.recordId, record)
  const text = JSON.stringify(event)
  if (!record.meanings.some((one) => JSON.stringify(one) === text)) record.meanings.push(event)
}

function markReusedSequences({ records }: Ledger): void {
  const holders = new Map<string, MeantRecord>()
  for (const record of records.values()) {
    for (const { deviceId, sequence } of record.meanings) {
      const first = holders.get(`${deviceId} ${sequence}`)
      if (first === undefined) holders.set(`${deviceId} ${sequence}`, record)
      else if (first !== record) first.sequenceReused = record.sequenceReused = true
    }
  }
}

/** Whether the server may refuse a record: only one whose id stands for something else too. */
export function isReused(record: MeantRecord): boolean {
  return record.meanings.length > 1
}

/** Swab ids that a desk took back. */
export function removedSwabs({ records }: Ledger): Set<string> {
  const removed = new Set<string>()
  for (const { meanings } of records.values()) for (const { meant } of meanings) if (meant.kind === 'remove_swab') removed.add(meant.swabId)
  return removed
}

/**
 * The history checker: from what desks did and what a server holds to what went wrong. Needs nothing of the product and trusts none of it.
 */
import { checkConflicts } from './check-conflicts.ts'
import { checkMembers } from './check-members.ts'
import { checkRecords } from './check-records.ts'
import { type Fault, type FaultClass, faultClasses } from './fault.ts'
import { type HistoryEvent, readHistory } from './history.ts'
import { createLedger } from './ledger.ts'

export interface Verdict {
  readonly counts: Readonly<Record<'intended' | 'acknowledged' | 'received' | 'members' | 'conflicts' | 'refused' | 'devices', number>>
  readonly faultCounts: Readonly<Record<FaultClass, number>>
  readonly faults: readonly Fault[]
}

/** Judges a history. The order of its events does not matter. */
export function checkHistory(events: Iterable<HistoryEvent>): Verdict {
  const ledger = createLedger(events)
  const faults = [...checkRecords(ledger), ...checkMembers(ledger), ...checkConflicts(ledger)]
  const faultCounts = Object.fromEntries(Object.keys(faultClasses).map((name) => [name, 0])) as Record<FaultClass, number>
  for (const { fault } of faults) faultCounts[fault] += 1
  const counts = {
    intended: ledger.records.size,
    acknowledged: ledger.acknowledged.size,
    received: ledger.received.length,
    members: ledger.members.length,
    conflicts: ledger.conflicts.length,
    refused: ledger.refused.length,
    devices: ledger.devices.length,
  }
  return { counts, faultCounts, faults }
}

/** Judges a history in files: one of what the desks did, one of what the server holds, or all in one. */
export async function checkHistoryFiles(paths: readonly string[]): Promise<Verdict> {
  const events: HistoryEvent[] = []
  for (const path of paths) for await (const event of readHistory(path)) events.push(event)
  return checkHistory(events)
}

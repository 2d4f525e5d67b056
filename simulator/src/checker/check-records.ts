/**
 * The log: every record that a desk meant is in the server's log once, as it was meant, or was refused for a reason that holds.
 */
import type { Fault } from './fault.ts'
import { isReused, type Ledger, type MeantRecord } from './ledger.ts'

/** Faults of the log and of what the server tells about it. */
export function checkRecords(ledger: Ledger): Fault[] {
  return [...checkMeant(ledger), ...checkReceived(ledger), ...checkRanges(ledger)]
}

function* checkMeant({ records, received, refused, acknowledged }: Ledger): Generator<Fault> {
  const held = new Set(received.map((one) => one.recordId))
  const kept = new Set(refused.map((one) => one.recordId))
  for (const record of records.values()) {
    const about = record.recordId
    const detail = describe(record)
    if (!held.has(about) && !kept.has(about)) yield { fault: acknowledged.has(about) ? 'acknowledged_missing' : 'lost', about, detail }
    else if (kept.has(about) && !isReused(record)) yield { fault: 'refused_wrongly', about, detail }
    else if (held.has(about) && !kept.has(about) && record.meanings.length > 1)
      yield { fault: 'conflict_unlisted', about, detail: `${detail} was used twice, and the second use is kept nowhere` }
  }
}

function* checkReceived({ records, received }: Ledger): Generator<Fault> {
  const seen = new Set<string>()
  for (const { recordId, deviceId, sequence } of received) {
    const record = records.get(recordId)
    if (record === undefined) yield { fault: 'invented', about: recordId, detail: `record ${sequence} of device ${deviceId}` }
    else if (seen.has(recordId)) yield { fault: 'duplicated', about: recordId, detail: `${describe(record)} is in the log twice` }
    else if (!record.meanings.some((one) => one.deviceId === deviceId && one.sequence === sequence))
      yield { fault: 'altered', about: recordId, detail: `${describe(record)} is held as record ${sequence} of device ${deviceId}` }
    seen.add(recordId)
  }
}

function* checkRanges({ records, devices }: Ledger): Generator<Fault> {
  const highest = new Map<string, number>()
  for (const { meanings } of records.values())
    for (const { deviceId, sequence } of meanings) highest.set(deviceId, Math.max(highest.get(deviceId) ?? 0, sequence))
  const told = new Map(devices.map((one) => [one.deviceId, one]))
  for (const [deviceId, last] of highest) {
    const { upTo = 0, highest: most = 0 } = told.get(deviceId) ?? {}
    if (upTo !== last || most !== last)
      yield { fault: 'range_wrong', about: deviceId, detail: `the device made ${last} records, the server tells of ${upTo} and ${most}` }
  }
}

/** A record as a person reads it. */
export function describe({ meanings }: MeantRecord): string {
  const { deviceId, sequence, meant } = meanings[0]!
  return `record ${sequence} of device ${deviceId} (${meant.kind}${'tubeCode' in meant ? ` ${meant.tubeCode}` : ''})`
}

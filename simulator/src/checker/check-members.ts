/**
 * The tubes: every swab that was scanned and not taken back is counted once, in the tube it was scanned into, under the person who was scanned.
 */
import { describe } from './check-records.ts'
import type { Fault } from './fault.ts'
import type { Member } from './history.ts'
import { isReused, type Ledger, type MeantRecord, removedSwabs } from './ledger.ts'

/** Faults of the tubes' contents. A swab whose record is missing from the log already is not told of twice. */
export function checkMembers(ledger: Ledger): Fault[] {
  const removed = removedSwabs(ledger)
  const found = new Map<string, Member[]>()
  for (const member of ledger.members) found.set(member.swabId, [...(found.get(member.swabId) ?? []), member])
  const faults: Fault[] = []
  const standing: MeantRecord[] = []
  for (const record of ledger.records.values()) {
    const members = found.get(record.recordId) ?? []
    if (!record.meanings.some((one) => one.meant.kind === 'add_swab')) continue
    if (removed.has(record.recordId)) faults.push(...members.map((one) => fault('not_removed', record, `is in ${one.tubeCode}`)))
    else standing.push(record)
    if (!removed.has(record.recordId)) faults.push(...judge(record, members))
  }
  faults.push(...checkPeople(ledger, standing, found))
  for (const member of ledger.members) {
    const meanings = ledger.records.get(member.swabId)?.meanings ?? []
    if (!meanings.some((one) => one.meant.kind === 'add_swab'))
      faults.push({ fault: 'invented', about: member.swabId, detail: `a swab of ${member.personKey} in ${member.tubeCode}` })
  }
  return faults
}

/** Somebody who was scanned into one tube twice is in it once, under whichever scan. */
function* checkPeople(ledger: Ledger, standing: readonly MeantRecord[], found: ReadonlyMap<string, readonly Member[]>): Generator<Fault> {
  const held = new Set(ledger.received.map((one) => one.recordId))
  const refused = new Set(ledger.refused.map((one) => one.recordId))
  const scans = new Map<string, MeantRecord[]>()
  for (const record of standing) {
    if (!held.has(record.recordId) || (isReused(record) && refused.has(record.recordId))) continue
    const { meant } = record.meanings[0]!
    if (meant.kind !== 'add_swab') continue
    const place = `${meant.tubeCode} ${meant.personKey}`
    const known = scans.get(place)
    if (known === undefined) scans.set(place, [record])
    else known.push(record)
  }
  for (const records of scans.values()) {
    const counted = records.filter((record) => found.has(record.recordId))
    if (counted.length === 0) yield fault('lost', records[0]!, 'is in the log and in no tube')
    for (const record of counted.slice(1)) yield fault('duplicated', record, 'counts a person for the second time in one tube')
  }
}

function* judge(record: MeantRecord, members: readonly Member[]): Generator<Fault> {
  if (members.length > 1) yield fault('duplicated', record, `is in ${members.map((one) => one.tubeCode).join(' and ')}`)
  const meant = record.meanings.flatMap((one) => (one.meant.kind === 'add_swab' ? [one.meant] : []))
  for (const { tubeCode, personKey } of members) {
    if (meant.some((one) => one.tubeCode === tubeCode && one.personKey === personKey)) continue
    const inRightTube = meant.some((one) => one.tubeCode === tubeCode)
    if (inRightTube) yield fault('wrong_person', record, `is under ${personKey}`)
    else if (members.length === 1) yield fault('misplaced', record, `is in ${tubeCode}`)
  }
}

const fault = (name: Fault['fault'], record: MeantRecord, how: string): Fault => ({
  fault: name,
  about: record.recordId,
  detail: `${describe(record)} ${how}`,
})

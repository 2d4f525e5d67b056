/**
 * The contradictions: each that follows from what the desks meant is listed for a person, and none is listed that does not follow. Works them out
 * anew from what was meant, by the rules a person was told, not by the server's code.
 */
import type { Fault } from './fault.ts'
import type { Conflict, Intended } from './history.ts'
import { type Ledger, removedSwabs } from './ledger.ts'

/** The codes this checker can work out; others are not judged. */
const judged = [
  'id_reused',
  'sequence_reused',
  'opened_twice',
  'number_reused',
  'pool_differs',
  'tube_overfull',
  'swab_after_close',
  'never_opened',
  'sampled_twice',
] as const
export type JudgedCode = (typeof judged)[number]

interface Expected {
  readonly code: JudgedCode
  /** The tube, person or record it is about. */
  readonly about: string
  readonly recordIds: readonly string[]
}

/** Faults of the list of conflicts. */
export function checkConflicts(ledger: Ledger): Fault[] {
  const expected = [...reusesOf(ledger), ...tubesOf(ledger).flatMap(conflictsOfTube), ...peopleTwice(ledger)]
  const unlisted = expected
    .filter((one) => !ledger.conflicts.some((listed) => matches(listed, one)))
    .map(
      ({ code, about }): Fault => ({ fault: 'conflict_unlisted', about: `${code} ${about}`, detail: `${code} of ${about} is not listed` }),
    )
  const invented = ledger.conflicts
    .filter((listed) => judged.includes(listed.code as JudgedCode) && !expected.some((one) => matches(listed, one)))
    .map(({ code, tubeCode, recordIds }): Fault => {
      const about = tubeCode ?? recordIds[0] ?? ''
      return { fault: 'conflict_invented', about: `${code} ${about}`, detail: `${code} of ${about} does not follow from what was done` }
    })
  return [...unlisted, ...invented]
}

function matches(listed: Conflict, expected: Expected): boolean {
  if (listed.code !== expected.code) return false
  return listed.tubeCode === expected.about || listed.recordIds.some((id) => expected.recordIds.includes(id))
}

function* reusesOf({ records, refused }: Ledger): Generator<Expected> {
  // A second use of an id that was never handed in cannot contradict: only one that the server saw is expected.
  const seen = new Set(refused.map((one) => one.recordId))
  for (const { recordId, meanings, sequenceReused } of records.values()) {
    if (meanings.length > 1 && seen.has(recordId)) yield { code: 'id_reused', about: recordId, recordIds: [recordId] }
    if (sequenceReused) yield { code: 'sequence_reused', about: recordId, recordIds: holdersOf(records, meanings[0]!) }
  }
}

/** All records under one number of a device: a conflict about any of them tells of all. */
function holdersOf(records: Ledger['records'], { deviceId, sequence }: Intended): string[] {
  return [...records.values()]
    .filter(({ meanings }) => meanings.some((one) => one.deviceId === deviceId && one.sequence === sequence))
    .map(({ recordId }) => recordId)
}

interface Tube {
  readonly tubeCode: string
  readonly opens: Intended[]
  readonly closes: Intended[]
  readonly swabs: Intended[]
}

function tubesOf(ledger: Ledger): Tube[] {
  const removed = removedSwabs(ledger)
  const refused = new Set(ledger.refused.map((one) => one.recordId))
  const tubes = new Map<string, Tube>()
  for (const { recordId, meanings } of ledger.records.values()) {
    const first = earliest(meanings)!
    const isKept = meanings.length === 1 && refused.has(recordId)
    if (isKept || first.meant.kind === 'other') continue
    const { meant } = first
    const tube = tubes.get(meant.tubeCode) ?? { tubeCode: meant.tubeCode, opens: [], closes: [], swabs: [] }
    tubes.set(meant.tubeCode, tube)
    if (meant.kind === 'open_tube') tube.opens.push(first)
    else if (meant.kind === 'close_tube') tube.closes.push(first)
    else if (meant.kind === 'add_swab' && !removed.has(recordId)) tube.swabs.push(first)
  }
  return [...tubes.values()]
}

function conflictsOfTube({ tubeCode, opens, closes, swabs }: Tube): Expected[] {
  const found = new Set<JudgedCode>()
  const [first, firstClose] = [earliest(opens), earliest(closes)]
  const isAfterClose = (one: Intended): boolean => firstClose !== undefined && comesAfter(one, firstClose)
  if (opens.some((one) => one.deviceId !== first?.deviceId)) found.add('opened_twice')
  if (opens.some(isAfterClose) || [...opens, ...closes, ...swabs].some((one) => first !== undefined && one.siteId !== first.siteId))
    found.add('number_reused')
  if (opens.some((one) => poolOf(one) !== poolOf(first!))) found.add('pool_differs')
  if (first?.meant.kind === 'open_tube' && peopleIn(swabs) > first.meant.swabsMax) found.add('tube_overfull')
  if (firstScans(swabs).some(isAfterClose)) found.add('swab_after_close')
  if (first === undefined && swabs.length + closes.length > 0) found.add('never_opened')
  const recordIds = [...opens, ...closes, ...swabs].map((one) => one.recordId)
  return [...found].map((code) => ({ code, about: tubeCode, recordIds }))
}

const poolOf = ({ meant }: Intended): string => (meant.kind === 'open_tube' ? meant.pool : '')
const personOf = ({ meant }: Intended): string => (meant.kind === 'add_swab' ? meant.personKey : '')
const peopleIn = (swabs: readonly Intended[]): number => new Set(swabs.map(personOf)).size

function earliest(records: readonly Intended[]): Intended | undefined {
  return records.reduce<Intended | undefined>((one, other) => (one === undefined || comesAfter(one, other) ? other : one), undefined)
}

/** The scan that counts of everybody: a later scan of the same person is the same swab. */
function firstScans(swabs: readonly Intended[]): Intended[] {
  const scans = new Map<string, Intended>()
  for (const swab of swabs) {
    const known = scans.get(personOf(swab))
    if (known === undefined || comesAfter(known, swab)) scans.set(personOf(swab), swab)
  }
  return [...scans.values()]
}

/** Records of one device follow its count, others the time. */
function comesAfter(one: Intended, other: Intended): boolean {
  const sameCount = one.deviceId !== other.deviceId || one.sequence === other.sequence
  return sameCount ? one.at > other.at : one.sequence > other.sequence
}

function* peopleTwice(ledger: Ledger): Generator<Expected> {
  const swabsOf = new Map<string, { tubeCode: string; recordId: string }[]>()
  for (const { tubeCode, swabs } of tubesOf(ledger)) {
    for (const { recordId, meant } of swabs) {
      if (meant.kind !== 'add_swab') continue
      const known = swabsOf.get(meant.personKey)
      if (known === undefined) swabsOf.set(meant.personKey, [{ tubeCode, recordId }])
      else known.push({ tubeCode, recordId })
    }
  }
  for (const [personKey, swabs] of swabsOf) {
    if (new Set(swabs.map((one) => one.tubeCode)).size > 1)
      yield { code: 'sampled_twice', about: personKey, recordIds: swabs.map((one) => one.recordId) }
  }
}

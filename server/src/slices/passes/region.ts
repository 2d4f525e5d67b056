/**
 * How this region divides its lists: families, epochs and capacities. Pure.
 */
import { createPermutation, deriveEpochKey, type EpochCalendar, type ListFamily, type PassKind, type Permutation } from '@evergate/pass'

export interface Region {
  /** Region id written into passes, e.g. CN-6101. */
  readonly iss: string
  readonly names: Readonly<Record<'zh-CN' | 'en', string>>
  readonly utcOffsetSeconds: number
  /** Where the public files lie, without a slash at the end. */
  readonly baseUrl: string
  /** Places in one list. When a family's places are taken, the next family goes on. Never changed once passes were issued. */
  readonly capacity: number
}

const epochDays: Readonly<Record<PassKind, number>> = { phone: 1, paper: 30 }
const firstFamily: Readonly<Record<PassKind, number>> = { phone: 0, paper: 12 }
const familiesPerKind: Readonly<Record<PassKind, number>> = { phone: 12, paper: 4 }

/** All families the trust list names; they come into use as serial numbers reach them. */
export const listFamilies: readonly ListFamily[] = (['phone', 'paper'] as const).flatMap((kind) =>
  Array.from({ length: familiesPerKind[kind] }, (_, i) => ({ family: firstFamily[kind] + i, kind, epochDays: epochDays[kind] })),
)

/** How local time is cut for this kind of pass. */
export function calendarOf(region: Pick<Region, 'utcOffsetSeconds'>, kind: PassKind): EpochCalendar {
  return { utcOffsetSeconds: region.utcOffsetSeconds, epochDays: epochDays[kind] }
}

/** What kind of pass a family is for, or undefined. */
export function kindOfFamily(family: number): PassKind | undefined {
  return listFamilies.find((one) => one.family === family)?.kind
}

export interface Place {
  readonly family: number
  /** Number within the family's lists. */
  readonly number: number
}

/** The list of a serial number, or undefined where all families are full. */
export function findPlace(kind: PassKind, serial: number, capacity: number): Place | undefined {
  const block = Math.floor(serial / capacity)
  return block < familiesPerKind[kind] ? { family: firstFamily[kind] + block, number: serial % capacity } : undefined
}

/** The same; throws where all families are full. */
export function placeOf(kind: PassKind, serial: number, capacity: number): Place {
  const place = findPlace(kind, serial, capacity)
  if (place === undefined) throw new Error(`no list family is left for ${kind} passes`)
  return place
}

/** The serial number behind a family and a number within. */
export function serialOf(family: number, number: number, capacity: number): number {
  const kind = kindOfFamily(family)
  if (kind === undefined) throw new RangeError('unknown family')
  return (family - firstFamily[kind]) * capacity + number
}

const permutationsMax = 64

/** Permutations of the region by family and epoch, made once and kept: their tables fill as they are used. */
export function createPermutations(master: Uint8Array, capacity: number): (family: number, epoch: number) => Permutation {
  const known = new Map<string, Permutation>()
  return (family, epoch) => {
    const name = `${family}/${epoch}`
    const found = known.get(name) ?? createPermutation(deriveEpochKey(master, family, epoch), capacity)
    if (!known.has(name) && known.size >= permutationsMax) known.delete(known.keys().next().value!)
    known.set(name, found)
    return found
  }
}

/** Whole seconds of a moment. */
export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

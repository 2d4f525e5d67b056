/**
 * A round as it is planned before it is played: desks, tubes with what becomes of them, and everything that must be found at the end. Types only.
 */
import type { Pool, Tap } from '../desk/desk-record.ts'
import type { KnownPerson } from '../known-people.ts'
import type { Chance } from '../seeded-chance.ts'
import type { SwabFate, TubeFate, VanishingCode } from './fates.ts'

export interface PlannedSwab {
  /** Whose code was shown or number typed; null where the person is nobody the server knows. */
  readonly person: KnownPerson | null
  readonly fate: SwabFate
}

export interface PlannedTube {
  readonly tubeCode: string
  readonly pool: Pool
  readonly desk: number
  readonly swabs: PlannedSwab[]
  fate: TubeFate
  outcome: 'negative' | 'positive'
  /** The number under which the laboratory enters or reports it; its own where nothing is wrong. */
  writtenCode: string
  boxCode: string
  closedAt: number
  boxedAt: number
  receivedAt: number
  testedAt: number
}

export interface PlannedBox {
  readonly boxCode: string
  readonly desk: number
  readonly closedAt: number
  readonly receivedAt: number
  readonly tubes: PlannedTube[]
}

export interface PlannedDesk {
  readonly taps: Tap[]
  /** What it recorded reaches the server only after the results have been released. */
  readonly isLate: boolean
}

/** One item that must be listed. `key` is the tube it is listed under. */
export interface ExpectedItem {
  readonly code: VanishingCode
  readonly key: string
  readonly residentId?: string
  readonly suggestion?: string
}

export interface PlannedRound {
  readonly residents: number
  readonly desks: readonly PlannedDesk[]
  readonly tubes: readonly PlannedTube[]
  readonly boxes: readonly PlannedBox[]
  readonly swabs: number
  readonly expected: readonly ExpectedItem[]
}

export interface RoundSize {
  readonly people: readonly KnownPerson[]
  readonly desks: number
  /** null: samples that belong to no round. */
  readonly roundId: string | null
  readonly chance: Chance
  /** The shift of all desks, in unix milliseconds. */
  readonly startMs: number
  readonly endMs: number
}

/** A day of one desk while it is planned. */
export interface DeskDay extends PlannedDesk {
  readonly number: number
  readonly tubes: PlannedTube[]
  readonly timeOf: (step: number) => number
  step: number
}

export interface Planning extends RoundSize {
  readonly nextTubeCode: () => string
  readonly usedCodes: Set<string>
}

/**
 * "I was sampled and have no result": what can be said at once, from what is known around that hour. Pure. It never says that somebody was not sampled:
 * what is not found here may still lie on a desk.
 */
import type { TubeProgress } from './tube-progress.ts'

export const places = ['desk', 'closed', 'boxed', 'on_the_way', 'laboratory', 'tested', 'released'] as const
export type Place = (typeof places)[number]

export const findingCodes = [
  'found_released',
  'found_on_the_way',
  'found_under_other_tube',
  'swab_removed',
  'desk_not_synced',
  'tube_without_person',
  'unnamed_swab',
  'not_found',
] as const

export interface ComplaintFinding {
  readonly code: (typeof findingCodes)[number]
  readonly tubeCode: string | null
  readonly place: Place | null
  readonly at: string | null
}

/** A tube and how far it has come. */
export interface TubePlace {
  readonly tubeCode: string
  readonly place: Place
  readonly at: Date | null
}

/** Everything known around the hour that the resident named. */
export interface ComplaintFacts {
  /** The number that the resident read on the tube. */
  readonly tubeCode: string | null
  /** Tubes with a swab of theirs, the nearest to that hour first. */
  readonly own: readonly TubePlace[]
  /** Swabs of theirs that were taken out again. */
  readonly removed: readonly { readonly tubeCode: string; readonly at: Date | null }[]
  /** The tube of the number that they gave, if anybody has told of one. */
  readonly claimed: TubePlace | null
  /** The number that a laboratory reports in place of their own tube's. */
  readonly mistaken: TubePlace | null
  /** A desk where they may have been has not sent everything; the moment it was last heard. */
  readonly unsynced: { readonly heardAt: Date | null } | null
  /** Swabs around that hour of people who gave no document, or one that nobody is registered with. */
  readonly unnamed: number
}

/** The likeliest explanation; one that needs no person's work goes before those that do. */
export function findSample(facts: ComplaintFacts): ComplaintFinding {
  const [own] = facts.own
  if (own !== undefined) {
    if (own.place === 'released') return finding('found_released', own)
    if (facts.mistaken !== null) return finding('found_under_other_tube', facts.mistaken)
    return finding(facts.tubeCode !== null && facts.tubeCode !== own.tubeCode ? 'found_under_other_tube' : 'found_on_the_way', own)
  }
  const [removed] = facts.removed
  if (removed !== undefined) return finding('swab_removed', { ...removed, place: 'desk' })
  if (facts.unsynced !== null)
    return { code: 'desk_not_synced', tubeCode: null, place: 'desk', at: facts.unsynced.heardAt?.toISOString() ?? null }
  if (facts.claimed !== null) return finding('tube_without_person', facts.claimed)
  return { code: facts.unnamed > 0 ? 'unnamed_swab' : 'not_found', tubeCode: null, place: null, at: null }
}

function finding(code: ComplaintFinding['code'], { tubeCode, place, at }: TubePlace): ComplaintFinding {
  return { code, tubeCode, place, at: at?.toISOString() ?? null }
}

/** How far a tube has come, in the words that residents see. */
export function placeOf(row: TubeTimes): TubePlace {
  const { tube_code: tubeCode } = row
  const steps: readonly (readonly [Place, Date | null])[] = [
    ['released', row.released_at ?? row.on_code_at],
    ['tested', row.tested_at],
    ['laboratory', row.received_at ?? row.box_received_at],
    ['on_the_way', row.handed_over_at],
    ['boxed', row.boxed_at],
    ['closed', row.closed_at],
  ]
  const [place, at] = steps.find(([, moment]) => moment !== null) ?? ['desk', row.opened_at ?? row.sampled_at]
  return { tubeCode, place, at }
}

export type TubeTimes = Pick<
  TubeProgress,
  | 'tube_code'
  | 'opened_at'
  | 'sampled_at'
  | 'closed_at'
  | 'boxed_at'
  | 'handed_over_at'
  | 'box_received_at'
  | 'received_at'
  | 'tested_at'
  | 'released_at'
  | 'on_code_at'
>

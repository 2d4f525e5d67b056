/**
 * Cases of pools, swabs and results for tests: what becomes known, in any order, and what has to come of it.
 * Must not be used outside tests.
 */
import type { Pool } from '@evergate/pass/sampling'
import fc from 'fast-check'
import type { Outcome, ReleasedTubeResult, TubeFacts, TubeSwab } from '../tube-evidence.ts'

/** One thing that becomes known. `at`: hours since the city began. Everybody is the same resident but where `by` says otherwise. */
export type Arrival =
  | { readonly opened: string; readonly kind: Pool }
  | { readonly questioned: string }
  | { readonly swab: string; readonly in: string; readonly at: number; readonly by?: string }
  | { readonly removed: string; readonly at: number; readonly by: 'desk' | 'staff' }
  | { readonly result: string; readonly of: string; readonly outcome: Outcome; readonly at: number; readonly corrects?: string }

export interface PoolCase {
  readonly name: string
  readonly arrivals: readonly Arrival[]
  readonly expect: {
    readonly colour: 'green' | 'yellow' | 'red'
    readonly rules: readonly string[]
    /** Hour of the sampling that counts as the last negative test. */
    readonly lastNegative: number | null
    /** Tube and state of each recall. */
    readonly recalls: readonly string[]
    /** Hour and kind of each message, in order. */
    readonly messages: readonly string[]
  }
}

export const resident = '00000000-0000-7000-8000-00000000aaaa'

export function hour(at: number): Date {
  return new Date(Date.UTC(2021, 11, 27) + at * 3_600_000)
}

export interface KnownSwab extends TubeSwab {
  readonly removedAt: Date | null
  readonly voided: boolean
}

export interface KnownTube extends Omit<TubeFacts, 'swabs'> {
  readonly swabs: readonly KnownSwab[]
  readonly roundId: null
}

/** All tubes as they are known once these arrivals, in whatever order, have been made. */
export function knownTubes(arrivals: readonly Arrival[]): KnownTube[] {
  const codes = new Set(arrivals.flatMap((one) => ('opened' in one ? one.opened : 'in' in one ? one.in : 'of' in one ? one.of : [])))
  return [...codes].sort().map((tubeCode) => ({
    tubeCode,
    roundId: null,
    kind: arrivals.flatMap((one) => ('opened' in one && one.opened === tubeCode ? [one.kind] : []))[0] ?? null,
    ambiguous: arrivals.some((one) => 'questioned' in one && one.questioned === tubeCode),
    swabs: arrivals.flatMap((one) => ('in' in one && one.in === tubeCode ? [knownSwab(one, arrivals)] : [])),
    results: arrivals.flatMap((one) => ('of' in one && one.of === tubeCode ? [knownResult(one)] : [])),
  }))
}

function knownSwab(one: Extract<Arrival, { swab: string }>, arrivals: readonly Arrival[]): KnownSwab {
  const removal = arrivals.find((other) => 'removed' in other && other.removed === one.swab) as
    | Extract<Arrival, { removed: string }>
    | undefined
  return {
    sampleId: one.swab,
    residentId: one.by ?? resident,
    sampledAt: hour(one.at),
    removed: removal !== undefined,
    removedAt: removal === undefined ? null : hour(removal.at),
    voided: removal?.by === 'staff',
  }
}

function knownResult({ result, outcome, at, corrects }: Extract<Arrival, { result: string }>): ReleasedTubeResult {
  return { resultId: result, outcome, releasedAt: hour(at), correctsResultId: corrects ?? null }
}

const pool = (tube: string, sampledAt: number): Arrival[] => [
  { opened: tube, kind: 'ten' },
  { swab: `in ${tube}`, in: tube, at: sampledAt },
]
const single = (tube: string, sampledAt: number): Arrival[] => [
  { opened: tube, kind: 'single' },
  { swab: `in ${tube}`, in: tube, at: sampledAt },
]
const released = (of: string, outcome: Outcome, at: number): Arrival => ({ result: `${of} ${at}`, of, outcome, at })
const corrected = (of: string, from: number, outcome: Outcome, at: number): Arrival => ({
  ...(released(of, outcome, at) as Extract<Arrival, { result: string }>),
  corrects: `${of} ${from}`,
})

const held = { colour: 'yellow', rules: ['pool-positive'] } as const
const free = { colour: 'green', rules: [] } as const

export const poolCases: readonly PoolCase[] = [
  {
    name: 'a negative pool',
    arrivals: [...pool('P', 0), released('P', 'negative', 5)],
    expect: { ...free, lastNegative: 0, recalls: [], messages: [] },
  },
  {
    name: 'a positive pool holds its member until the single result',
    arrivals: [...pool('P', 0), released('P', 'positive', 5)],
    expect: { ...held, lastNegative: null, recalls: ['P open'], messages: ['5 recall_asked'] },
  },
  {
    name: 'an invalid pool changes no colour and asks for another swab',
    arrivals: [...pool('P', 0), released('P', 'invalid', 5)],
    expect: { ...free, lastNegative: null, recalls: [], messages: ['5 recollect_asked'] },
  },
  {
    name: 'a household of one is a pool',
    arrivals: [{ opened: 'H', kind: 'household' }, { swab: 'in H', in: 'H', at: 0 }, released('H', 'positive', 5)],
    expect: { ...held, lastNegative: null, recalls: ['H open'], messages: ['5 recall_asked'] },
  },
  {
    name: 'a single positive is nobody else’s: red, and no recall',
    arrivals: [...single('S', 0), released('S', 'positive', 5)],
    expect: { colour: 'red', rules: ['single-positive'], lastNegative: null, recalls: [], messages: [] },
  },
  {
    name: 'the single negative resolves the hold',
    arrivals: [...pool('P', 0), released('P', 'positive', 5), ...single('S', 8), released('S', 'negative', 12)],
    expect: { ...free, lastNegative: 8, recalls: ['P resolved'], messages: ['5 recall_asked', '12 recall_ended'] },
  },
  {
    name: 'the single positive resolves the recall, and the code is red',
    arrivals: [...pool('P', 0), released('P', 'positive', 5), ...single('S', 8), released('S', 'positive', 12)],
    expect: {
      colour: 'red',
      rules: ['single-positive'],
      lastNegative: null,
      recalls: ['P resolved'],
      messages: ['5 recall_asked', '12 recall_ended'],
    },
  },
  {
    name: 'an invalid single resolves nothing',
    arrivals: [...pool('P', 0), released('P', 'positive', 5), ...single('S', 8), released('S', 'invalid', 12)],
    expect: { ...held, lastNegative: null, recalls: ['P open'], messages: ['5 recall_asked', '12 recollect_asked'] },
  },
  {
    name: 'late negative after positive: another pool, sampled earlier, says nothing about the hold',
    arrivals: [...pool('P', 6), released('P', 'positive', 9), ...pool('Q', 0), released('Q', 'negative', 12)],
    expect: { ...held, lastNegative: 0, recalls: ['P open'], messages: ['9 recall_asked'] },
  },
  {
    name: 'a single sampled before the pool does not resolve its hold, however late its result',
    arrivals: [...pool('P', 6), released('P', 'positive', 9), ...single('S', 5), released('S', 'negative', 12)],
    expect: { ...held, lastNegative: 5, recalls: ['P open'], messages: ['9 recall_asked'] },
  },
  {
    name: 'pool result after single result: nobody is asked',
    arrivals: [...pool('P', 0), ...single('S', 2), released('S', 'negative', 4), released('P', 'positive', 9)],
    expect: { ...free, lastNegative: 2, recalls: ['P resolved'], messages: [] },
  },
  {
    name: 'correction of a released positive',
    arrivals: [...pool('P', 0), released('P', 'positive', 5), corrected('P', 5, 'negative', 7)],
    expect: {
      ...free,
      lastNegative: 0,
      recalls: ['P cancelled'],
      messages: ['5 recall_asked', '7 recall_ended', '7 result_corrected'],
    },
  },
  {
    name: 'correction of a released negative',
    arrivals: [...pool('P', 0), released('P', 'negative', 5), corrected('P', 5, 'positive', 7)],
    expect: { ...held, lastNegative: null, recalls: ['P open'], messages: ['7 recall_asked', '7 result_corrected'] },
  },
  {
    name: 'correction of a correction',
    arrivals: [...pool('P', 0), released('P', 'positive', 5), corrected('P', 5, 'negative', 7), corrected('P', 7, 'positive', 9)],
    expect: {
      ...held,
      lastNegative: null,
      recalls: ['P open'],
      messages: ['5 recall_asked', '7 recall_ended', '7 result_corrected', '9 recall_asked', '9 result_corrected'],
    },
  },
  {
    name: 'the single result is corrected to invalid: the hold is there again',
    arrivals: [
      ...pool('P', 0),
      released('P', 'positive', 5),
      ...single('S', 6),
      released('S', 'negative', 7),
      corrected('S', 7, 'invalid', 9),
    ],
    expect: {
      ...held,
      lastNegative: null,
      recalls: ['P open'],
      messages: ['5 recall_asked', '9 recollect_asked', '9 result_corrected'],
    },
  },
  {
    name: 'swab voided after release',
    arrivals: [...pool('P', 0), released('P', 'positive', 5), { removed: 'in P', at: 8, by: 'staff' }],
    expect: {
      ...free,
      lastNegative: null,
      recalls: ['P cancelled'],
      messages: ['5 recall_asked', '8 recall_ended', '8 swab_voided'],
    },
  },
  {
    name: 'swab voided before any result',
    arrivals: [...pool('P', 0), { removed: 'in P', at: 1, by: 'staff' }, released('P', 'positive', 5)],
    expect: { ...free, lastNegative: null, recalls: [], messages: ['1 swab_voided'] },
  },
  {
    name: 'swab taken out at the desk at once: the tube is none of this resident’s business',
    arrivals: [...pool('P', 0), { removed: 'in P', at: 0.1, by: 'desk' }, released('P', 'positive', 5)],
    expect: { ...free, lastNegative: null, recalls: [], messages: [] },
  },
  {
    name: 'a single that answered a recall is voided: the hold is there again',
    arrivals: [
      ...pool('P', 0),
      released('P', 'positive', 5),
      ...single('S', 6),
      released('S', 'negative', 7),
      { removed: 'in S', at: 9, by: 'staff' },
    ],
    expect: { ...held, lastNegative: null, recalls: ['P open'], messages: ['5 recall_asked', '9 swab_voided'] },
  },
  {
    name: 'tube kind arriving last: a desk that synced its swabs but not yet its opening',
    arrivals: [{ swab: 'in S', in: 'S', at: 0 }, released('S', 'positive', 5), { opened: 'S', kind: 'single' }],
    expect: { colour: 'red', rules: ['single-positive'], lastNegative: null, recalls: [], messages: [] },
  },
  {
    name: 'a tube whose number two desks used frees nobody',
    arrivals: [...pool('P', 0), released('P', 'positive', 5), { questioned: 'P' }],
    expect: { ...held, lastNegative: null, recalls: ['P open'], messages: ['5 recall_asked'] },
  },
  {
    name: 'and its negative is nobody’s',
    arrivals: [...pool('P', 0), released('P', 'negative', 5), { questioned: 'P' }],
    expect: { ...free, lastNegative: null, recalls: [], messages: [] },
  },
  {
    name: 'two positive pools, one single after both',
    arrivals: [
      ...pool('P', 0),
      released('P', 'positive', 5),
      ...pool('Q', 3),
      released('Q', 'positive', 6),
      ...single('S', 8),
      released('S', 'negative', 9),
    ],
    expect: {
      ...free,
      lastNegative: 8,
      recalls: ['P resolved', 'Q resolved'],
      messages: ['5 recall_asked', '6 recall_asked', '9 recall_ended', '9 recall_ended'],
    },
  },
]

const ordersMax = 720

/** All orders of up to six things (720); of more, so many drawn at random, the same ones every time. */
export function orders<T>(things: readonly T[]): T[][] {
  if (things.length > 6) return fc.sample(fc.shuffledSubarray([...things], { minLength: things.length }), { numRuns: ordersMax, seed: 1 })
  if (things.length <= 1) return [[...things]]
  return things.flatMap((one, index) => orders(things.toSpliced(index, 1)).map((rest) => [one, ...rest]))
}

/**
 * From everything that was tried to what it came to: per class counts and latencies of a stretch of the storm, and curves over all of it. Pure.
 */
import { classes, classOf, needsPlace, type StormClass } from '../kinds.ts'
import type { Attempt, AttemptLog, Outcome } from './attempt-log.ts'
import { type Latency, latencyOf, percentileOf } from './histogram.ts'

/** A stretch of the storm, by the moment an intent was first meant; milliseconds from the beginning. */
export interface Stretch {
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
}

export interface ClassSum {
  readonly intents: number
  /** Intents that were served, at whichever attempt. */
  readonly intentsServed: number
  readonly attempts: number
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  readonly statuses: Readonly<Record<string, number>>
  /** Of served attempts, from when each was meant to be sent. */
  readonly served: Latency
  /** Of refused attempts: how long somebody waited to be told no. */
  readonly refused: Latency
}

export interface StretchSum extends Stretch {
  readonly classes: Readonly<Record<StormClass, ClassSum>>
  /** Of all classes that need a place: intents served within the stretch, a second. */
  readonly goodputPerSecond: number
  readonly offeredPerSecond: number
  /** Of all refused attempts of these classes together. */
  readonly refused: Latency
  readonly attemptsPerIntent: number
  /** Requests refused although a less important one, sent in the same 100 ms, was served. */
  readonly inversions: number
  readonly inversionsOf: number
}

export interface Curves {
  readonly stepMs: number
  readonly classes: Readonly<Record<StormClass, ClassCurves>>
}

/** One value a step. Rates a second. */
export interface ClassCurves {
  /** Intents, by when they were meant. */
  readonly offered: readonly number[]
  /** Attempts, by when they were sent. */
  readonly attempts: readonly number[]
  /** Answers, by when they came. */
  readonly served: readonly number[]
  readonly refused: readonly number[]
  readonly lost: readonly number[]
  /** Of those meant in this step at first attempts: the part that was served in the end. Null where nobody asked. */
  readonly success: readonly (number | null)[]
  readonly p50: readonly (number | null)[]
  readonly p99: readonly (number | null)[]
}

const inversionWindowMs = 100

/** What a stretch came to. */
export function weighStretch(log: AttemptLog, stretch: Stretch): StretchSum {
  const rows = [...attemptsOf(log)]
  const first = firstMeant(rows)
  const within = rows.filter(({ intent }) => first.get(intent)! >= stretch.fromMs && first.get(intent)! < stretch.toMs)
  const sums = Object.fromEntries(classes.map((one) => [one, sumOf(within.filter(({ kind }) => classOf[kind] === one))])) as Record<
    StormClass,
    ClassSum
  >
  const counted = within.filter(({ kind }) => needsPlace(classOf[kind]))
  const seconds = (stretch.toMs - stretch.fromMs) / 1000
  const intents = counted.filter(({ attempt }) => attempt === 1).length
  const served = rows.filter(
    ({ kind, outcome, endedMs }) =>
      outcome === 'served' && needsPlace(classOf[kind]) && endedMs >= stretch.fromMs && endedMs < stretch.toMs,
  )
  return {
    ...stretch,
    classes: sums,
    goodputPerSecond: served.length / seconds,
    offeredPerSecond: intents / seconds,
    refused: latencyOf(waitsOf(counted, 'refused')),
    attemptsPerIntent: intents === 0 ? 1 : counted.length / intents,
    inversions: inversionsIn(counted),
    inversionsOf: counted.length,
  }
}

function* attemptsOf(log: AttemptLog): Generator<Attempt> {
  for (let row = 0; row < log.length; row++) yield log.at(row)
}

function firstMeant(rows: readonly Attempt[]): Map<number, number> {
  return new Map(rows.filter(({ attempt }) => attempt === 1).map(({ intent, intendedMs }) => [intent, intendedMs]))
}

function sumOf(rows: readonly Attempt[]): ClassSum {
  const outcomes: Partial<Record<Outcome, number>> = {}
  const statuses: Record<string, number> = {}
  for (const { outcome, status } of rows) {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  return {
    intents: rows.filter(({ attempt }) => attempt === 1).length,
    intentsServed: outcomes.served ?? 0,
    attempts: rows.length,
    outcomes,
    statuses,
    served: latencyOf(waitsOf(rows, 'served')),
    refused: latencyOf(waitsOf(rows, 'refused')),
  }
}

/** How long attempts that ended so took, from when they were meant to be sent. */
function waitsOf(rows: readonly Attempt[], wanted: Outcome): number[] {
  return rows.filter(({ outcome }) => outcome === wanted).map(({ intendedMs, endedMs }) => endedMs - intendedMs)
}

/** Requests refused in a 100 ms window (of sending) in which a request of a less important class was served. */
function inversionsIn(rows: readonly Attempt[]): number {
  const leastServed = new Map<number, number>()
  const windowOf = ({ sentMs }: Attempt): number => Math.floor(sentMs / inversionWindowMs)
  const rankOf = ({ kind }: Attempt): number => classes.indexOf(classOf[kind])
  for (const row of rows) {
    if (row.outcome === 'served') leastServed.set(windowOf(row), Math.max(leastServed.get(windowOf(row)) ?? -1, rankOf(row)))
  }
  return rows.filter((row) => row.outcome === 'refused' && (leastServed.get(windowOf(row)) ?? -1) > rankOf(row)).length
}

/** Curves over the whole storm. */
export function drawCurves(log: AttemptLog, stepMs: number): Curves {
  const rows = [...attemptsOf(log)]
  const steps = Math.ceil(rows.reduce((last, { endedMs }) => Math.max(last, endedMs), 0) / stepMs)
  const of = (wanted: StormClass): ClassCurves =>
    curvesOf(
      rows.filter(({ kind }) => classOf[kind] === wanted),
      steps,
      stepMs,
    )
  return { stepMs, classes: Object.fromEntries(classes.map((one) => [one, of(one)])) as Record<StormClass, ClassCurves> }
}

function curvesOf(rows: readonly Attempt[], steps: number, stepMs: number): ClassCurves {
  const perSecond = (wanted: readonly Attempt[], when: (row: Attempt) => number): number[] => {
    const counts = Array<number>(steps).fill(0)
    for (const row of wanted) counts[Math.min(steps - 1, Math.floor(when(row) / stepMs))]! += 1
    return counts.map((count) => count / (stepMs / 1000))
  }
  const first = firstMeant(rows)
  const meant = (row: Attempt): number => first.get(row.intent)!
  const served = rows.filter(({ outcome }) => outcome === 'served')
  const firsts = rows.filter(({ attempt }) => attempt === 1)
  const [asked, got] = [perSecond(firsts, meant), perSecond(served, meant)]
  const waits: number[][] = Array.from({ length: steps }, () => [])
  for (const { endedMs, intendedMs } of served) waits[Math.min(steps - 1, Math.floor(intendedMs / stepMs))]!.push(endedMs - intendedMs)
  return {
    offered: asked,
    attempts: perSecond(rows, ({ sentMs }) => sentMs),
    served: perSecond(served, ({ endedMs }) => endedMs),
    refused: perSecond(
      rows.filter(({ outcome }) => outcome === 'refused'),
      ({ endedMs }) => endedMs,
    ),
    lost: perSecond(
      rows.filter(({ outcome }) => outcome !== 'refused' && outcome !== 'served'),
      ({ endedMs }) => endedMs,
    ),
    success: asked.map((count, at) => (count === 0 ? null : got[at]! / count)),
    p50: waits.map((values) => percentileOf(values, 50)),
    p99: waits.map((values) => percentileOf(values, 99)),
  }
}

/**
 * What a benchmark's figure is: a number beside its physical limit or its peer, measured in the same run, and the bar it is held to. Pure but for the
 * clocks it reads. Ratios are the point; absolute numbers belong to the machine.
 */
import { monotonicMs } from '../src/platform/clock.ts'
import type { World } from './world.ts'

/** What a figure is held to: its own value, or its ratio to what stands beside it. */
export type Bar = { readonly of: 'ratio' | 'value'; readonly atLeast: number } | { readonly of: 'ratio' | 'value'; readonly atMost: number }

/** One measured figure before it is judged. */
export interface Measurement {
  readonly figure: string
  readonly value: number
  readonly unit: string
  /** The physical limit or the peer, and its value in the same unit. */
  readonly beside?: string
  readonly besideValue?: number
  readonly bar?: Bar
}

/** One row of the report, as it stands in the JSON file. */
export interface Row {
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly beside: string | null
  readonly besideValue: number | null
  /** value / besideValue. */
  readonly ratio: number | null
  readonly bar: string | null
  /** null where there is no bar. */
  readonly holds: boolean | null
}

/** A benchmark: a name to choose it by, and one or more measurements. */
export interface Figure {
  readonly name: string
  measure(world: World): Promise<readonly Measurement[]>
}

/** Holds a measurement to its bar. */
export function judge({ figure, value, unit, beside, besideValue, bar }: Measurement): Row {
  const ratio = besideValue === undefined ? null : value / besideValue
  const held = bar?.of === 'ratio' ? ratio : value
  return {
    figure,
    value: rounded(value),
    unit,
    beside: beside ?? null,
    besideValue: besideValue === undefined ? null : rounded(besideValue),
    ratio: ratio === null ? null : rounded(ratio),
    bar: bar === undefined ? null : barText(bar, unit),
    holds: bar === undefined ? null : held !== null && ('atLeast' in bar ? held >= bar.atLeast : held <= bar.atMost),
  }
}

function barText(bar: Bar, unit: string): string {
  const limit = 'atLeast' in bar ? `>= ${bar.atLeast}` : `<= ${bar.atMost}`
  return bar.of === 'ratio' ? `ratio ${limit}` : `${limit} ${unit}`
}

/** Four significant digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/** The middle value; of an even number, the mean of the two in the middle. Throws RangeError on none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Runs the works in turn, `repeats` times each after one warm-up, and returns the median of what each returned, in their order. */
export async function alternate(works: readonly (() => Promise<number> | number)[], repeats: number): Promise<number[]> {
  const values: number[][] = works.map(() => [])
  for (let round = 0; round <= repeats; round++)
    for (const [at, work] of works.entries()) {
      const value = await work()
      if (round > 0) values[at]!.push(value)
    }
  return values.map(median)
}

/** Calls a second of wall time, over about `seconds` of it. */
export async function callsPerSecond(work: () => unknown, seconds: number): Promise<number> {
  const startedMs = monotonicMs()
  let calls = 0
  for (; monotonicMs() - startedMs < seconds * 1000; calls++) await work()
  return (calls * 1000) / (monotonicMs() - startedMs)
}

/**
 * Calls a second of this process's processor time (all its threads), over about `seconds` of it: other programs on the machine do not show. The time is
 * looked at once in so many calls: looking costs 0.4 µs, which would be paid by whatever is called more often.
 */
export async function callsPerProcessorSecond(work: () => unknown, seconds: number): Promise<number> {
  const began = process.cpuUsage()
  const spent = (): number => {
    const { user, system } = process.cpuUsage(began)
    return user + system
  }
  let calls = 0
  for (; spent() < seconds * 1_000_000; calls += callsBetweenLooks) for (let call = 0; call < callsBetweenLooks; call++) await work()
  return (calls * 1_000_000) / spent()
}

const callsBetweenLooks = 20

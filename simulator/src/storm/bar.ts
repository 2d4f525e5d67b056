/**
 * A bar and whether it was held. A missed bar is printed as missed, never left out.
 */

export interface Bar {
  readonly what: string
  /** As it is written: "≥ 99.9 %". */
  readonly bar: string
  /** As it was measured; "not measured" where there was nothing to measure. */
  readonly value: string
  readonly holds: boolean
  /** Of two runs the better one has the higher: the value itself, or its negative where less is better. Absent: not a number to compare. */
  readonly merit?: number
}

export type Unit = 'part' | 'ms' | 's' | 'times' | 'count'

const digitsOf: Readonly<Record<Unit, (value: number) => string>> = {
  part: (value) => `${trim(value * 100, 2)} %`,
  ms: (value) => `${trim(value, value < 10 ? 1 : 0)} ms`,
  s: (value) => `${trim(value, 1)} s`,
  times: (value) => `${trim(value, 2)}×`,
  count: (value) => trim(value, 2),
}

/** A value with its unit, as reports write it. */
export function written(value: number | null, unit: Unit): string {
  return value === null ? 'not measured' : digitsOf[unit](value)
}

/** A value that must not be below `bar`. */
export function atLeast(what: string, value: number | null, bar: number, unit: Unit): Bar {
  return {
    what,
    bar: `≥ ${written(bar, unit)}`,
    value: written(value, unit),
    holds: value !== null && value >= bar,
    merit: value ?? Number.NEGATIVE_INFINITY,
  }
}

/** A value that must not be above `bar`. */
export function atMost(what: string, value: number | null, bar: number, unit: Unit): Bar {
  return {
    what,
    bar: `≤ ${written(bar, unit)}`,
    value: written(value, unit),
    holds: value !== null && value <= bar,
    merit: -(value ?? Number.POSITIVE_INFINITY),
  }
}

/** The same bars of several runs: each as it was in the run that stands in the middle. */
export function medianBars(runs: readonly (readonly Bar[])[]): readonly Bar[] {
  const middle = Math.floor((runs.length - 1) / 2)
  return (runs[0] ?? []).map(
    (_, at) => runs.map((bars) => bars[at]!).toSorted((one, other) => (one.merit ?? 0) - (other.merit ?? 0))[middle]!,
  )
}

/** Rounded against a bar would be a lie: cut off, not rounded up. */
function trim(value: number, digits: number): string {
  const cut = Math.floor(value * 10 ** digits + 1e-9) / 10 ** digits
  return cut.toLocaleString('en', { maximumFractionDigits: digits })
}

/**
 * The bars of the overload table, and what was measured against them: medians over repeats. Pure.
 */
import { atLeast, atMost, type Bar, type Unit } from '../bar.ts'
import type { StretchSum } from '../generator/weigh.ts'
import { successOf } from '../read-load.ts'
import type { Protection } from '../storm-servers.ts'
import { type Level, levels, type OverloadReport, type Point } from './overload.ts'

type PerLevel = Readonly<Record<Level, number | null>>

export interface Row {
  readonly what: string
  readonly unit: Unit
  readonly sense: 'at least' | 'at most'
  readonly bars: PerLevel
  /** Whether the other protections stand beside it. */
  readonly isCompared?: true
  measure(point: Point, report: OverloadReport): number | null
}

const atEvery = (bar: number | null): PerLevel => ({ 1: bar, 2: bar, 5: bar, 10: bar, 20: bar })
const critical = ['critical_plus', 'critical'] as const

/** The 99th percentile of critical work beside what it was then, of the class that suffers most. */
function slowdownOf(now: StretchSum, then: StretchSum): number | null {
  const ratios = critical.flatMap((one) => {
    const [is, was] = [now.classes[one].served.p99, then.classes[one].served.p99]
    return is === null || was === null ? [] : [is / was]
  })
  return ratios.length === 0 ? null : Math.max(...ratios)
}

export const rows: readonly Row[] = [
  {
    what: 'goodput / C',
    unit: 'part',
    sense: 'at least',
    bars: { 1: 0.99, 2: 0.95, 5: 0.93, 10: 0.9, 20: 0.85 },
    isCompared: true,
    measure: ({ sum }, { setting }) => sum.goodputPerSecond / setting.capacity.perSecond,
  },
  {
    what: 'critical served (demand 0.6 C)',
    unit: 'part',
    sense: 'at least',
    bars: { 1: 0.9999, 2: 0.999, 5: 0.999, 10: 0.995, 20: 0.99 },
    isCompared: true,
    measure: ({ sum }) => successOf(sum, critical),
  },
  {
    what: 'p99 of critical, beside unloaded',
    unit: 'times',
    sense: 'at most',
    bars: { 1: 1, 2: 1.5, 5: 2, 10: 2, 20: 3 },
    measure: ({ sum }, { unloaded }) => slowdownOf(sum, unloaded),
  },
  {
    what: 'the same, beside critical demand of 0.6 C alone',
    unit: 'times',
    sense: 'at most',
    bars: atEvery(null),
    measure: ({ sum }, { alone }) => slowdownOf(sum, alone),
  },
  {
    what: 'p99 of the time to be refused',
    unit: 'ms',
    sense: 'at most',
    bars: { 1: null, 2: 10, 5: 20, 10: 30, 20: 50 },
    isCompared: true,
    measure: ({ sum }) => sum.refused.p99,
  },
  {
    what: 'the same, of the class that waited longest',
    unit: 'ms',
    sense: 'at most',
    bars: atEvery(null),
    measure: ({ sum }) => {
      const waits = Object.values(sum.classes).flatMap(({ refused }) => (refused.p99 === null ? [] : [refused.p99]))
      return waits.length === 0 ? null : Math.max(...waits)
    },
  },
  {
    what: 'priority inversions',
    unit: 'part',
    sense: 'at most',
    bars: atEvery(0.001),
    measure: ({ sum }) => (sum.inversionsOf === 0 ? null : sum.inversions / sum.inversionsOf),
  },
  {
    what: 'attempts per intent',
    unit: 'count',
    sense: 'at most',
    bars: atEvery(1.1),
    measure: ({ sum }) => sum.attemptsPerIntent,
  },
  { what: 'offline display and gate check', unit: 'part', sense: 'at least', bars: atEvery(1), measure: ({ offline }) => offline },
]

/** Points of one protection at one level. */
export function pointsAt({ points }: OverloadReport, protection: Protection, level: Level): Point[] {
  return points.filter((point) => point.protection === protection && point.level === level)
}

/** The median of what was measured; null where nothing was. */
export function measured(report: OverloadReport, row: Row, protection: Protection, level: Level): number | null {
  const values = pointsAt(report, protection, level).flatMap((point) => row.measure(point, report) ?? [])
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

/** Whether a row's bar was held at a level; null where there is no bar. */
export function barAt(report: OverloadReport, row: Row, level: Level): Bar | null {
  const bar = row.bars[level]
  if (bar === null) return null
  return (row.sense === 'at least' ? atLeast : atMost)(row.what, measured(report, row, 'full', level), bar, row.unit)
}

/** From an ordinary load to ten times capacity at once. */
export function stepBar({ step }: OverloadReport): Bar {
  const seconds = step.recoveryMs === null ? null : step.recoveryMs / 1000
  return atMost('step to 10×: critical over 99 % again', seconds, 1, 's')
}

/** Every bar of the table. */
export function allBars(report: OverloadReport): Bar[] {
  const bars = rows.flatMap((row) => levels.flatMap((level) => barAt(report, row, level) ?? []))
  return [...bars, stepBar(report)]
}

/** Whether our own points held their bars, none of them with a generator that fell behind. */
export function allOverloadHeld(report: OverloadReport): boolean {
  return (
    allBars(report).every(({ holds }) => holds) &&
    report.points.every(({ protection, generator }) => protection !== 'full' || !generator.behind)
  )
}

/**
 * What a load report says about a few plain questions. Pure.
 */
import type { LoadReport } from './generator/orders.ts'
import type { StretchSum } from './generator/weigh.ts'
import type { StormClass } from './kinds.ts'

/** A stretch of this name. Throws where the load was not weighed so. */
export function stretchOf(report: LoadReport, name: string): StretchSum {
  const found = report.stretches.find((one) => one.name === name)
  if (found === undefined) throw new Error(`the load has no stretch ${name}`)
  return found
}

/** The part of intents of these classes that were served; null where there were none. */
export function successOf({ classes }: StretchSum, wanted: readonly StormClass[]): number | null {
  const [intents, served] = wanted.reduce(([all, good], one) => [all + classes[one].intents, good + classes[one].intentsServed], [0, 0])
  return intents === 0 ? null : served / intents
}

/** The part of offline displays and gate checks that were good. */
export function offlineOf({ offline }: LoadReport): number | null {
  return offline.checks === 0 ? null : offline.good / offline.checks
}

export interface Recovery {
  readonly classes: readonly StormClass[]
  /** The moment from which is counted. */
  readonly fromMs: number
  /** What counts as good again. */
  readonly success: number
  /** For how long it must stay so. */
  readonly forMs: number
}

/** Milliseconds from a moment until these classes were served again; null where that did not happen before the storm's end. */
export function recoveryMs({ curves }: LoadReport, { classes, fromMs, success, forMs }: Recovery): number | null {
  const { stepMs } = curves
  const steps = curves.classes.critical.offered.length
  const span = Math.max(1, Math.round(forMs / stepMs))
  for (let at = Math.ceil(fromMs / stepMs); at + span <= steps; at++) {
    let [asked, served] = [0, 0]
    for (let step = at; step < at + span; step++) {
      for (const one of classes) {
        const { offered, success: part } = curves.classes[one]
        asked += offered[step]!
        served += offered[step]! * (part[step] ?? 0)
      }
    }
    if (asked > 0 && served >= success * asked - 1e-6) return at * stepMs - fromMs
  }
  return null
}

/** Answers of all classes but files, a second, at each step of the curves. */
export function goodputCurve({ curves }: LoadReport): number[] {
  const { critical_plus, critical, sheddable_plus, sheddable } = curves.classes
  return critical.served.map((value, at) => value + critical_plus.served[at]! + sheddable_plus.served[at]! + sheddable.served[at]!)
}

/** The mean of a curve between two moments, null where it has nothing there. */
export function meanBetween(curve: readonly number[], stepMs: number, fromMs: number, toMs: number): number | null {
  const part = curve.slice(Math.round(fromMs / stepMs), Math.round(toMs / stepMs))
  return part.length === 0 ? null : part.reduce((sum, value) => sum + value, 0) / part.length
}

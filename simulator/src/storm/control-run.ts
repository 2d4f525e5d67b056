/**
 * The control run: the same scenario with protections off and clients as impatient as in the record. It has to fall and stay down although the trigger is long
 * over; a scenario that it survives proves nothing about what protects.
 */
import { rateAt } from './kinds.ts'
import type { PlayedRun } from './play-storm.ts'
import { goodputCurve, meanBetween } from './read-load.ts'
import type { Scenario } from './scenario/scenario.ts'

export interface ControlVerdict {
  /** What people still want after the trigger: intents a second, as before the storm. */
  readonly demandPerSecond: number
  /** Of that, the most that was served in any five seconds after the trigger. */
  readonly bestPart: number
  readonly secondsAfterTrigger: number
  /** Whether it was down all the time. */
  readonly staysDown: boolean
}

const windowMs = 5_000
/** Down: not even half of an ordinary demand is served. */
const downPart = 0.5

/** Judges a control run of a scenario that has a trigger. */
export function judgeControl(scenario: Scenario, { report, capacityPerSecond, run }: PlayedRun): ControlVerdict {
  const endMs = (scenario.triggerEnds ?? 1) * run.seconds * 1000
  const secondsAfterTrigger = run.secondsAfterTrigger ?? run.seconds - endMs / 1000
  const demandPerSecond = Object.values(scenario.demand).reduce((sum, corners) => sum + rateAt(corners, 1), 0) * capacityPerSecond
  const curve = goodputCurve(report)
  const parts: number[] = []
  for (let fromMs = endMs; fromMs + windowMs <= endMs + secondsAfterTrigger * 1000; fromMs += windowMs)
    parts.push((meanBetween(curve, report.curves.stepMs, fromMs, fromMs + windowMs) ?? 0) / demandPerSecond)
  const bestPart = Math.max(0, ...parts)
  return { demandPerSecond, bestPart, secondsAfterTrigger, staysDown: parts.length > 0 && bestPart < downPart }
}

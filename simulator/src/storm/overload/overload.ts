/**
 * Measures the overload table: one, two, five, ten and twenty times capacity, with our admission control, with none, and with what is usual instead. Critical
 * demand stays at 0.6 of capacity; everything above it can wait.
 */
import { constantly, usualMix } from '../capacity.ts'
import type { OpenScene } from '../conduct.ts'
import type { GeneratorState, LoadReport } from '../generator/orders.ts'
import type { StretchSum } from '../generator/weigh.ts'
import type { Course, Profile } from '../kinds.ts'
import { offlineOf, recoveryMs, stretchOf } from '../read-load.ts'
import { serverKnows } from '../server-flags.ts'
import type { Setting } from '../storm-report.ts'
import type { Protection } from '../storm-servers.ts'
import { untilOnSchedule } from '../valid-run.ts'
import { warmUp } from '../warm-up.ts'

/** Multiples of capacity. */
export const levels = [1, 2, 5, 10, 20] as const
export type Level = (typeof levels)[number]

export interface Point {
  readonly protection: Protection
  readonly level: Level
  readonly sum: StretchSum
  readonly offline: number | null
  readonly generator: GeneratorState
}

export interface OverloadReport {
  readonly kind: 'overload'
  readonly setting: Setting
  /** At a seventh of capacity: what waits are when nothing is short. */
  readonly unloaded: StretchSum
  /** The same critical demand as at every level, and nothing beside it: what of a wait is its own. */
  readonly alone: StretchSum
  readonly points: readonly Point[]
  /** From an ordinary load to ten times capacity at once: milliseconds until critical work was served again; null: not before the end. */
  readonly step: { readonly recoveryMs: number | null; readonly report: LoadReport }
  readonly notMeasured: readonly string[]
}

export interface OverloadOptions {
  /** Of each of our own points, its beginning included, which does not count. What is compared with us is played for as long at most as `othersSecondsMax`. */
  readonly seconds: number
  /** Of our own points; the median counts. */
  readonly repeats: number
  readonly seed: number
  say(line: string): void
}

const warmUpMs = 2_000
const criticalPart = usualMix.sync + usualMix.passes
const unloadedPart = 1 / 7
/** What others are compared with is measured so many times as long: a 99th percentile of few is chance. */
const referenceTimes = 2
const stepPlan = { before: 0.8, to: 10, atSeconds: 4, seconds: 12, stepMs: 100 } as const
const othersSecondsMax = 8
const others = ['without-edge', 'none', 'fixed-rate', 'under-pressure'] as const

/** Critical demand as it is, the rest so that all together is `times` capacity. */
export function profileAt(times: number, capacityPerSecond: number): Profile {
  return profileOf([[0, times]], capacityPerSecond)
}

function profileOf(course: Course, capacityPerSecond: number): Profile {
  const courseOf = (partOf: (times: number) => number): Course => course.map(([at, times]) => [at, partOf(times) * capacityPerSecond])
  const rest = usualMix.history + usualMix.dashboard
  const canWait = (times: number, part: number): number => (Math.max(0, times - Math.min(criticalPart, times * criticalPart)) * part) / rest
  return {
    ...constantly,
    sync: courseOf((times) => Math.min(1, times) * usualMix.sync),
    passes: courseOf((times) => Math.min(1, times) * usualMix.passes),
    history: courseOf((times) => canWait(times, usualMix.history)),
    dashboard: courseOf((times) => canWait(times, usualMix.dashboard)),
  }
}

function criticalAlone(capacityPerSecond: number): Profile {
  return { ...profileAt(1, capacityPerSecond), history: [[0, 0]], dashboard: [[0, 0]] }
}

/** Measures the whole table. */
export async function measureOverload(scene: OpenScene, options: OverloadOptions): Promise<OverloadReport> {
  const { setting } = scene
  const reference = { ...options, seconds: referenceTimes * options.seconds }
  const unloaded = await weigh(scene, profileAt(unloadedPart, scene.capacityPerSecond), reference)
  const alone = await weigh(scene, criticalAlone(scene.capacityPerSecond), reference)
  const points: Point[] = []
  for (let repeat = 0; repeat < options.repeats; repeat++) {
    for (const level of levels) points.push(await pointAt(scene, 'full', level, { ...options, seed: options.seed + repeat }))
  }
  options.say('From 0.8 to 10 times capacity at once.')
  const step = await measureStep(scene, options)
  const notMeasured: string[] = []
  if (await serverKnows('--admission'))
    for (const protection of others) points.push(...(await measureOther(scene, protection, options, notMeasured)))
  else notMeasured.push('no, usual and fixed-rate protection: the server under test knows no --admission')
  return { kind: 'overload', setting, unloaded, alone, points, step, notMeasured }
}

async function measureOther(scene: OpenScene, protection: Protection, options: OverloadOptions, notMeasured: string[]): Promise<Point[]> {
  const points: Point[] = []
  const shorter = { ...options, seconds: Math.min(othersSecondsMax, options.seconds) }
  for (const level of levels) {
    try {
      await scene.city.start({ protection, ...(protection === 'fixed-rate' ? { ratePerSecond: scene.capacityPerSecond } : {}) })
      await warmUp(scene.generator, scene.city, scene.capacityPerSecond)
      points.push(await pointAt(scene, protection, level, shorter))
    } catch (error) {
      notMeasured.push(`${protection} at ${level}×: ${(error as Error).message.split('\n', 1)[0]}`)
    }
  }
  return points
}

async function pointAt(scene: OpenScene, protection: Protection, level: Level, options: OverloadOptions): Promise<Point> {
  const report = await blowAt(scene, profileAt(level, scene.capacityPerSecond), options)
  const sum = stretchOf(report, 'measured')
  const behind = report.generator.behind ? ' (the generator fell behind)' : ''
  options.say(
    `  ${protection} at ${level}×: ${Math.round(sum.offeredPerSecond)}/s offered, ${Math.round(sum.goodputPerSecond)}/s served${behind}`,
  )
  return { protection, level, sum, offline: offlineOf(report), generator: report.generator }
}

async function weigh(scene: OpenScene, profile: Profile, options: OverloadOptions): Promise<StretchSum> {
  return stretchOf(await blowAt(scene, profile, options), 'measured')
}

function blowAt({ city, generator }: OpenScene, profile: Profile, { seconds, seed, say }: OverloadOptions): Promise<LoadReport> {
  const stretches = [{ name: 'measured', fromMs: warmUpMs, toMs: seconds * 1000 }]
  const play = async () => {
    await city.settle()
    return generator.blow({ port: city.port, profile, seconds, behaviour: 'shared', seed, stretches, stepMs: 500 })
  }
  return untilOnSchedule(play, (report) => report.generator.behind, say)
}

async function measureStep({ city, generator, capacityPerSecond }: OpenScene, { seed }: OverloadOptions): Promise<OverloadReport['step']> {
  const { before, to, atSeconds, seconds, stepMs } = stepPlan
  const profile = profileOf(
    [
      [0, before],
      [atSeconds, before],
      [atSeconds + 0.001, to],
    ],
    capacityPerSecond,
  )
  const stretches = [{ name: 'after', fromMs: atSeconds * 1000, toMs: seconds * 1000 }]
  await city.settle()
  const report = await generator.blow({ port: city.port, profile, seconds, behaviour: 'shared', seed, stretches, stepMs })
  const found = recoveryMs(report, { classes: ['critical_plus', 'critical'], fromMs: atSeconds * 1000, success: 0.99, forMs: 1_000 })
  return { recoveryMs: found, report }
}

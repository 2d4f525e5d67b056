/**
 * Capacity C: what of the usual mix can be asked for so that all of it is served, but for one in a hundred; found by raising the load under full admission until more is not served any
 * more, and going back from there. Every rate of a storm is a multiple of it, so that a storm says the same on any machine.
 */
import type { Generator } from './generator/generator-host.ts'
import type { Profile } from './kinds.ts'
import { stretchOf, successOf } from './read-load.ts'

/** At 1 × C: sixty in a hundred are critical, forty can wait. Files are apart: they cost nothing that runs short. */
export const usualMix = { sync: 0.1, passes: 0.5, history: 0.28, dashboard: 0.12 } as const
/** Gates that ask for the index, and a laboratory that uploads, whatever else happens: a second. */
export const constantly: Profile = { static: [[0, 20]], upload: [[0, 0.4]] }

export interface CapacityStep {
  readonly offeredPerSecond: number
  readonly goodputPerSecond: number
  /** Of all intents but files. */
  readonly success: number | null
  readonly behind: boolean
}

export interface Capacity {
  readonly perSecond: number
  readonly steps: readonly CapacityStep[]
}

const [warmUpMs, stepFactor, perSecondMin, perSecondMax] = [1_500, 1.35, 10, 20_000]
/** Below this part of what was offered the load is more than is served. */
const served = 0.9
/**
 * A program that is still compiling serves less than it will: the climb is made again, from this part of what was served at best, until that is hardly more than the time
 * before. A server just started used 0.98 of a core for what it does with 0.63 a minute and 8,000 requests later.
 */
const [againFrom, hardlyMore, climbsMax] = [0.6, 1.05, 4]
/**
 * Looked at closely, and for twice as long: parts of what was served at best, which was what is cheap when more was asked for. The first counts of which so much
 * is served twice running: one step that went well may be luck.
 */
const closeFactors = [1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72]
const wholly = 0.99

/** The usual mix at so many intents a second in all. */
export function mixOf(perSecond: number): Profile {
  const courses = Object.entries(usualMix).map(([kind, part]) => [kind, [[0, perSecond * part]]])
  return { ...constantly, ...Object.fromEntries(courses) }
}

/** Plays the usual mix over servers that are as they were left, in steps of `seconds` each. */
export async function measureCapacity(
  generator: Generator,
  { port, settle }: { readonly port: number; settle(): Promise<void> },
  { fromPerSecond = 60, seconds = 4, say }: { readonly fromPerSecond?: number; readonly seconds?: number; say(line: string): void },
): Promise<Capacity> {
  const steps: CapacityStep[] = []
  const step = async (perSecond: number, times: number): Promise<CapacityStep> => {
    const stretches = [{ name: 'all', fromMs: warmUpMs, toMs: times * seconds * 1000 }]
    const profile = mixOf(perSecond)
    const load = { port, profile, seconds: times * seconds, behaviour: 'shared', seed: steps.length + 1, stretches, stepMs: 500 } as const
    await settle() // what the step before left behind
    const report = await generator.blow(load)
    const { offeredPerSecond, goodputPerSecond } = stretchOf(report, 'all')
    const success = successOf(stretchOf(report, 'all'), ['critical_plus', 'critical', 'sheddable_plus', 'sheddable'])
    const found = { offeredPerSecond, goodputPerSecond, success, behind: report.generator.behind }
    steps.push(found)
    say(
      `  ${Math.round(offeredPerSecond)}/s offered, ${Math.round(goodputPerSecond)}/s served${found.behind ? ' (the generator fell behind)' : ''}`,
    )
    return found
  }
  return { perSecond: await findCapacity(step, fromPerSecond), steps }
}

/** Asks for so many intents a second, for so many times as long as a step usually takes. */
export type PlayStep = (perSecond: number, times: number) => Promise<CapacityStep>

/**
 * Raises the load from `fromPerSecond` (or from less, where that is too much) until twice in a row more is offered than served, again until that makes hardly
 * more, and goes back until all is served, twice. Returns intents a second.
 */
export async function findCapacity(step: PlayStep, fromPerSecond: number): Promise<number> {
  const best = await highest(step, fromPerSecond)
  let last: CapacityStep
  const isWhole = async (perSecond: number): Promise<boolean> => {
    last = await step(perSecond, 2)
    return (last.success ?? 0) >= wholly
  }
  for (const factor of closeFactors) if ((await isWhole(best * factor)) && (await isWhole(best * factor))) break
  return last!.goodputPerSecond
}

const isTooMuch = ({ goodputPerSecond, offeredPerSecond }: CapacityStep): boolean => goodputPerSecond < served * offeredPerSecond

/** What is served a second at best by a server that has become as fast as it gets. */
async function highest(step: PlayStep, fromPerSecond: number): Promise<number> {
  let from = fromPerSecond
  while (isTooMuch(await step(from, 1)) && from > perSecondMin) from /= 2
  let best = await climb(step, from * stepFactor)
  for (let climbs = 1; climbs < climbsMax; climbs++) {
    const before = best
    best = await climb(step, againFrom * before)
    if (best < hardlyMore * before) break
  }
  return best
}

/** Raises the load from there until twice in a row more is offered than served; returns what was served a second at best. */
async function climb(step: PlayStep, fromPerSecond: number): Promise<number> {
  let best = 0
  for (let [rate, over] = [fromPerSecond, 0]; rate < perSecondMax && over < 2; rate *= stepFactor) {
    const found = await step(rate, 1)
    best = Math.max(best, found.goodputPerSecond)
    over = isTooMuch(found) ? over + 1 : 0
  }
  return best
}

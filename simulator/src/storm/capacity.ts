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
 * Looked at closely, and for twice as long: parts of what was served at best, which was what is cheap when more was asked for. The first counts of which so much
 * is served twice running: one step that went well may be luck.
 */
const closeFactors = [1, 0.96, 0.92, 0.88, 0.84, 0.8]
const wholly = 0.99

/** The usual mix at so many intents a second in all. */
export function mixOf(perSecond: number): Profile {
  const courses = Object.entries(usualMix).map(([kind, part]) => [kind, [[0, perSecond * part]]])
  return { ...constantly, ...Object.fromEntries(courses) }
}

/** Raises the load from `fromPerSecond` (or from less, where that is too much) in steps of `seconds` each until twice in a row more is offered than served, and goes back until all is served, twice. */
export async function measureCapacity(
  generator: Generator,
  { port, settle }: { readonly port: number; settle(): Promise<void> },
  { fromPerSecond = 60, seconds = 4, say }: { readonly fromPerSecond?: number; readonly seconds?: number; say(line: string): void },
): Promise<Capacity> {
  const steps: CapacityStep[] = []
  const step = async (perSecond: number, stepSeconds = seconds): Promise<CapacityStep> => {
    const stretches = [{ name: 'all', fromMs: warmUpMs, toMs: stepSeconds * 1000 }]
    const profile = mixOf(perSecond)
    const load = { port, profile, seconds: stepSeconds, behaviour: 'shared', seed: steps.length + 1, stretches, stepMs: 500 } as const
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
  const isTooMuch = ({ goodputPerSecond, offeredPerSecond }: CapacityStep): boolean => goodputPerSecond < served * offeredPerSecond
  let rate = fromPerSecond
  while (isTooMuch(await step(rate)) && rate > perSecondMin) rate /= 2
  for (let over = 0; rate < perSecondMax && over < 2; ) {
    rate *= stepFactor
    over = isTooMuch(await step(rate)) ? over + 1 : 0
  }
  const best = steps.reduce((most, one) => (one.goodputPerSecond > most.goodputPerSecond ? one : most))
  const isWhole = async (perSecond: number): Promise<boolean> => ((await step(perSecond, 2 * seconds)).success ?? 0) >= wholly
  for (const factor of closeFactors) {
    const perSecond = best.goodputPerSecond * factor
    if ((await isWhole(perSecond)) && (await isWhole(perSecond))) break
  }
  return { perSecond: steps.at(-1)!.goodputPerSecond, steps }
}

/**
 * Conducts storms: opens a city and the generator, measures capacity once, plays what was asked for, and puts everything away again.
 */
import { now } from '../clock.ts'
import { medianBars } from './bar.ts'
import { type Capacity, measureCapacity } from './capacity.ts'
import { judgeControl } from './control-run.ts'
import { readCast } from './generator/cast.ts'
import { openGenerator } from './generator/generator-host.ts'
import { type PlayedRun, playStorm, type Scene, whyNot } from './play-storm.ts'
import type { Scenario } from './scenario/scenario.ts'
import { serverKnows } from './server-flags.ts'
import { openStormCity } from './storm-city.ts'
import { edgeVersion } from './storm-edge.ts'
import { memoryHere, processorsHere, type Setting, type StormReport, type StormResult } from './storm-report.ts'
import { untilOnSchedule } from './valid-run.ts'

export interface ConductOptions {
  readonly residents: number
  readonly desks: number
  readonly seed: number
  /** Counts as C, instead of measuring it. */
  readonly capacity?: number
  /** Whether HAProxy stands before the server. */
  readonly hasEdge: boolean
  /** Seconds a step while capacity is measured. */
  readonly capacitySeconds: number
  say(line: string): void
}

export interface OpenScene extends Scene {
  readonly setting: Setting
}

/** Opens a city, measures the generator and the capacity, and hands both to `work`. Everything is ended however that goes. */
export async function withScene<T>(options: ConductOptions, work: (scene: OpenScene) => Promise<T>): Promise<T> {
  const { residents, desks, say } = options
  const city = await openStormCity(options)
  try {
    const generator = await openGenerator(city.files, city.port)
    try {
      const { ceiling, pinned } = generator
      say(`The generator's ceiling is ${Math.round(ceiling.perSecond)} requests/s and ${Math.round(ceiling.signedPerSecond)} proofs/s.`)
      const capacity: Capacity =
        options.capacity === undefined
          ? await measureCapacity(generator, city, { seconds: options.capacitySeconds, say })
          : { perSecond: options.capacity, steps: [] }
      say(`Capacity is ${Math.round(capacity.perSecond)} intents/s.`)
      const machine = { at: now().toISOString(), processors: processorsHere(), memoryBytes: memoryHere(), node: process.version }
      const phones = readCast(city.files).holders.length
      const edge = options.hasEdge ? edgeVersion() : undefined
      const setting = { ...machine, pinned: pinned && city.pinned(), residents, phones, desks, ceiling, capacity, ...(edge && { edge }) }
      return await work({ city, generator, capacityPerSecond: capacity.perSecond, setting })
    } finally {
      generator.end()
    }
  } finally {
    await city.end()
  }
}

export interface StormOptions extends ConductOptions {
  readonly scenarios: readonly Scenario[]
  /** Instead of each scenario's own length. */
  readonly seconds?: number
  readonly control: boolean
  /** How often each scenario is played; its bars are medians. */
  readonly repeats: number
}

const stepMs = 250
/** A fall needs no long cause: the control run's storm is shorter, but long enough to fall in. */
const [controlPace, controlSecondsMin] = [0.4, 24]
const afterTriggerSeconds = 60
/** Storms this short are for trying out: their control runs are as short. */
const shortSeconds = 30

/** Plays scenarios one after the other over one city. */
export function conductStorms(options: StormOptions): Promise<StormReport> {
  return withScene(options, async (scene) => {
    const storms: StormResult[] = []
    for (const scenario of options.scenarios) storms.push(await conductOne(scene, scenario, options))
    return { kind: 'storms', setting: scene.setting, storms }
  })
}

async function conductOne(scene: Scene, scenario: Scenario, { seconds, seed, control, repeats, say }: StormOptions): Promise<StormResult> {
  const reason = await whyNot(scenario)
  if (reason !== undefined) return { scenario: scenario.name, notPlayed: reason, bars: [] }
  const length = seconds ?? scenario.seconds
  say(`${scenario.title}: ${length} s.`)
  const own = { protection: 'full', behaviour: 'shared', seconds: length, stepMs } as const
  const runs: PlayedRun[] = []
  while (runs.length < repeats) {
    const play = () => playStorm(scene, scenario, { ...own, seed: seed + runs.length })
    runs.push(await untilOnSchedule(play, ({ report }) => report.generator.behind, say))
  }
  const result = {
    scenario: scenario.name,
    played: runs.find(({ report }) => report.generator.behind) ?? runs.at(-1)!,
    runs: repeats,
    bars: medianBars(runs.map(scenario.bars)),
  }
  if (!control || scenario.triggerEnds === undefined) return result
  if (!(await serverKnows('--admission'))) return result
  say(`${scenario.title}, protections off.`)
  const run = {
    protection: 'none',
    behaviour: 'impatient',
    seconds: Math.max(length * controlPace, Math.min(length, controlSecondsMin)),
    secondsAfterTrigger: length <= shortSeconds ? length : afterTriggerSeconds,
    seed,
    stepMs,
  } as const
  const without = await playStorm(scene, scenario, run)
  return { ...result, control: { played: without, verdict: judgeControl(scenario, without) } }
}

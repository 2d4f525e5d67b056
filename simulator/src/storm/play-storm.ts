/**
 * Plays one scenario over a city: starts the servers it asks for, blows its demand, does its deeds at their moments, and puts everything back.
 */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../clock.ts'
import type { ServerProcess } from '../server-process.ts'
import { constantly } from './capacity.ts'
import type { Behaviour } from './generator/behaviour.ts'
import type { Generator } from './generator/generator-host.ts'
import type { Load } from './generator/orders.ts'
import type { Course, Kind, Profile } from './kinds.ts'
import type { Act, Played, Scenario } from './scenario/scenario.ts'
import { serverKnows } from './server-flags.ts'
import type { StormCity } from './storm-city.ts'
import type { Protection } from './storm-servers.ts'
import { warmUp } from './warm-up.ts'

export interface Scene {
  readonly city: StormCity
  readonly generator: Generator
  readonly capacityPerSecond: number
}

export interface Run {
  readonly protection: Protection
  readonly behaviour: Behaviour
  /** How long the scenario's course takes. */
  readonly seconds: number
  /** How long its last demand goes on after that course's trigger; undefined: the course is played to its end. */
  readonly secondsAfterTrigger?: number
  readonly seed: number
  readonly stepMs: number
}

export interface PlayedRun extends Played {
  readonly run: Run
  /** Of one core, by server and PostgreSQL. */
  readonly processorShare: number
  readonly serverBytes: number
}

/** Why a scenario cannot be played against this server; undefined: it can. */
export async function whyNot({ roles, secondServers = [] }: Scenario): Promise<string | undefined> {
  const needsRoles = roles !== undefined || secondServers.some((one) => one.roles !== undefined)
  return needsRoles && !(await serverKnows('--roles')) ? 'the server under test knows no --roles' : undefined
}

/** Plays a scenario. Throws where servers cannot be started as it asks for. */
export async function playStorm(scene: Scene, scenario: Scenario, run: Run): Promise<PlayedRun> {
  const { city, generator, capacityPerSecond } = scene
  const how = { protection: run.protection, flags: scenario.roles === undefined ? [] : ['--roles', scenario.roles] }
  await city.start({ ...how, ratePerSecond: capacityPerSecond })
  const beside = new Map<string, ServerProcess>()
  for (const { name, roles } of scenario.secondServers ?? [])
    beside.set(name, await city.startBeside(roles === undefined ? [] : ['--roles', roles]))
  const deeds: Played['deeds'][number][] = []
  const acts = actsOf(city, () => city.start(how), beside)
  try {
    const load = loadOf(scenario, run, { capacityPerSecond, port: city.port, beside })
    await warmUp(generator, load, capacityPerSecond)
    await city.settle()
    const before = city.use().processorSeconds
    let doing: Promise<void> = Promise.resolve()
    const report = await generator.blow(load, () => {
      doing = doInTime(scenario, run.seconds, async (deed, atMs) => {
        await acts[deed.act]()
        deeds.push({ ...deed, atMs })
      })
    })
    await doing
    const { processorSeconds, serverBytes } = city.use()
    const processorShare = Math.max(0, processorSeconds - before) / load.seconds
    return { report, capacityPerSecond, seconds: run.seconds, deeds, run, processorShare, serverBytes }
  } finally {
    await acts.thaw()
    await acts['sms-lives']()
    for (const server of beside.values()) await server.killAlone()
  }
}

async function doInTime(
  scenario: Scenario,
  seconds: number,
  act: (deed: Played['deeds'][number], atMs: number) => Promise<void>,
): Promise<void> {
  let passedMs = 0
  for (const deed of scenario.deeds ?? []) {
    const atMs = deed.at * seconds * 1000
    await sleep(Math.max(0, atMs - passedMs))
    passedMs = Math.max(passedMs, atMs)
    await act({ ...deed, atMs }, atMs)
  }
}

type Acts = Readonly<Record<Act, () => Promise<void>>>

function actsOf(city: StormCity, startAgain: () => Promise<void>, beside: ReadonlyMap<string, ServerProcess>): Acts {
  let thaw = (): void => undefined
  const [outbox, away] = [join(city.dataFolder, 'outbox'), join(city.dataFolder, 'outbox.away')]
  const live = (): void => {
    if (!existsSync(away)) return
    rmSync(outbox, { force: true })
    renameSync(away, outbox)
  }
  return {
    freeze: async () => {
      thaw = city.freezeDatabase()
    },
    thaw: async () => thaw(),
    restart: async () => {
      await city.kill()
      await startAgain()
    },
    'sms-dies': async () => {
      // the gateway that comes with the box writes into this folder; a file in its place takes nothing
      if (existsSync(outbox)) renameSync(outbox, away)
      writeFileSync(outbox, '')
    },
    'sms-lives': async () => live(),
    'kill-control': async () => beside.get('control')?.killAlone(),
    'kill-decision': async () => beside.get('decision')?.killAlone(),
  }
}

interface Where {
  readonly capacityPerSecond: number
  readonly port: number
  readonly beside: ReadonlyMap<string, ServerProcess>
}

function loadOf(scenario: Scenario, run: Run, { capacityPerSecond, port, beside }: Where): Load {
  const ends = scenario.triggerEnds ?? 1
  const seconds = run.secondsAfterTrigger === undefined ? run.seconds : run.seconds * ends + run.secondsAfterTrigger
  const others = (scenario.secondServers ?? []).flatMap(({ name, kinds }) => kinds.map((kind) => [kind, beside.get(name)!.port] as const))
  const named = Object.entries(scenario.stretches).map(([name, [from, to]]) => ({
    name,
    fromMs: from * run.seconds * 1000,
    toMs: to * run.seconds * 1000,
  }))
  return {
    port,
    portOf: Object.fromEntries(others),
    profile: profileOf(scenario, run.seconds, capacityPerSecond),
    seconds,
    behaviour: run.behaviour,
    seed: run.seed,
    stretches: [{ name: 'all', fromMs: 0, toMs: seconds * 1000 }, ...named],
    stepMs: run.stepMs,
  }
}

function profileOf({ demand, perSecond = {} }: Scenario, seconds: number, capacityPerSecond: number): Profile {
  const scaled = Object.entries(demand).map(([kind, corners]) => {
    const course: Course = corners.map(([part, times]) => [part * seconds, times * capacityPerSecond])
    return [kind as Kind, course] as const
  })
  const fixed = Object.entries(perSecond).map(([kind, rate]) => [kind as Kind, [[0, rate]]] as const)
  return { ...constantly, ...Object.fromEntries([...scaled, ...fixed]) }
}

/**
 * The exactly-once run: many desks scan many people, while the line, the server, its PostgreSQL and the desks themselves fail again and again. At the end
 * the checker holds what the desks did against what the server has. Judges nothing itself.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkHistory, type Verdict } from '../checker/check-history.ts'
import type { HistoryEvent } from '../checker/history.ts'
import { type ChildHost, startChildHost } from '../child-host.ts'
import { type City, openCity } from '../city.ts'
import { monotonicMs, now, sleep } from '../clock.ts'
import type { DeskPlan } from '../desk/desk.ts'
import type { HostConfig } from '../desk/desk-host.ts'
import { logHistory } from '../desk/log-history.ts'
import { type LoadedCity, loadCity } from '../loaded-city.ts'
import { type Chance, seededChance } from '../seeded-chance.ts'
import { openTcpProxy, type TcpProxy } from '../tcp-proxy.ts'
import { doFault, type FaultKind, faultKinds, faultOrder, type Victims } from './faults.ts'
import { desksPerSite, planDesks } from './plan-desks.ts'
import { nameStrangers, readServerHolds } from './server-holds.ts'

export interface ExactlyOnceOptions {
  readonly devices: number
  readonly samples: number
  readonly seed: number
  /** Processes the desks are spread over, each killed on its own. */
  readonly hosts: number
  /** Mean pause between two faults. */
  readonly faultEveryMs: number
  /** How long a desk waits between two turns, at most; faster ends sooner and sees fewer faults. */
  readonly paceMs: number
  /** A folder to leave the history in, for `sim check` and for whoever looks into a fault. */
  readonly history?: string
  say?(line: string): void
}

export interface ExactlyOnceReport {
  readonly seed: number
  readonly devices: number
  readonly taps: number
  readonly faultsDone: Readonly<Record<FaultKind, number>>
  readonly seconds: number
  readonly verdict: Verdict
  /** Where the run itself did not go as planned. */
  readonly failures: readonly string[]
}

const shiftMs = 6 * 3_600_000
const percent = { short: 100, reordered: 15, repeated: 15, twiceAtOnce: 8, half: 6 } as const
/** A desk's day is so many turns, more or less. */
const turns = 8
const endFile = 'every-kind-of-fault-has-been'
const flags = ['--requests-per-minute', '10000000']

interface PlacedDesk {
  readonly plan: DeskPlan
  readonly planPath: string
  readonly logPath: string
}

/** Plays the run on fresh data and returns what the checker says. */
export async function playExactlyOnce(options: ExactlyOnceOptions): Promise<ExactlyOnceReport> {
  const say = options.say ?? (() => {})
  const chance = seededChance(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'evergate-exactly-once-'))
  const city = await openCity({ flags, say })
  const proxy = await openTcpProxy(city.server().port)
  const hosts: ChildHost[] = []
  try {
    say('Residents move in, desks are enrolled.')
    const loaded = await load(city, options, folder)
    const desks = await planDay(loaded, options, folder, chance.fork())
    const startedMs = monotonicMs()
    for (const configPath of writeConfigs(desks, proxy, options, folder)) hosts.push(startChildHost(configPath))
    say('The day begins, and everything that can fail does.')
    const letEnd = (): void => writeFileSync(join(folder, endFile), '')
    const faultsDone = await failUntilDone(victimsOf(city, proxy, hosts), hosts, options, chance.fork(), letEnd)
    const seconds = (monotonicMs() - startedMs) / 1_000
    say('The day is over; what the server holds is read.')
    const verdict = await judge(city, desks, options.history ?? folder)
    const planned = desks.reduce((sum, { plan }) => sum + plan.taps.length, 0)
    return { seed: options.seed, devices: options.devices, taps: planned, faultsDone, seconds, verdict, failures: failuresOf(desks, hosts) }
  } finally {
    for (const host of hosts) await host.end()
    await proxy.close()
    await city.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

function load(city: City, { samples, devices, seed }: ExactlyOnceOptions, folder: string): Promise<LoadedCity> {
  const residents = Math.ceil(samples * 1.05) + 500
  return loadCity(city, { residents, sites: Math.ceil(devices / desksPerSite), desks: devices, seed }, folder)
}

async function planDay(
  { people, desks }: LoadedCity,
  { devices, samples }: ExactlyOnceOptions,
  folder: string,
  chance: Chance,
): Promise<PlacedDesk[]> {
  const endMs = now().getTime() - 60_000
  const planned = await planDesks({ desks: devices, samples, people, chance, startMs: endMs - shiftMs, endMs })
  return planned.map(({ taps, clockSkewMs }, at) => {
    const { deviceId, siteId, privateKey, accessToken } = desks[at]!
    const plan = { deviceId, siteId, kept: { privateKey, accessToken }, taps, clockSkewMs }
    const [planPath, logPath] = [join(folder, `plan-${at}.json`), join(folder, `log-${at}.jsonl`)]
    writeFileSync(planPath, JSON.stringify(plan))
    return { plan, planPath, logPath }
  })
}

function writeConfigs(desks: readonly PlacedDesk[], proxy: TcpProxy, options: ExactlyOnceOptions, folder: string): string[] {
  mkdirSync(join(folder, 'hosts'))
  return Array.from({ length: options.hosts }, (_, host) => {
    const config: HostConfig = {
      origin: `http://127.0.0.1:${proxy.port}`,
      seed: options.seed + host,
      desks: desks.filter((_desk, at) => at % options.hosts === host).map(({ planPath, logPath }) => ({ planPath, logPath })),
      paceMs: options.paceMs,
      tapsPerTurnMax: Math.max(2, Math.ceil(options.samples / options.devices / turns)),
      endWhen: join(folder, endFile),
      percent,
    }
    const path = join(folder, 'hosts', `${host}.json`)
    writeFileSync(path, JSON.stringify(config))
    return path
  })
}

/** Lets one fault come after another until every desk is done; none may be before every kind of fault has been. */
async function failUntilDone(
  victims: Victims,
  hosts: readonly ChildHost[],
  { faultEveryMs, say = () => {} }: ExactlyOnceOptions,
  chance: Chance,
  letEnd: () => void,
): Promise<Record<FaultKind, number>> {
  const done = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
  const order = faultOrder(chance)
  for (;;) {
    for (let waitMs = faultEveryMs / 2 + chance.below(faultEveryMs); waitMs > 0 && !allDone(hosts); waitMs -= 50) await sleep(50)
    if (allDone(hosts)) return done
    const kind = order.next().value
    say(`- ${kind.replaceAll('_', ' ')}`)
    await doFault(kind, victims, chance)
    done[kind] += 1
    if (faultKinds.every((one) => done[one] > 0)) letEnd()
  }
}

const allDone = (hosts: readonly ChildHost[]): boolean => hosts.every((host) => host.isDone())

function victimsOf(city: City, proxy: TcpProxy, hosts: readonly ChildHost[]): Victims {
  const afterwards = async (kill: Promise<void>): Promise<void> => {
    await kill
    await city.startAgain()
  }
  return {
    proxy,
    killServer: () => afterwards(city.server().killAlone()),
    killPostgres: () => city.server().killPostgres(),
    cutPower: () => afterwards(city.server().kill()),
    killDesks: (chance) => chance.pick(hosts).killAndRestart(),
  }
}

async function judge(city: City, desks: readonly PlacedDesk[], folder: string): Promise<Verdict> {
  mkdirSync(folder, { recursive: true })
  const meant: HistoryEvent[] = desks.flatMap(({ plan, logPath }) => [...logHistory(plan.deviceId, logPath, plan.clockSkewMs)])
  const held = nameStrangers(meant, await readServerHolds(city.dataFolder, join(folder, 'dump.jsonl')))
  for (const [name, events] of [['desks', meant] as const, ['server', held] as const])
    writeFileSync(join(folder, `${name}.jsonl`), events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  return checkHistory([...meant, ...held])
}

/** A desk that did not tap all of its plan would make the checker's work easy. */
function failuresOf(desks: readonly PlacedDesk[], hosts: readonly ChildHost[]): string[] {
  const failures: string[] = []
  for (const { plan, logPath } of desks) {
    const taps = [...logHistory(plan.deviceId, logPath)].filter(({ type }) => type === 'intended').length
    if (taps !== plan.taps.length) failures.push(`desk ${plan.deviceId} tapped ${taps} of ${plan.taps.length}`)
  }
  return failures.length === 0 ? [] : [...failures, ...hosts.map((host) => host.complaints()).filter((text) => text !== '')]
}

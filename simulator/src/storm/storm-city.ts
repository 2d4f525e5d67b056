/**
 * The city a storm blows over: a server with its PostgreSQL on one core, thousands of residents with phones, desks, consoles. Starts, stops, freezes and kills
 * what it started itself, and nothing else; removes its folder at the end.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nowSeconds, waitFor } from '../clock.ts'
import { openGate } from '../gate.ts'
import { bodyOf, call } from '../http-call.ts'
import { showPass } from '../known-people.ts'
import { loadCity } from '../loaded-city.ts'
import { readPostmaster } from '../postmaster.ts'
import { embeddedDatabaseUrl, findFreePort, type ServerProcess, startServerProcess } from '../server-process.ts'
import { type Account, type Staff, signIn, takeUpAccount } from '../staff-client.ts'
import { type CastFiles, type Consoles, readCast } from './generator/cast.ts'
import { cores, familyOf, memoryBytes, pin, processorSeconds } from './processor.ts'
import { serverKnows } from './server-flags.ts'

/** What stands between the load and the work: ours, nothing, or what is usual. */
export const protections = ['full', 'none', 'fixed-rate', 'under-pressure'] as const
export type Protection = (typeof protections)[number]

export interface Start {
  readonly protection: Protection
  /** Of `fixed-rate`: requests a second. */
  readonly ratePerSecond?: number
  readonly flags?: readonly string[]
}

export interface Use {
  /** Processor seconds of server and PostgreSQL since they were started. */
  readonly processorSeconds: number
  readonly serverBytes: number
}

export interface StormCity {
  readonly files: CastFiles
  readonly port: number
  readonly dataFolder: string
  /** Whether the server has a core to itself. */
  readonly pinned: boolean
  /** Ends the server if one runs and starts one like this, on the same port and data. Resolves when it is ready. */
  start(how: Start): Promise<void>
  /** Another server on the same database and data, on a port and with flags of its own. Whoever starts it ends it. */
  startBeside(flags: readonly string[]): Promise<ServerProcess>
  /** SIGKILL to the server; its PostgreSQL goes on. */
  kill(): Promise<void>
  /** SIGSTOP to every process of PostgreSQL. Returns how to let them go on. */
  freezeDatabase(): () => void
  use(): Use
  server(): ServerProcess
  end(): Promise<void>
}

export interface CityPlan {
  readonly residents: number
  readonly desks: number
  readonly seed: number
  say(line: string): void
}

/** The whole storm comes from one address; a real city's does not. */
const alwaysFlags = ['--requests-per-minute', '10000000']
const [sitesPerDesk, dashboards] = [0.2, 12]

/** Loads a city and starts its server with full protection. Takes some 20 s for 20,000 residents. */
export async function openStormCity(plan: CityPlan): Promise<StormCity> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'evergate-storm-'))
  const port = await findFreePort()
  let [server, pinned] = [await startServerProcess({ dataFolder, port, flags: await flagsOf({ protection: 'full' }) }), false]
  const pids = (): number[] => [...familyOf(server.pid), ...postgresPids(dataFolder)]
  const end = async (): Promise<void> => {
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  const restart = async (how: Start): Promise<void> => {
    await server.killAlone()
    server = await startServerProcess({ dataFolder, port, flags: await flagsOf(how) })
    pin(pids(), cores.server)
  }
  const frozen = new Set<number>()
  const thaw = (): void => {
    for (const pid of frozen) signal(pid, 'SIGCONT')
    frozen.clear()
  }
  try {
    const files = await peopleOf(server, plan)
    await restart({ protection: 'full' }) // what was loaded behind the server's back is read at its next start
    pinned = pin(pids(), cores.server)
    await waitUntilListed(server.origin, files)
    return {
      files,
      port,
      dataFolder,
      pinned,
      start: restart,
      startBeside: async (flags) => {
        const databaseUrl = embeddedDatabaseUrl(dataFolder)
        const beside = await startServerProcess({ dataFolder, databaseUrl, flags: await flagsOf({ protection: 'full', flags }) })
        pin(familyOf(beside.pid), cores.server)
        return beside
      },
      kill: () => server.killAlone(),
      freezeDatabase: () => {
        for (const pid of postgresPids(dataFolder)) if (signal(pid, 'SIGSTOP')) frozen.add(pid)
        return thaw
      },
      use: () => ({ processorSeconds: processorSeconds(pids()), serverBytes: memoryBytes(familyOf(server.pid)) }),
      server: () => server,
      end: async () => {
        thaw()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

async function flagsOf({ protection, ratePerSecond, flags = [] }: Start): Promise<string[]> {
  const known = await serverKnows('--admission')
  if (!known && protection !== 'full') throw new Error(`this server cannot be run with --admission ${protection}`)
  const rate = ratePerSecond === undefined ? [] : ['--admission-rate', String(Math.max(1, Math.round(ratePerSecond)))]
  const processes = (await serverKnows('--processes')) ? ['--processes', '1'] : []
  return [...alwaysFlags, ...processes, ...(known ? ['--admission', protection, ...rate] : []), ...flags]
}

function postgresPids(dataFolder: string): number[] {
  const postmaster = readPostmaster(dataFolder)
  return postmaster === undefined ? [] : familyOf(postmaster.pid)
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false // it has just ended
  }
}

/** Loads the people, signs the consoles in, and waits until everybody's colour is decided and on the lists. */
async function peopleOf(server: ServerProcess, { residents, desks, seed, say }: CityPlan): Promise<CastFiles> {
  const { dataFolder, origin } = server
  say(`Loading ${residents} residents and ${desks} desks.`)
  await loadCity(server, { residents, desks, seed, sites: Math.max(1, Math.round(desks * sitesPerDesk)) }, dataFolder)
  const consoles = await openConsoles(server)
  const consolePath = join(dataFolder, 'consoles.json')
  writeFileSync(consolePath, JSON.stringify(consoles), { mode: 0o600 })
  const files = { peoplePath: join(dataFolder, 'people.jsonl'), desksPath: join(dataFolder, 'desks.jsonl'), consolePath }
  await waitFor('all events of the loading to be handled', () => isQuiet(origin), 600_000, 500)
  return files
}

async function waitUntilListed(origin: string, files: CastFiles): Promise<void> {
  const last = readCast(files).holders.at(-1)
  if (last === undefined) throw new Error('nobody of this city has a phone')
  const look = async (): Promise<true | undefined> => {
    const gate = await openGate(origin).catch(() => undefined) // some files may not be there yet
    return (await gate?.check(await showPass(last.phone, nowSeconds()), 'compound'))?.answer === 'admit' ? true : undefined
  }
  await waitFor('the lists to be published', look, 120_000, 500)
}

async function openConsoles(server: ServerProcess): Promise<Consoles> {
  const { origin } = server
  const staff = (name: string): Promise<{ staff: Staff; account: Account }> => {
    const account = server.accounts.find(({ username }) => username === name)
    if (account === undefined) throw new Error(`the welcome names no account ${name}`)
    return takeUpAccount(origin, account)
  }
  const [commander, laboratory] = [await staff('commander'), await staff('laboratory')]
  const cookies: string[] = [commander.staff.cookie]
  while (cookies.length < dashboards) cookies.push((await signIn(origin, commander.account)).cookie)
  const { laboratories } = bodyOf(await laboratory.staff.call('GET', '/v1/laboratories'), 'list the laboratories')
  const { region } = bodyOf(await call({ method: 'GET', url: `${origin}/v1/region` }), 'ask for the region')
  return { dashboards: cookies, laboratory: laboratory.staff.cookie, laboratoryId: laboratories[0].laboratoryId, region }
}

async function isQuiet(origin: string): Promise<true | undefined> {
  const { bytes } = await call({ method: 'GET', url: `${origin}/metrics` })
  const behind = [
    ...Buffer.from(bytes)
      .toString('utf8')
      .matchAll(/^evergate_outbox_behind\S* (\d+)$/gm),
  ]
  return behind.length > 0 && behind.every(([, count]) => count === '0') ? true : undefined
}

/**
 * The servers of a storm on one temporary data folder: started with the flags a run asks for, killed, frozen, ended. Touches nothing that it did not start.
 */
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep } from '../clock.ts'
import { readPostmaster } from '../postmaster.ts'
import { embeddedDatabaseUrl, findFreePort, type ServerProcess, startServerProcess } from '../server-process.ts'
import { cores, familyOf, memoryBytes, pin, processorSeconds } from './processor.ts'
import { serverKnows } from './server-flags.ts'
import { type StormEdge, startStormEdge } from './storm-edge.ts'

/** What stands between the load and the work: ours, with a proxy in front where there is to be one; ours alone; nothing; or what is usual. */
export const protections = ['full', 'without-edge', 'none', 'fixed-rate', 'under-pressure'] as const
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

export interface StormServers {
  /** Where the load goes: to the proxy in front, or to the server itself. */
  readonly port: number
  readonly dataFolder: string
  /** Whether the server has a core to itself. */
  pinned(): boolean
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

/** The whole storm comes from one address; a real city's does not. */
const alwaysFlags = ['--requests-per-minute', '10000000']
const endsWithinMs = 15_000

/** Starts a server with full protection on a fresh folder, behind HAProxy if `hasEdge`; ends them too where this program is told to end. */
export async function openStormServers({ hasEdge }: { readonly hasEdge: boolean }): Promise<StormServers> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'evergate-storm-'))
  const port = await findFreePort()
  const frost = createFrost(dataFolder)
  const beside = new Set<ServerProcess>()
  const front = createFront(dataFolder, port, hasEdge)
  let server = await front.start({ protection: 'without-edge' })
  let pinned = false
  const pids = (): number[] => [...familyOf(server.pid), ...postgresPids(dataFolder)]
  const pinAll = (): void => {
    pinned = pin(pids(), cores.server) && pin(front.pids(), cores.generator) // the proxy stands for a machine of its own
  }
  pinAll()
  const end = async (): Promise<void> => {
    frost.thaw()
    front.stop()
    for (const one of beside) await one.killAlone()
    await Promise.race([server.stop(), sleep(endsWithinMs)])
    await server.killAlone()
    for (const pid of postgresPids(dataFolder)) signal(pid, 'SIGKILL')
    rmSync(dataFolder, { recursive: true, force: true })
  }
  const endsWith = onSignal(end)
  return {
    port,
    dataFolder,
    pinned: () => pinned,
    start: async (how) => {
      await server.killAlone()
      server = await front.start(how)
      pinAll()
    },
    startBeside: async (flags) => {
      const databaseUrl = embeddedDatabaseUrl(dataFolder)
      const one = await startServerProcess({ dataFolder, databaseUrl, flags: await flagsOf({ protection: 'full', flags }) })
      beside.add(one)
      pin(familyOf(one.pid), cores.server)
      return one
    },
    kill: () => server.killAlone(),
    freezeDatabase: () => {
      frost.freeze()
      return frost.thaw
    },
    use: () => ({ processorSeconds: processorSeconds(pids()), serverBytes: memoryBytes(familyOf(server.pid)) }),
    server: () => server,
    end: async () => {
      endsWith.forget()
      await end()
    },
  }
}

/** Starts servers that are reached at `port`: by themselves, or where a proxy is to stand before one with full protection, through it. */
function createFront(dataFolder: string, port: number, hasEdge: boolean) {
  let edge: StormEdge | undefined
  const stop = (): void => {
    edge?.stop()
    edge = undefined
  }
  return {
    stop,
    pids: (): number[] => (edge === undefined ? [] : [edge.pid]),
    start: async (how: Start): Promise<ServerProcess> => {
      stop()
      const flags = await flagsOf(how)
      if (!hasEdge || how.protection !== 'full') return startServerProcess({ dataFolder, port, flags })
      const inner = await startServerProcess({
        dataFolder,
        flags: [...flags, '--origin', `http://127.0.0.1:${port}`, '--edges', 'loopback'],
      })
      edge = await startStormEdge(dataFolder, port, inner.port)
      return inner
    },
  }
}

/** Remembers whom it stopped: those, and no others, are let go on. */
function createFrost(dataFolder: string) {
  const frozen = new Set<number>()
  return {
    freeze: (): void => {
      for (const pid of postgresPids(dataFolder)) if (signal(pid, 'SIGSTOP')) frozen.add(pid)
    },
    thaw: (): void => {
      for (const pid of frozen) signal(pid, 'SIGCONT')
      frozen.clear()
    },
  }
}

/** Runs `end` and leaves when this program is asked to stop. */
function onSignal(end: () => Promise<void>): { forget(): void } {
  const stop = (): void => void end().finally(() => process.exit(130))
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.once(name, stop)
  return {
    forget: () => {
      for (const name of names) process.off(name, stop)
    },
  }
}

async function flagsOf({ protection: wanted, ratePerSecond, flags = [] }: Start): Promise<string[]> {
  const protection = wanted === 'without-edge' ? 'full' : wanted
  const known = await serverKnows('--admission')
  if (!known && protection !== 'full') throw new Error(`this server cannot be run with --admission ${protection}`)
  const rate = ratePerSecond === undefined ? [] : ['--admission-rate', String(Math.max(1, Math.round(ratePerSecond)))]
  const processes = (await serverKnows('--processes')) ? ['--processes', '1'] : []
  return [...alwaysFlags, ...processes, ...(known ? ['--admission', protection, ...rate] : []), ...flags]
}

/** The processes of this folder's PostgreSQL. The file of a dead one may name a process that is somebody else's by now: it must be at home in the folder. */
function postgresPids(dataFolder: string): number[] {
  const postmaster = readPostmaster(dataFolder)
  if (postmaster === undefined) return []
  try {
    return readlinkSync(`/proc/${postmaster.pid}/cwd`).startsWith(dataFolder) ? familyOf(postmaster.pid) : []
  } catch {
    return [] // it has ended
  }
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false // it has just ended
  }
}

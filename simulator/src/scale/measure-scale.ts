/**
 * Builds a city of one size in a folder that is to stay, and measures what every resident costs: to load, to decide about, to list, to take a swab of. One row
 * comes of it. The server is down while decisions and lists are measured, so that nothing else works.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monotonicMs, now, waitFor } from '../clock.ts'
import { buildFullCity } from '../full-city.ts'
import { readLoadedCity } from '../loaded-city.ts'
import { readPostmaster } from '../postmaster.ts'
import { planRound } from '../round/plan-round.ts'
import { sendDesks } from '../round/send-desks.ts'
import { seededChance } from '../seeded-chance.ts'
import { runServerTool, startServerProcess } from '../server-process.ts'
import { familyOf, memoryBytes, processorSeconds } from '../storm/processor.ts'
import { type Cost, growth, type Planes, type ScaleRow } from './scale-row.ts'

export interface ScaleOptions {
  readonly residents: number
  readonly seed: number
  /** A folder for the city; it must not hold one yet, and it stays, with the people the benches play (`known.jsonl`, a secret). */
  readonly data: string
  say(line: string): void
}

const flags = ['--requests-per-minute', '10000000']
/** Enough for a tenth of a percent, and the same at every size. */
const swabbed = 6_000
/** As many as the benches want to play. */
const told = 20_000
const [sites, desks] = [20, 60]
const shiftMs = 6 * 3_600_000
const addedUpWithinMs = 600_000

export async function measureScale({ residents, seed, data, say }: ScaleOptions): Promise<ScaleRow> {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-scale-'))
  try {
    const [knownOut, desksOut] = [join(data, 'known.jsonl'), join(folder, 'desks.jsonl')]
    const load = await buildFullCity({
      residents,
      seed,
      data,
      known: Math.min(told, residents >> 1),
      knownOut,
      sites,
      desks,
      desksOut,
      say,
    })
    say('Deciding about everybody anew, and building all lists from nothing.')
    const planes = await readPlanes(data, ['--planes'])
    say('Starting the server.')
    const startedMs = monotonicMs()
    const server = await startServerProcess({ dataFolder: data, flags })
    const start = { seconds: (monotonicMs() - startedMs) / 1_000, serverBytes: memoryBytes(familyOf(server.pid)) }
    const city = await readLoadedCity(knownOut, desksOut)
    const endMs = now().getTime() - 60_000
    const plan = {
      people: city.people.slice(0, swabbed),
      desks,
      roundId: null,
      chance: seededChance(seed),
      startMs: endMs - shiftMs,
      endMs,
    }
    const round = await planRound(plan)
    say(`${round.swabs} swabs are taken in.`)
    const pids = (): number[] => familyOf(server.pid)
    const intake = await costOf(pids, data, async () => {
      for (const late of [false, true]) await sendDesks(server.origin, folder, round, city.desks, late)
      await waitFor('all swabs to be in tubes', () => isAddedUp(data), addedUpWithinMs, 1_000)
    })
    await server.stop()
    const after = await readPlanes(data, [])
    return {
      measuredAt: now().toISOString(),
      residents,
      load,
      planes,
      start,
      intake: { ...intake, swabs: round.swabs },
      intakeBytes: growth(planes.tables, after.tables),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readPlanes(data: string, more: readonly string[]): Promise<Planes> {
  return JSON.parse(await runServerTool('measure-planes', data, more)) as Planes
}

async function isAddedUp(data: string): Promise<true | undefined> {
  return (await readPlanes(data, [])).waitingTubes === 0 ? true : undefined
}

/** What a running server and its PostgreSQL use while something is done. */
async function costOf(pids: () => number[], data: string, work: () => Promise<void>): Promise<Cost> {
  const postgres = (): number[] => {
    const postmaster = readPostmaster(data)
    return postmaster === undefined ? [] : familyOf(postmaster.pid)
  }
  const [startedMs, server, database] = [monotonicMs(), processorSeconds(pids()), processorSeconds(postgres())]
  await work()
  return {
    seconds: (monotonicMs() - startedMs) / 1_000,
    processorSeconds: processorSeconds(pids()) - server,
    postgresSeconds: processorSeconds(postgres()) - database,
  }
}

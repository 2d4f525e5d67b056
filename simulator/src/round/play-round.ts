/**
 * A whole testing round in small: residents, desks, boxes, couriers, laboratories, releases and recalls, with everything going wrong that did in practice.
 * Then reads what the commander reads and holds it against what was done. Judges nothing but that.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type City, openCity } from '../city.ts'
import { monotonicMs, now, waitFor } from '../clock.ts'
import { bodyOf } from '../http-call.ts'
import { inTurns } from '../in-turns.ts'
import { type LoadedCity, loadCity } from '../loaded-city.ts'
import { seededChance } from '../seeded-chance.ts'
import { runServerTool } from '../server-process.ts'
import { type Comparison, compareRound } from './compare-round.ts'
import { vanishingCodes } from './fates.ts'
import { type Laboratory, receiveBox, reportTubes } from './laboratory.ts'
import { planRound } from './plan-round.ts'
import type { PlannedRound } from './planned-round.ts'
import { listItems, type Reconciliation, readReconciliation } from './read-round.ts'
import { playRecalls } from './recalls.ts'
import { sendDesks } from './send-desks.ts'

export interface RoundOptions {
  /** Part of the reference round: 12,317,000 residents, 5,077 sites, 11,669 desks. */
  readonly scale: number
  readonly seed: number
  say?(line: string): void
}

export interface RoundReport {
  readonly seed: number
  readonly planned: Readonly<
    Record<'residents' | 'sites' | 'desks' | 'tubes' | 'swabs' | 'boxes' | 'files' | 'positiveTubes' | 'recalls', number>
  >
  /** How long each part took, in seconds. */
  readonly seconds: Readonly<Record<string, number>>
  readonly reconciliation: Reconciliation
  readonly figures: Comparison['figures']
  /** What came out otherwise than it must; empty after a good round. */
  readonly failures: readonly string[]
}

const reference = { residents: 12_317_000, sites: 5_077, desks: 11_669 } as const
const flags = ['--requests-per-minute', '10000000']
const hourMs = 3_600_000
/** The round began a day and a half ago, as a server's clock cannot be hurried: desks tell of a shift that is over. */
const shift = { begins: 36 * hourMs, ends: 26 * hourMs } as const
const settledWithinMs = 900_000

/** Plays a round on fresh data. */
export async function playRound({ scale, seed, say = () => {} }: RoundOptions): Promise<RoundReport> {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-round-'))
  const city = await openCity({ flags, say })
  const clock = stopwatch(say)
  try {
    const size = sizeOf(scale)
    const loaded = await clock.time('residents move in', () => loadCity(city, { ...size, desks: size.desks + 1, seed }, folder))
    const roundId = await planOnServer(city, loaded)
    const round = await clock.time('the round is planned', () => plan(loaded, size.desks, roundId, seed))
    const laboratories = await openLaboratories(city)
    const failures: string[] = []
    const send = (late: boolean) => sendDesks(city.origin, folder, round, loaded.desks, late)
    await clock.time('desks send', () => send(false))
    await clock.time('what they sent is added up', () => waitForSwabs(city, roundId, round))
    await clock.time('laboratories receive', async () => failures.push(...(await receiveAll(round, laboratories))))
    const files = await clock.time('results are released', () => reportAll(round, laboratories))
    await clock.time('late desks send', () => send(true))
    const recalls = await clock.time('recalls are sampled', () => playRecalls(city, loaded.desks.at(-1)!, round, laboratories[0]!, folder))
    failures.push(...recalls.failures)
    const reconciliation = await clock.time('everything is added up', () => settle(city, roundId))
    const compared = await compare(city, roundId, round)
    failures.push(...compared.failures, ...judgeSteps(round, reconciliation), ...(await recompute(city)))
    return {
      seed,
      planned: { ...size, ...countsOf(round), files, recalls: recalls.count },
      seconds: clock.seconds,
      reconciliation,
      figures: compared.figures,
      failures,
    }
  } finally {
    await city.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

function sizeOf(scale: number) {
  const of = (whole: number, least: number): number => Math.max(least, Math.round(whole * scale))
  return { residents: of(reference.residents, 100), sites: of(reference.sites, 2), desks: of(reference.desks, 2) }
}

function plan({ people }: LoadedCity, desks: number, roundId: string, seed: number): Promise<PlannedRound> {
  const inStreets = people.toSorted((one, other) => (one.streetCode < other.streetCode ? -1 : one.streetCode > other.streetCode ? 1 : 0))
  const startMs = now().getTime() - shift.begins
  return planRound({ people: inStreets, desks, roundId, chance: seededChance(seed), startMs, endMs: now().getTime() - shift.ends })
}

/** The round over the whole city, as the commander plans it. */
async function planOnServer(city: City, { people, desks }: LoadedCity): Promise<string> {
  const districts = [...new Set(people.map(({ streetCode }) => streetCode.slice(0, 6)))]
  const deskCount = new Map<string, number>()
  for (const { siteId } of desks) deskCount.set(siteId, (deskCount.get(siteId) ?? 0) + 1)
  const body = {
    name: '第一轮',
    startsAt: new Date(now().getTime() - shift.begins - hourMs).toISOString(),
    endsAt: new Date(now().getTime() + 12 * hourMs).toISOString(),
    graceHours: 24,
    mandatory: true,
    tubeRule: { prefixes: ['61'], lengthMin: 12, lengthMax: 12, checksum: 'none' },
    areas: districts.map((code) => ({ code, pool: 'ten' })),
    sites: [...deskCount].map(([siteId, count]) => ({ siteId, desks: Math.min(count, 60), opensAt: '00:00', closesAt: '00:00' })),
  }
  return bodyOf(await city.staff.commander.call('POST', '/v1/rounds', body), 'plan the round').roundId
}

async function openLaboratories(city: City): Promise<Laboratory[]> {
  const { laboratories } = bodyOf(await city.staff.laboratory.call('GET', '/v1/laboratories'), 'list the laboratories')
  return laboratories.map(({ laboratoryId }: { laboratoryId: string }) => ({
    laboratoryId,
    technician: city.staff.laboratory,
    releaser: city.staff.releaser,
  }))
}

const laboratoryOf = (desk: number, laboratories: readonly Laboratory[]): Laboratory => laboratories[desk % laboratories.length]!

/** A laboratory cannot miss a tube before the server knows what was in its box. */
async function waitForSwabs(city: City, roundId: string, { tubes, desks }: PlannedRound): Promise<void> {
  const punctual = tubes.filter(({ desk }) => !desks[desk]!.isLate).reduce((sum, { swabs }) => sum + swabs.length, 0)
  const boxed = async () => (await readReconciliation(city.staff.commander, roundId)).rows[0]?.boxed
  await waitFor('all swabs to be in boxes', async () => ((await boxed()) === punctual ? true : undefined), settledWithinMs, 1_000)
}

/** All boxes; tells of those in which the server misses other tubes than those whose number was taken down wrongly. */
async function receiveAll({ boxes, desks }: PlannedRound, laboratories: readonly Laboratory[]): Promise<string[]> {
  const failures: string[] = []
  await inTurns(boxes, 4, async (box) => {
    const missing = await receiveBox(laboratoryOf(box.desk, laboratories), box)
    const wanted = desks[box.desk]!.isLate
      ? []
      : box.tubes.flatMap(({ fate, tubeCode }) => (fate === 'number_wrong_on_receipt' ? [tubeCode] : []))
    if (missing.toSorted().join() !== wanted.toSorted().join())
      failures.push(`box ${box.boxCode} misses ${missing.join()}, not ${wanted.join()}`)
  })
  return failures
}

async function reportAll({ tubes }: PlannedRound, laboratories: readonly Laboratory[]): Promise<number> {
  let files = 0
  for (const laboratory of laboratories) {
    files += await reportTubes(
      laboratory,
      tubes.filter(({ desk }) => laboratoryOf(desk, laboratories) === laboratory),
    )
  }
  return files
}

/** Waits until the server calls the round reconciled; where it never does, what it says then is the answer. */
async function settle(city: City, roundId: string): Promise<Reconciliation> {
  const read = () => readReconciliation(city.staff.commander, roundId)
  const reconciled = async () => {
    const current = await read()
    return current.reconciled ? current : undefined
  }
  return waitFor('the round to be reconciled', reconciled, settledWithinMs, 2_000).catch(read)
}

async function compare(city: City, roundId: string, { expected }: PlannedRound): Promise<Comparison> {
  const lists = new Map()
  for (const code of vanishingCodes) lists.set(code, await listItems(city.staff.commander, roundId, code))
  return compareRound(expected, lists)
}

/** Every swab that was planned is in a tube, and all but those under mistaken numbers came to the end. */
function judgeSteps({ swabs, tubes }: PlannedRound, { rows, reconciled, differences }: Reconciliation): string[] {
  const astray = tubes.filter(({ fate }) => fate.startsWith('number_wrong')).reduce((sum, tube) => sum + tube.swabs.length, 0)
  const row = rows[0]
  const failures = reconciled ? [] : [`it is not reconciled: ${differences.map(({ code, count }) => `${code} ${count}`).join(', ')}`]
  if (row?.inTube !== swabs) failures.push(`${row?.inTube} swabs in tubes, not ${swabs}`)
  if (row?.onCode !== swabs - astray) failures.push(`${row?.onCode} swabs on the code, not ${swabs - astray}`)
  return failures
}

/** Every colour is what its evidence says. */
async function recompute(city: City): Promise<string[]> {
  return runServerTool('recompute', city.dataFolder, []).then(
    () => [],
    (error: Error) => [`colours are not what their evidence says: ${error.message}`],
  )
}

function countsOf({ tubes, boxes, swabs }: PlannedRound) {
  return { tubes: tubes.length, boxes: boxes.length, swabs, positiveTubes: tubes.filter(({ outcome }) => outcome === 'positive').length }
}

function stopwatch(say: (line: string) => void) {
  const seconds: Record<string, number> = {}
  return {
    seconds,
    time: async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      say(`- ${what}`)
      const startedMs = monotonicMs()
      const done = await work()
      seconds[what] = Math.round((monotonicMs() - startedMs) / 100) / 10
      return done
    },
  }
}

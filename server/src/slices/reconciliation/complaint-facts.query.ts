/**
 * Gathers what is known around the hour and place of a complaint. Where the resident does not say where it was, the sites that the people of their street
 * went to in the rounds of that hour. Reads only.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { readIdentities } from '../residents/index.ts'
import { areaOfStreet, graceEndOf, listRounds, readRound, readStreetsOfRound } from '../rounds/index.ts'
import {
  type Device,
  readDevices,
  readSamplesOfResident,
  readSitesWithWaitingRecords,
  readSwabsOfTubes,
  readTubes,
  type Swab,
} from '../sampling/index.ts'
import { type ComplaintFacts, placeOf, type TubePlace, type TubeTimes } from './complaint.ts'
import { isSlipAway } from './near-numbers.ts'

const hourMs = 3_600_000
/** People remember the hour badly, the half of the day well. */
const ownWithinMs = 12 * hourMs
const aroundBeforeMs = 4 * hourMs
const aroundAfterMs = 2 * hourMs
const aroundMax = 400
const oddMax = 20_000
const ownMax = 100
const usedWithinMs = 48 * hourMs

export interface Complained {
  readonly residentId: string
  readonly sampledAt: Date
  readonly siteId: string | null
  readonly tubeCode: string | null
}

/** The facts, and what a person who looks into it wants to see beside them. */
export interface Surroundings {
  readonly facts: ComplaintFacts
  readonly ownSamples: readonly (TubePlace & { readonly sampledAt: Date })[]
  readonly tubesAround: readonly (TubePlace & { readonly swabs: number; readonly unnamed: number })[]
  /** Numbers one slip away from the one given, or from the own tube's. */
  readonly nearNumbers: readonly TubePlace[]
  readonly desks: readonly Device[]
}

export async function readSurroundings(db: Queryable, complained: Complained): Promise<Surroundings> {
  const { residentId, sampledAt, tubeCode } = complained
  const ownSamples = await readOwn(db, complained)
  const claimed = tubeCode === null ? undefined : (await readRows(db, [tubeCode])).get(tubeCode)
  const siteIds = await findSites(db, complained)
  const around = await readAround(db, siteIds, sampledAt)
  const aroundCodes = [...around.keys(), ...(tubeCode === null ? [] : [tubeCode])]
  const numbers = [tubeCode, ownSamples[0]?.tubeCode].filter((code) => code != null)
  const [swabs, odd, desks, waiting] = await Promise.all([
    readSwabsOfTubes(db, aroundCodes),
    readOddRows(db, numbers),
    readDevices(db, null),
    readSitesWithWaitingRecords(db),
  ])
  const unsynced = desks.filter((desk) => desk.siteId !== null && siteIds.includes(desk.siteId) && mayHoldIt(desk, sampledAt))
  const unnamed = swabs.filter((swab) => swab.provisional && !swab.removed)
  const isNear = (code: string): boolean => numbers.some((number) => isSlipAway(number, code))
  const nearOwn = ownSamples[0] === undefined ? undefined : odd.find((row) => isSlipAway(row.tube_code, ownSamples[0]!.tubeCode))
  const reachedLaboratory = ['laboratory', 'tested', 'released'].includes(ownSamples[0]?.place ?? '')
  const facts = {
    tubeCode,
    own: ownSamples,
    removed: swabs
      .filter((swab) => swab.residentId === residentId && swab.removedAt !== null)
      .map((swab) => ({ tubeCode: swab.tubeCode, at: swab.removedAt })),
    claimed: claimed === undefined ? null : placeOf(claimed),
    mistaken: nearOwn === undefined || reachedLaboratory ? null : placeOf(nearOwn),
    unsynced: unsynced.length > 0 || siteIds.some((siteId) => waiting.has(siteId)) ? { heardAt: unsynced[0]?.lastContactAt ?? null } : null,
    unnamed: unnamed.length,
  }
  return {
    facts,
    ownSamples,
    tubesAround: [...around.values()].map((row) => ({ ...placeOf(row), swabs: row.swabs, unnamed: countIn(unnamed, row.tube_code) })),
    nearNumbers: [...odd, ...[...around.values()].filter((row) => isNear(row.tube_code))].map(placeOf),
    desks: unsynced,
  }
}

type Row = TubeTimes & { readonly swabs: number }

/** Tubes with a swab of the resident: around that hour, or under the very number they gave. Nearest first. */
async function readOwn(db: Queryable, { residentId, sampledAt, tubeCode }: Complained): Promise<Surroundings['ownSamples']> {
  const distance = (at: Date): number => Math.abs(at.getTime() - sampledAt.getTime())
  const samples = (await readSamplesOfResident(db, residentId, ownMax))
    .filter((sample) => sample.tubeCode === tubeCode || distance(sample.sampledAt) <= ownWithinMs)
    .toSorted((a, b) => Number(b.tubeCode === tubeCode) - Number(a.tubeCode === tubeCode) || distance(a.sampledAt) - distance(b.sampledAt))
  const rows = await readRows(
    db,
    samples.map((sample) => sample.tubeCode),
  )
  return samples.map((sample) => {
    const row = rows.get(sample.tubeCode)
    const at = row === undefined ? { tubeCode: sample.tubeCode, place: 'desk' as const, at: sample.sampledAt } : placeOf(row) // not folded yet
    return { ...at, sampledAt: sample.sampledAt }
  })
}

/** Sites where it may have been: the one named, the named tube's, or those that people of the resident's street go to in the rounds of that hour. */
async function findSites(db: Queryable, { residentId, sampledAt, siteId, tubeCode }: Complained): Promise<string[]> {
  if (siteId !== null) return [siteId]
  const [tube] = tubeCode === null ? [] : await readTubes(db, [tubeCode])
  if (tube?.siteId != null) return [tube.siteId]
  const streetCode = (await readIdentities(db, [residentId])).get(residentId)?.streetCode
  if (streetCode == null) return []
  const rounds = (await listRounds(db)).filter(
    (round) =>
      round.cancelledAt === null &&
      round.startsAt <= sampledAt &&
      sampledAt <= graceEndOf(round) &&
      areaOfStreet(round.areas, streetCode) !== undefined,
  )
  const sites = await Promise.all(rounds.map(async ({ roundId }) => readSitesOf(db, roundId, streetCode)))
  return [...new Set(sites.flat())]
}

async function readSitesOf(db: Queryable, roundId: string, streetCode: string): Promise<readonly string[]> {
  const round = await readRound(db, roundId)
  return round === undefined ? [] : ((await readStreetsOfRound(db, round)).get(streetCode) ?? [])
}

async function readRows(db: Queryable, tubeCodes: readonly string[]): Promise<Map<string, Row>> {
  if (tubeCodes.length === 0) return new Map()
  const { rows } = await sql<Row>`select * from reconciliation.tube_progress where tube_code = any(${tubeCodes}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.tube_code, row]))
}

async function readAround(db: Queryable, siteIds: readonly string[], at: Date): Promise<Map<string, Row>> {
  const [from, to] = [new Date(at.getTime() - aroundBeforeMs), new Date(at.getTime() + aroundAfterMs)]
  const { rows } = await sql<Row>`
    select * from reconciliation.tube_progress
    where site_id = any(${siteIds}::uuid[]) and coalesce(opened_at, sampled_at) between ${from} and ${to}
    order by abs(extract(epoch from coalesce(opened_at, sampled_at) - ${at}::timestamptz)), tube_code limit ${aroundMax}`.execute(db)
  return new Map(rows.map((row) => [row.tube_code, row]))
}

/** Numbers that only laboratories know, of those one slip away from these. A slip leaves the first third of a number as it was, or its last. */
async function readOddRows(db: Queryable, numbers: readonly string[]): Promise<Row[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<Row>`
    select * from reconciliation.tube_progress
    where not known and exists (select from unnest(${numbers}::text[]) as number
      where starts_with(tube_code, left(number, length(number) / 3)) or right(tube_code, length(number) / 3) = right(number, length(number) / 3))
    order by tube_code limit ${oddMax}`.execute(db)
  return rows.filter((row) => numbers.some((number) => isSlipAway(number, row.tube_code)))
}

/** Whether a desk may still hold the record of a swab taken at that moment. One that was last heard days before took no part in it. */
function mayHoldIt(desk: Device, sampledAt: Date): boolean {
  if (desk.lastContactAt === null) return false
  const silentMs = sampledAt.getTime() - desk.lastContactAt.getTime()
  if (silentMs >= usedWithinMs) return false
  return desk.missingRecords > 0 || (desk.queued ?? 0) > 0 || silentMs > 0
}

function countIn(swabs: readonly Swab[], tubeCode: string): number {
  return swabs.filter((swab) => swab.tubeCode === tubeCode).length
}

/**
 * Reading rounds, for this and other slices.
 */
import type { Pool, TubeRule } from '@evergate/pass/sampling'
import { type Selectable, sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import type { DB } from '../../platform/db/generated.ts'
import { findSite } from '../places/index.ts'
import { type Area, areaOfStreet, type Building, graceEndOf, type Round, type RoundSite } from './round.ts'

/** A round as a desk sees it: what kind of tube people who live around its site get. */
export interface RoundAtSite {
  readonly roundId: string
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly mandatory: boolean
  readonly pool: Pool
  readonly tubeRule: TubeRule
}

const listedMax = 200
const columns = [
  'round_id',
  'name',
  'starts_at',
  'ends_at',
  'grace_hours',
  'mandatory',
  'tube_rule',
  'demo',
  'cancelled_at',
  'cancelled_because',
] as const

/** One round with its areas and sites, or undefined. */
export async function readRound(db: Queryable, roundId: string): Promise<Round | undefined> {
  return (await readRounds(db, [roundId]))[0]
}

/** A round without its sites: a list of a hundred rounds would hold half a million. */
export type RoundHead = Omit<Round, 'sites'> & { readonly siteCount: number }

/** The latest rounds, newest start first. */
export async function listRounds(db: Queryable): Promise<RoundHead[]> {
  const rows = await db.selectFrom('rounds.round').select(columns).orderBy('starts_at', 'desc').limit(listedMax).execute()
  const roundIds = rows.map((row) => row.round_id)
  const [areasOf, buildingsOf, counted] = await Promise.all([
    readAreas(db, roundIds),
    readBuildings(db, roundIds),
    sql<{ round_id: string; sites: number }>`
      select round_id, count(*)::int as sites from rounds.site where round_id = any(${roundIds}::uuid[]) group by round_id`.execute(db),
  ])
  const siteCounts = new Map(counted.rows.map((row) => [row.round_id, row.sites]))
  return rows.map((row) => ({
    ...headOf(row),
    areas: areasOf.get(row.round_id) ?? [],
    buildings: buildingsOf.get(row.round_id) ?? [],
    siteCount: siteCounts.get(row.round_id) ?? 0,
  }))
}

/**
 * Rounds of this site at some moment of the period (default: at that one moment), those in their days of grace too: whoever comes late is still sampled
 * for the round. Newest start first.
 */
export async function findRoundsAt(db: Queryable, siteId: string, from: Date, to: Date = from): Promise<RoundAtSite[]> {
  const { rows } = await sql<{ round_id: string }>`
    select round_id from rounds.site join rounds.round using (round_id)
    where site_id = ${siteId} and cancelled_at is null and starts_at <= ${to} and ends_at + grace_hours * interval '1 hour' > ${from}`.execute(
    db,
  )
  if (rows.length === 0) return []
  const [site, rounds] = await Promise.all([
    findSite(db, siteId),
    readRounds(
      db,
      rows.map((row) => row.round_id),
    ),
  ])
  return rounds.map(({ roundId, name, startsAt, endsAt, mandatory, tubeRule, areas, buildings }) => {
    const near = buildings.find(({ streetCode }) => streetCode === site?.streetCode)
    const { pool } = (areaOfStreet(areas, site?.streetCode ?? '') ?? near ?? areas[0] ?? buildings[0])! // a site outside its areas serves them all
    return { roundId, name, startsAt, endsAt, mandatory, pool, tubeRule }
  })
}

/** Mandatory rounds that are over, grace and all, and ended after `since`. Cancelled ones are not among them. */
export async function listEndedRounds(db: Queryable, now: Date, since: Date): Promise<Round[]> {
  const { rows } = await sql<{ round_id: string }>`
    select round_id from rounds.round
    where mandatory and cancelled_at is null and ends_at > ${since} and ends_at + grace_hours * interval '1 hour' <= ${now}`.execute(db)
  const rounds = await readRounds(
    db,
    rows.map((row) => row.round_id),
  )
  return rounds.toSorted((a, b) => graceEndOf(a).getTime() - graceEndOf(b).getTime())
}

async function readRounds(db: Queryable, roundIds: readonly string[]): Promise<Round[]> {
  if (roundIds.length === 0) return []
  const [rows, areasOf, buildingsOf, sites] = await Promise.all([
    db.selectFrom('rounds.round').select(columns).where('round_id', 'in', roundIds).orderBy('starts_at', 'desc').execute(),
    readAreas(db, roundIds),
    readBuildings(db, roundIds),
    db.selectFrom('rounds.site').selectAll().where('round_id', 'in', roundIds).orderBy('site_id').execute(),
  ])
  const sitesOf = new Map<string, RoundSite[]>(rows.map((row) => [row.round_id, []]))
  for (const row of sites)
    sitesOf.get(row.round_id)?.push({ siteId: row.site_id, desks: row.desks, opensAt: row.opens_at, closesAt: row.closes_at })
  return rows.map((row) => ({
    ...headOf(row),
    areas: areasOf.get(row.round_id) ?? [],
    buildings: buildingsOf.get(row.round_id) ?? [],
    sites: sitesOf.get(row.round_id)!,
  }))
}

async function readAreas(db: Queryable, roundIds: readonly string[]): Promise<Map<string, Area[]>> {
  if (roundIds.length === 0) return new Map()
  const rows = await db.selectFrom('rounds.area').selectAll().where('round_id', 'in', roundIds).orderBy('code').execute()
  const areasOf = new Map<string, Area[]>(roundIds.map((roundId) => [roundId, []]))
  for (const { round_id, code, pool } of rows) areasOf.get(round_id)?.push({ code, pool: pool as Pool })
  return areasOf
}

async function readBuildings(db: Queryable, roundIds: readonly string[]): Promise<Map<string, Building[]>> {
  if (roundIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('rounds.building')
    .selectAll()
    .where('round_id', 'in', roundIds)
    .orderBy('street_code')
    .orderBy('name')
    .execute()
  const buildingsOf = new Map<string, Building[]>(roundIds.map((roundId) => [roundId, []]))
  for (const { round_id, street_code, name, residents, pool } of rows)
    buildingsOf.get(round_id)?.push({ streetCode: street_code, name, residents, pool: pool as Pool })
  return buildingsOf
}

function headOf(row: Pick<Selectable<DB['rounds.round']>, (typeof columns)[number]>): Omit<Round, 'areas' | 'buildings' | 'sites'> {
  return {
    roundId: row.round_id,
    name: row.name,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    graceHours: row.grace_hours,
    mandatory: row.mandatory,
    tubeRule: row.tube_rule as unknown as TubeRule,
    demo: row.demo,
    cancelledAt: row.cancelled_at,
    cancelledBecause: row.cancelled_because,
  }
}

/**
 * Finds those who missed a mandatory round, street by street, a page at a time, each page in one transaction with its place: killed at any moment it goes
 * on where it was, and nobody is found twice. Does nothing unless a rule about missed rounds was in force when the round's grace ended, and still is.
 */
import { sql } from 'kysely'
import { systemActor } from '../../platform/actor.ts'
import { type Ctx, type Ground, systemCtx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { pageByStreets } from '../residents/index.ts'
import { graceEndOf, listEndedRounds, type Round, readStreetsOfRound } from '../rounds/index.ts'
import { findSampled, readDevices, readSitesWithWaitingRecords } from '../sampling/index.ts'
import { decideResidents } from './decide.command.ts'
import { appendEvidence } from './evidence.command.ts'
import { judgedWithinMs, missedEvidence, streetsToJudge } from './missed-round.ts'
import { findRuleSetAt } from './rule-sets.query.ts'

const pageSize = 1_000
/** A street's people are put in order each time they are asked for: so many ids are kept for the next pages. */
const aheadMax = 50_000
/** Looking which streets may be judged costs as much as some pages; what it says is this old at most. */
const pagesMax = 50

/** Judges some pages of one round; returns how many pages, 0 where nothing is left to do. */
export async function judgeMissedRounds(ground: Ground, signal: AbortSignal): Promise<number> {
  const now = ground.clock.now()
  if (!(await asksForRounds(ground.db.read, now))) return 0
  const ctx = systemCtx(ground, systemActor('decisions.missed-rounds'), signal)
  for (const round of await listEndedRounds(ground.db.read, now, new Date(now.getTime() - judgedWithinMs))) {
    if (!(await asksForRounds(ground.db.read, graceEndOf(round)))) continue
    const streets = await readOpenStreets(ground.db.read, round)
    const pages = streets.length === 0 ? 0 : await judgePages(ctx, round, streets)
    if (pages > 0) return pages
  }
  return 0
}

/**
 * One lock for those who judge and those who tell of swabs (missed-rounds.consumer.ts). It is taken before samples are read: a swab is either seen here,
 * or told of after the judgement is written.
 */
export async function lockJudging(tx: Tx, mode: 'judge' | 'tell'): Promise<void> {
  const lock = sql.raw(mode === 'judge' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared')
  await sql`select ${lock}(hashtextextended('decisions.missed-rounds', 0))`.execute(tx)
}

async function asksForRounds(db: Queryable, at: Date): Promise<boolean> {
  const ruleSet = await findRuleSetAt(db, at)
  return ruleSet?.data.rules.some((rule) => rule.about === 'round_missed') ?? false
}

/** Streets not searched to their end, of those where all records are here. */
async function readOpenStreets(db: Queryable, round: Round): Promise<string[]> {
  const { rows } = await sql<{ street_code: string }>`
    select street_code from decisions.missed_round_search where round_id = ${round.roundId} and done_at is not null`.execute(db)
  const sitesOfStreet = new Map(await readStreetsOfRound(db, round))
  for (const { street_code } of rows) sitesOfStreet.delete(street_code)
  if (sitesOfStreet.size === 0) return []
  const [devices, waiting] = await Promise.all([readDevices(db, null), readSitesWithWaitingRecords(db)])
  return streetsToJudge(sitesOfStreet, round, devices, waiting)
}

async function judgePages(ctx: Ctx, round: Round, streets: readonly string[]): Promise<number> {
  const nextOf = createStreetReader(round)
  for (let pages = 0; pages < pagesMax && !ctx.signal.aborted; pages++)
    if (!(await ctx.db.transaction((tx) => judgePage(tx, ctx, { round, streets, nextOf })))) return pages
  return pagesMax
}

interface Place {
  readonly street_code: string
  readonly after_resident: string | null
}

/** Gives the next page of a street's people. Reads ahead: whoever moves there meanwhile did not live there when the round began. */
function createStreetReader({ startsAt }: Round): (tx: Tx, place: Place) => Promise<string[]> {
  let [street, after, ahead]: [string, string | null, string[]] = ['', null, []]
  return async (tx, place) => {
    if (street !== place.street_code || after !== place.after_resident || ahead.length === 0)
      ahead = await pageByStreets(tx, [place.street_code], place.after_resident, aheadMax, startsAt)
    const page = ahead.slice(0, pageSize)
    ahead = ahead.slice(pageSize)
    ;[street, after] = [place.street_code, page.at(-1) ?? null]
    return page
  }
}

interface Judging {
  readonly round: Round
  readonly streets: readonly string[]
  nextOf(tx: Tx, place: Place): Promise<string[]>
}

/** The next page of the first of these streets that no other server is at; false where there is none. */
async function judgePage(tx: Tx, ctx: Ctx, { round, streets, nextOf }: Judging): Promise<boolean> {
  const { roundId } = round
  await sql`
    insert into decisions.missed_round_search (round_id, street_code)
    select ${roundId}, street from unnest(${streets}::text[]) as street order by street on conflict do nothing`.execute(tx)
  const { rows } = await sql<Place>`
    select street_code, after_resident from decisions.missed_round_search
    where round_id = ${roundId} and street_code = any(${streets}) and done_at is null
    order by street_code limit 1 for update skip locked`.execute(tx)
  const [at] = rows
  if (at === undefined) return false
  const page = await nextOf(tx, at)
  const missed = await judgeResidents(tx, ctx, round, page)
  const done = page.length < pageSize
  await sql`
    update decisions.missed_round_search
    set after_resident = ${page.at(-1) ?? at.after_resident}, found = found + ${missed}, done_at = ${done ? ctx.clock.now() : null}
    where round_id = ${roundId} and street_code = ${at.street_code}`.execute(tx)
  return true
}

async function judgeResidents(tx: Tx, ctx: Ctx, round: Round, residentIds: readonly string[]): Promise<number> {
  if (residentIds.length === 0) return 0
  await lockJudging(tx, 'judge')
  // a swab taken since the grace ended would end the finding at once; so whoever has any since the start is let be
  const sampled = await findSampled(tx, residentIds, round.startsAt, new Date(ctx.clock.now().getTime() + 1))
  const rows = residentIds.filter((id) => !sampled.has(id)).map((id) => missedEvidence(round, id))
  await decideResidents(tx, ctx, await appendEvidence(tx, ctx, rows))
  return rows.length
}

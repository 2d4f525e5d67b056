/**
 * Planning a round: every limit is held, and no two rounds ask the same street at the same time. Planners wait for each other, so that neither overlooks
 * what the other is just planning.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { listSites, readDivisionNames, utcOffsetMinutes } from '../places/index.ts'
import { describeExpectations } from './expectations.query.ts'
import type { PlanRound, Preview } from './round.schema.ts'
import { checkPlan, type Period, type PlanRefusal, type Round, type RoundPlan } from './round.ts'

export type OverlapRefusal = {
  readonly code: 'rounds.overlap'
  readonly roundId: string
  readonly name: string
  readonly area: string
}

type Input = Static<typeof PlanRound>

/** Plans a round. */
export async function planRound(ctx: Ctx, input: Input): Promise<Result<{ roundId: string }, PlanRefusal | OverlapRefusal>> {
  const plan = planOf(input)
  const roundId = ctx.ids.uuid()
  const detail = {
    name: plan.name,
    mandatory: plan.mandatory,
    areas: plan.areas.length,
    buildings: plan.buildings.length,
    sites: plan.sites.length,
  }
  return audited(ctx, { action: 'rounds.plan', subject: roundId, detail }, async (tx) => {
    await lockPlanning(tx)
    const sound = await checkAgainstCity(tx, plan, ctx.clock.now())
    if (!sound.ok) return sound
    const apart = await checkOverlap(tx, roundId, plan, plan.areas)
    if (!apart.ok) return apart
    await insertRound(tx, ctx, { ...plan, roundId, demo: false })
    return accept({ roundId })
  })
}

/** What to expect of a plan; nothing is kept. Refused where planning it would be. */
export async function previewRound(ctx: Ctx, input: Input): Promise<Result<Static<typeof Preview>, PlanRefusal | OverlapRefusal>> {
  const plan = planOf(input)
  const sound = await checkAgainstCity(ctx.db.read, plan, ctx.clock.now())
  if (!sound.ok) return sound
  const apart = await checkOverlap(ctx.db.read, null, plan, plan.areas)
  return apart.ok ? accept(await describeExpectations(ctx.db.read, plan)) : apart
}

/** One planner at a time: taken before rounds are read, given back at the end of the transaction. */
export async function lockPlanning(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('rounds.plan', 0))`.execute(tx)
}

/** Refuses a period in which another round has one of these areas, a street of them, or their district. Practice rounds are in nobody's way. */
export async function checkOverlap(
  db: Queryable,
  roundId: string | null,
  { startsAt, endsAt }: Period,
  areas: RoundPlan['areas'],
): Promise<Result<'apart', OverlapRefusal>> {
  const { rows } = await sql<{ round_id: string; name: string; code: string }>`
    select round_id, name, code from rounds.round join rounds.area using (round_id)
    where cancelled_at is null and not demo and starts_at < ${endsAt} and ends_at > ${startsAt} and round_id is distinct from ${roundId}
      and exists (select from unnest(${areas.map((area) => area.code)}::text[]) as own where starts_with(own, code) or starts_with(code, own))
    order by starts_at, code limit 1`.execute(db)
  const other = rows[0]
  if (other === undefined) return accept('apart')
  return refuse({ code: 'rounds.overlap', roundId: other.round_id, name: other.name, area: other.code })
}

/** Writes a round whose plan was checked. */
export async function insertRound(tx: Tx, ctx: Ctx, round: RoundPlan & Pick<Round, 'roundId' | 'demo'>): Promise<void> {
  const { roundId, areas, buildings, sites } = round
  await tx
    .insertInto('rounds.round')
    .values({
      round_id: roundId,
      name: round.name,
      starts_at: round.startsAt,
      ends_at: round.endsAt,
      grace_hours: round.graceHours,
      mandatory: round.mandatory,
      tube_rule: JSON.stringify(round.tubeRule),
      demo: round.demo,
      planned_at: ctx.clock.now(),
      planned_by: ctx.actor.id,
    })
    .execute()
  await sql`
    insert into rounds.area (round_id, code, pool)
    select ${roundId}, * from unnest(${areas.map((area) => area.code)}::text[], ${areas.map((area) => area.pool)}::text[])`.execute(tx)
  await sql`
    insert into rounds.building (round_id, street_code, name, residents, pool)
    select ${roundId}, * from unnest(${buildings.map((one) => one.streetCode)}::text[], ${buildings.map((one) => one.name)}::text[],
      ${buildings.map((one) => one.residents)}::int[], ${buildings.map((one) => one.pool)}::text[])`.execute(tx)
  await sql`
    insert into rounds.site (round_id, site_id, desks, opens_at, closes_at)
    select ${roundId}, * from unnest(${sites.map((site) => site.siteId)}::uuid[], ${sites.map((site) => site.desks)}::int[],
      ${sites.map((site) => site.opensAt)}::text[], ${sites.map((site) => site.closesAt)}::text[])`.execute(tx)
}

async function checkAgainstCity(db: Queryable, plan: RoundPlan, now: Date): Promise<Result<'sound', PlanRefusal>> {
  const [divisions, sites] = await Promise.all([readDivisionNames(db), listSites(db)])
  const siteIds = new Set(sites.map((site) => site.siteId))
  return checkPlan(plan, { divisions: new Set(divisions.keys()), siteIds, utcOffsetMinutes }, now)
}

function planOf(input: Input): RoundPlan {
  const buildings = (input.buildings ?? []).map((building) => ({ ...building, name: building.name.trim() }))
  return { ...input, buildings, name: input.name.trim(), startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt) }
}

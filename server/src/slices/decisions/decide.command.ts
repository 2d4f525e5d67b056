/**
 * Evidence to colour for a batch of residents: lock, read, decide, write what differs, tell. The lock comes before the reading, so that of two
 * deciders at once the second sees all that the first one saw.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { type Decided, decide, type History, noHistory, nothingFound } from './decide.ts'
import type { ColourChange } from './events.ts'
import { asArray, readHistories } from './evidence.query.ts'
import { type NumberedRuleSet, readActiveRuleSet } from './rule-sets.query.ts'

export const batchMax = 500

/** A resident's row as it is before it is decided anew; locked. */
export interface LockedColour {
  readonly residentId: string
  readonly colour: ColourChange['colour']
  /** 0: nothing was decided yet. */
  readonly version: number
  /** Nothing was found. Who has only negative tests stays so, and nothing has to be written. */
  readonly plain: boolean
}

/** Decides for these residents (any number) and emits `decisions.changed` for those whose colour is another or is known for the first time. */
export async function decideResidents(tx: Tx, ctx: Ctx, residentIds: readonly string[]): Promise<void> {
  const ruleSet = await readActiveRuleSet(tx, ctx.clock.now())
  const sorted = residentIds.toSorted() // one order of locking, so that deciders never wait for each other in a circle
  for (let start = 0; start < sorted.length; start += batchMax) {
    const batch = sorted.slice(start, start + batchMax)
    const locked = await lockColours(tx, batch)
    const known = new Set(locked.map((row) => row.residentId))
    const missing = batch.filter((residentId) => !known.has(residentId))
    if (missing.length > 0) locked.push(...(await createColours(tx, ctx, ruleSet, missing)))
    await decideLocked(tx, ctx, ruleSet, locked, await readHistories(tx, batch))
  }
}

/** Locks the rows that are there, in the order of the ids. */
export async function lockColours(tx: Tx, residentIds: readonly string[]): Promise<LockedColour[]> {
  const { rows } = await sql<LockedColour>`
    select resident_id as "residentId", colour, version, version > 0 and decision is null and changes_at is null as plain
    from decisions.colour where resident_id = any(${asArray(residentIds)}::uuid[])
    order by resident_id for update`.execute(tx)
  return rows
}

/** Rows for residents who had none, version 0 until the first decision, so that there is something to lock; and locks them. Ids in order. */
export async function createColours(tx: Tx, ctx: Ctx, ruleSet: NumberedRuleSet, residentIds: readonly string[]): Promise<LockedColour[]> {
  await sql`
    insert into decisions.colour (resident_id, colour, rule_set, decided_at, version)
    select id, 'green', ${ruleSet.number}, ${ctx.clock.now()}, 0 from unnest(${asArray(residentIds)}::uuid[]) as id order by id
    on conflict do nothing`.execute(tx)
  return lockColours(tx, residentIds)
}

/** Decides for residents whose rows are locked, from histories that were read after that. */
export async function decideLocked(
  tx: Tx,
  ctx: Ctx,
  ruleSet: NumberedRuleSet,
  locked: readonly LockedColour[],
  histories: ReadonlyMap<string, History>,
): Promise<void> {
  const now = ctx.clock.now()
  const decided = locked
    .map((row) => ({ row, ...decide(ruleSet, histories.get(row.residentId) ?? noHistory, now) }))
    .filter(({ row, forEver }) => !(row.plain && forEver))
  if (decided.length === 0) return
  await writeDecisions(tx, ruleSet, now, decided)
  const changes = decided.flatMap(({ row: { residentId, colour, version }, decision }): ColourChange[] =>
    colour === decision.colour && version > 0 ? [] : [{ residentId, colour: decision.colour, version: version + 1 }],
  )
  if (changes.length > 0) await emit(tx, 'decisions.changed', { changes })
}

async function writeDecisions(
  tx: Tx,
  ruleSet: NumberedRuleSet,
  now: Date,
  decided: readonly (Decided & { row: LockedColour })[],
): Promise<void> {
  const column = <T>(read: (one: (typeof decided)[number]) => T): T[] => decided.map(read)
  await sql`
    update decisions.colour c set colour = d.colour, decision = d.decision, changes_at = d.changes_at,
      rule_set = ${ruleSet.number}, decided_at = ${now}, version = c.version + 1
    from unnest(${asArray(column(({ row }) => row.residentId))}::uuid[], ${asArray(column(({ decision }) => decision.colour))}::decisions.code_colour[],
      ${column(({ text }) => (text === nothingFound ? null : text))}::text[],
      ${asArray(column(({ decision: { changesAt } }) => (changesAt === null ? null : new Date(changesAt).toISOString())))}::timestamptz[])
      as d (resident_id, colour, decision, changes_at)
    where c.resident_id = d.resident_id`.execute(tx)
}

/**
 * Brings the evidence about the people in these tubes up to date and decides for those concerned. Reads what is known now, whatever has been said
 * before: run twice, it does nothing the second time.
 *
 * Several readers of the outbox do this at once. A tube is locked before anything about it is read, so that none writes what another, seeing more, has
 * taken back; a resident's colour is locked before their evidence is read. Everybody locks in this order, tubes by their codes and then residents by
 * their ids, so that nobody waits in a circle.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { groupBy } from '../../platform/group-by.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { readAllReleased } from '../results/index.ts'
import { readMembersOfTubes, readTubes } from '../sampling/index.ts'
import { createColours, decideLocked, lockColours } from './decide.command.ts'
import { type History, isPlain } from './decide.ts'
import { appendEvidence, appendFirsts, keepFirsts } from './evidence.command.ts'
import { asArray, readHistories, readHistoriesIn } from './evidence.query.ts'
import { readActiveRuleSet } from './rule-sets.query.ts'
import { appliedResult, type EvidencePlan, planEvidence, type TubeFacts } from './tube-evidence.ts'
import { correctedFirsts, storedVerdicts, withPlan } from './tube-history.ts'

const toldAtOnce = 500

/** At most some hundred tubes. Emits `decisions.results_applied` for those whose evidence is another now. */
export async function applyTubes(tx: Tx, ctx: Ctx, tubeCodes: readonly string[]): Promise<void> {
  if (tubeCodes.length === 0) return
  await lockTubes(tx, [...new Set(tubeCodes)].sort())
  const tubes = await readFacts(tx, tubeCodes)
  const members = [...new Set(tubes.flatMap(({ swabs }) => swabs.map((swab) => swab.residentId)))].sort()
  if (members.length === 0) return
  const locked = await lockColours(tx, members)
  const codes = tubes.map(({ tubeCode }) => tubeCode)
  const histories = await readHistoriesIn(tx, members, codes)
  const now = ctx.clock.now()
  const changed = tubes
    .map((tube) => ({ tube, plan: planEvidence(tube, storedVerdicts(tube, histories), now) }))
    .filter(({ plan }) => plan.firsts.length + plan.rows.length > 0)
  if (changed.length === 0) return
  await writePlans(tx, ctx, { changed, codes, locked, histories })
  await noteApplied(
    tx,
    now,
    changed.map(({ tube }) => tube),
  )
  const applied = changed.map(({ tube }) => tube.tubeCode)
  for (let start = 0; start < applied.length; start += toldAtOnce)
    await emit(tx, 'decisions.results_applied', { tubeCodes: applied.slice(start, start + toldAtOnce) })
}

/** Until the transaction ends. Numbers are hashed to 64 bits; two that meet there would only wait for each other. */
async function lockTubes(tx: Tx, tubeCodes: readonly string[]): Promise<void> {
  await sql`
    select count(pg_advisory_xact_lock(hashtextextended('decisions.tube ' || tube_code, 0)))
    from unnest(${tubeCodes}::text[]) as tube_code`.execute(tx)
}

/** Tubes without a released result are left out: most changes at a desk are of such. */
async function readFacts(db: Queryable, tubeCodes: readonly string[]): Promise<TubeFacts[]> {
  const results = groupBy(await readAllReleased(db, tubeCodes), (result) => result.tubeCode)
  const tested = [...results.keys()]
  const swabs = groupBy(await readMembersOfTubes(db, tested), (swab) => swab.tubeCode)
  return (await readTubes(db, tested)).map(({ tubeCode, kind, ambiguous }) => ({
    tubeCode,
    kind,
    ambiguous,
    swabs: swabs.get(tubeCode) ?? [],
    results: results.get(tubeCode) ?? [],
  }))
}

interface Planned {
  readonly changed: readonly { readonly tube: TubeFacts; readonly plan: EvidencePlan }[]
  readonly codes: readonly string[]
  readonly locked: Awaited<ReturnType<typeof lockColours>>
  readonly histories: ReadonlyMap<string, History>
}

/** Adds the evidence and decides for those whom it concerns. Who had no colour gets a row first, and what is known of them is read once more behind its lock. */
async function writePlans(tx: Tx, ctx: Ctx, { changed, codes, locked, histories }: Planned): Promise<void> {
  const ruleSet = await readActiveRuleSet(tx, ctx.clock.now())
  const plan = { firsts: changed.flatMap((one) => one.plan.firsts), rows: changed.flatMap((one) => one.plan.rows) }
  const concerned = new Set([...plan.firsts, ...plan.rows].map((row) => row.residentId))
  const known = new Set(locked.map((row) => row.residentId))
  const missing = [...concerned].filter((residentId) => !known.has(residentId)).sort()
  const created = missing.length === 0 ? [] : await createColours(tx, ctx, ruleSet, missing)
  const read = missing.length === 0 ? histories : new Map([...histories, ...(await readHistoriesIn(tx, missing, codes))])
  const next = await nextHistories(tx, concerned, read, plan)
  await appendFirsts(
    tx,
    changed.map(({ tube, plan: { firsts } }) => ({ tubeCode: tube.tubeCode, firsts })),
  )
  await keepFirsts(tx, correctedFirsts(plan.rows, read))
  await appendEvidence(tx, ctx, plan.rows)
  const deciding = [...locked, ...created].filter((row) => concerned.has(row.residentId))
  await decideLocked(tx, ctx, ruleSet, deciding, next)
}

/** Histories with the plan, before it is written. About whom the rules are to be asked, negative tests of other tubes matter as well: they are read now. */
async function nextHistories(tx: Tx, concerned: ReadonlySet<string>, read: ReadonlyMap<string, History>, plan: EvidencePlan) {
  const next = withPlan(read, plan)
  const asked = [...concerned].filter((residentId) => !isPlain(next.get(residentId)!))
  return asked.length === 0 ? next : withPlan(new Map([...read, ...(await readHistories(tx, asked))]), plan)
}

/** Since when the result that stands counts; a further swab in the tube does not move that. */
async function noteApplied(tx: Tx, now: Date, tubes: readonly TubeFacts[]): Promise<void> {
  const applied = tubes.map((tube) => ({ tubeCode: tube.tubeCode, ...appliedResult(tube) }))
  await sql`
    with said as (select * from unnest(${applied.map((one) => one.tubeCode)}::text[], ${asArray(applied.map((one) => one.resultId))}::uuid[],
      ${applied.map((one) => one.swabs)}::int[]) as said (tube_code, result_id, swabs)),
    gone as (delete from decisions.applied_tube where tube_code in (select tube_code from said where swabs = 0))
    insert into decisions.applied_tube as known (tube_code, result_id, applied_at, swabs)
    select tube_code, result_id, ${now}, swabs from said where swabs > 0
    on conflict (tube_code) do update set swabs = excluded.swabs, result_id = excluded.result_id,
      applied_at = case when known.result_id = excluded.result_id then known.applied_at else excluded.applied_at end`.execute(tx)
}

/**
 * Rule sets of this database: which there are, and which is in force.
 */
import { exampleRuleSets, type LoadedRuleSet, loadRuleSet, type RuleSet, xian202112 } from '@evergate/pass/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'

/** A compiled rule set with the number by which rows of this database name it. */
export interface NumberedRuleSet extends LoadedRuleSet {
  readonly number: number
}

const loaded = new Map<string, NumberedRuleSet>()

/** The rule set in force at `now`, compiled. */
export async function readActiveRuleSet(db: Queryable, now: Date): Promise<NumberedRuleSet> {
  const ruleSet = await findRuleSetAt(db, now)
  if (ruleSet === undefined) throw new Error('no rule set is in force')
  return ruleSet
}

/** The rule set in force at that moment, compiled; undefined where there was none yet. */
export async function findRuleSetAt(db: Queryable, at: Date): Promise<NumberedRuleSet | undefined> {
  const row = await db
    .selectFrom('decisions.rule_set')
    .select(['rule_set_id', 'version', 'number'])
    .where('effective_from', '<=', at)
    .orderBy('effective_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : readRuleSet(db, row)
}

/** What names one version of a rule set. */
export interface RuleSetRow {
  readonly rule_set_id: string
  readonly version: number
  readonly number: number
}

/** One version of a rule set, compiled. Versions never change, so they are kept. */
export async function readRuleSet(db: Queryable, { rule_set_id: id, version, number }: RuleSetRow): Promise<NumberedRuleSet> {
  const key = `${number} ${id} ${version}`
  const known = loaded.get(key)
  if (known !== undefined) return known
  const row = await db
    .selectFrom('decisions.rule_set')
    .select('content')
    .where('rule_set_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  const loading = loadRuleSet(row.content)
  if (!loading.ok) throw new Error(`rule set ${id} ${version} cannot be used: ${loading.issues.join('; ')}`)
  const numbered = { ...loading.ruleSet, number }
  loaded.set(key, numbered)
  return numbered
}

/** All rule sets with what a person may want to read, the one in force named. */
export async function listRuleSets(ctx: Ctx): Promise<{ active: { id: string; version: number }; ruleSets: RuleSet[] }> {
  const rows = await ctx.db.read.selectFrom('decisions.rule_set').select('content').orderBy('rule_set_id').orderBy('version').execute()
  const { id, version } = (await readActiveRuleSet(ctx.db.read, ctx.clock.now())).data
  return { active: { id, version }, ruleSets: rows.map((row) => row.content as unknown as RuleSet) }
}

/** Puts the example rule sets into the database and Xi'an's into force where none is. Safe to run on every start. */
export async function publishExampleRuleSets(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  const now = ctx.clock.now()
  const { effective } = await ctx.db.read
    .selectFrom('decisions.rule_set')
    .select((select) => select.fn.max('effective_from').as('effective'))
    .executeTakeFirstOrThrow()
  for (const ruleSet of exampleRuleSets) {
    const inForce = effective === null && ruleSet.id === xian202112.id
    await ctx.db.read
      .insertInto('decisions.rule_set')
      .values({
        rule_set_id: ruleSet.id,
        version: ruleSet.version,
        number: sql`(select coalesce(max(number), 0) + 1 from decisions.rule_set)`,
        content: JSON.stringify(ruleSet),
        published_at: now,
        effective_from: inForce ? now : null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

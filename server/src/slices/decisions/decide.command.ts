/**
 * Evidence to colour for a batch of residents: lock, read, decide, write what differs, tell. The lock comes before the reading, so that of two
 * deciders at once the second sees all that the first one saw.
 */
import { buildFacts, type Decision, decideColour, type LoadedRuleSet } from '@evergate/pass/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import type { ColourChange } from './events.ts'
import { readActiveRuleSet } from './rule-sets.query.ts'

export const batchMax = 500

export interface Decided {
  readonly decision: Decision
  readonly lastNegativeAt: string | null
  /** The decision as canonical text: what is stored and compared. */
  readonly text: string
}

/** The pure step: evidence rows of one resident, a rule set, a time. */
export function decide(ruleSet: LoadedRuleSet, rows: readonly unknown[], now: Date): Decided {
  const facts = buildFacts(rows)
  const decision = decideColour(ruleSet, facts, now.getTime())
  const { colour, findings, undecided } = decision
  return { decision, lastNegativeAt: facts.lastNegativeSampledAt, text: JSON.stringify({ colour, findings, undecided }) }
}

/** Decides for these residents (any number) and emits `decisions.changed` for those whose colour or last negative test is another. */
export async function decideResidents(tx: Tx, ctx: Ctx, residentIds: readonly string[]): Promise<void> {
  const ruleSet = await readActiveRuleSet(tx, ctx.clock.now())
  const sorted = residentIds.toSorted() // one order of locking, so that deciders never wait for each other in a circle
  for (let start = 0; start < sorted.length; start += batchMax) await decideBatch(tx, ctx, ruleSet, sorted.slice(start, start + batchMax))
}

async function decideBatch(tx: Tx, ctx: Ctx, ruleSet: LoadedRuleSet, residentIds: readonly string[]): Promise<void> {
  const now = ctx.clock.now()
  await makeRows(tx, residentIds, ruleSet, now)
  const before = await tx
    .selectFrom('decisions.colour')
    .select(['resident_id', 'colour', 'last_negative_at', 'version'])
    .where('resident_id', 'in', residentIds)
    .orderBy('resident_id')
    .forUpdate()
    .execute()
  const evidence = await readEvidence(tx, residentIds)
  const decided = before.map((row) => ({ row, ...decide(ruleSet, evidence.get(row.resident_id) ?? [], now) }))
  await writeDecisions(tx, ruleSet, now, decided)
  const changes = decided.flatMap(({ row, decision, lastNegativeAt }): ColourChange[] => {
    const version = Number(row.version)
    const same = row.colour === decision.colour && (row.last_negative_at?.toISOString() ?? null) === isoOrNull(lastNegativeAt)
    return same && version > 0
      ? []
      : [{ residentId: row.resident_id, colour: decision.colour, lastNegativeAt: isoOrNull(lastNegativeAt), version: version + 1 }]
  })
  if (changes.length > 0) await emit(tx, 'decisions.changed', { changes })
}

/** A row for everybody, version 0 until the first decision, so that there is something to lock. */
async function makeRows(tx: Tx, residentIds: readonly string[], ruleSet: LoadedRuleSet, now: Date): Promise<void> {
  await sql`
    insert into decisions.colour (resident_id, colour, decision, rule_set_id, rule_set_version, decided_at, version)
    select id, 'green', '', ${ruleSet.data.id}, ${ruleSet.data.version}, ${now}, 0 from unnest(${residentIds}::uuid[]) as id order by id
    on conflict do nothing`.execute(tx)
}

async function writeDecisions(
  tx: Tx,
  ruleSet: LoadedRuleSet,
  now: Date,
  decided: readonly (Decided & { row: { resident_id: string } })[],
): Promise<void> {
  const column = <T>(read: (one: (typeof decided)[number]) => T): T[] => decided.map(read)
  await sql`
    update decisions.colour c set colour = d.colour, last_negative_at = d.last_negative_at, decision = d.decision, changes_at = d.changes_at,
      rule_set_id = ${ruleSet.data.id}, rule_set_version = ${ruleSet.data.version}, decided_at = ${now}, version = c.version + 1
    from unnest(${column(({ row }) => row.resident_id)}::uuid[], ${column(({ decision }) => decision.colour)}::text[],
      ${column(({ lastNegativeAt }) => lastNegativeAt)}::timestamptz[], ${column(({ text }) => text)}::text[],
      ${column(({ decision }) => (decision.changesAt === null ? null : new Date(decision.changesAt)))}::timestamptz[])
      as d (resident_id, colour, last_negative_at, decision, changes_at)
    where c.resident_id = d.resident_id`.execute(tx)
}

/** All evidence of these residents, as the rules read it. */
export async function readEvidence(db: Queryable, residentIds: readonly string[]): Promise<Map<string, EvidenceRecord[]>> {
  const rows = await db
    .selectFrom('decisions.evidence')
    .selectAll()
    .where('resident_id', 'in', residentIds)
    .orderBy('observed_at')
    .execute()
  const byResident = new Map<string, EvidenceRecord[]>()
  for (const row of rows) {
    const known = byResident.get(row.resident_id)
    const record = {
      evidenceId: row.evidence_id,
      kind: row.kind,
      observedAt: row.observed_at.toISOString(),
      data: row.data,
      source: row.source,
      corrects: row.corrects,
    }
    if (known === undefined) byResident.set(row.resident_id, [record])
    else known.push(record)
  }
  return byResident
}

export interface EvidenceRecord {
  readonly evidenceId: string
  readonly kind: string
  readonly observedAt: string
  readonly data: unknown
  readonly source: string
  readonly corrects: string | null
}

function isoOrNull(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString()
}

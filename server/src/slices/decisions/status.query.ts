/**
 * A resident's colour, why it is so, and on what it rests.
 */
import type { Colour } from '@evergate/pass'
import type { Evidence, Finding } from '@evergate/pass/rules'
import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { holdsResident, type LookupRequired, requireLookup } from '../residents/index.ts'
import { type EvidenceRecord, lastNegativeOf, nothingFound, recordsOf } from './decide.ts'
import { asArray, type HistoryColumn, historyMembers, historyOf } from './evidence.query.ts'
import { summarise } from './evidence-summary.ts'
import { readRuleSet } from './rule-sets.query.ts'
import type { Status as StatusSchema } from './status.schema.ts'

export type Status = Static<typeof StatusSchema>

const evidenceMax = 200

/** What is read of one resident for their status. Times are milliseconds. */
export interface StatusColumn extends HistoryColumn {
  readonly colour: Colour
  readonly decision: string | null
  readonly decidedAt: number
  readonly changesAt: number | null
  readonly ruleSetId: string
  readonly version: number
  readonly number: number
}

/** A column with what `showStatus` needs of this resident, null where nothing is decided yet: one statement reads it beside other things. */
export function statusColumn(residentId: RawBuilder<unknown>): RawBuilder<StatusColumn | null> {
  return sql`(
    select json_build_object('colour', decided.colour, 'decision', decided.decision, 'decidedAt', date_part('epoch', decided.decided_at) * 1000,
      'changesAt', date_part('epoch', decided.changes_at) * 1000, 'ruleSetId', rules.rule_set_id, 'version', rules.version, 'number', rules.number,
      ${historyMembers(residentId)})
    from decisions.colour as decided join decisions.rule_set as rules on rules.number = decided.rule_set
    where decided.resident_id = ${residentId} and decided.version > 0)`
}

/** The status in such a column. */
export async function showStatus(db: Queryable, residentId: string, row: StatusColumn): Promise<Status> {
  const { data } = await readRuleSet(db, { rule_set_id: row.ruleSetId, version: row.version, number: row.number })
  const history = historyOf(residentId, row)
  const { findings } = JSON.parse(row.decision ?? nothingFound) as { findings: Finding[] }
  return {
    residentId,
    colour: row.colour,
    findings: findings.map((finding) => ({ ...finding, evidenceIds: [...finding.evidenceIds] })),
    evidence: showEvidence(recordsOf(history)),
    lastNegativeAt: lastNegativeOf(history),
    ruleSet: { id: data.id, version: data.version, names: data.names },
    evaluatedAt: new Date(Math.round(row.decidedAt)).toISOString(),
    changesAt: row.changesAt === null ? null : new Date(Math.round(row.changesAt)).toISOString(),
  }
}

/** The statuses of these residents; those not decided yet are left out. */
export async function readStatuses(db: Queryable, residentIds: readonly string[]): Promise<Status[]> {
  if (residentIds.length === 0) return []
  const { rows } = await sql<{ residentId: string; status: StatusColumn | null }>`
    select asked.resident_id as "residentId", ${statusColumn(sql.ref('asked.resident_id'))} as status
    from unnest(${asArray(residentIds)}::uuid[]) as asked (resident_id)`.execute(db)
  const decided = rows.filter((row): row is { residentId: string; status: StatusColumn } => row.status !== null)
  return Promise.all(decided.map(({ residentId, status }) => showStatus(db, residentId, status)))
}

function showEvidence(rows: readonly EvidenceRecord[]): Status['evidence'] {
  const corrected = new Set(rows.map((row) => row.corrects))
  return rows.slice(-evidenceMax).map(({ evidenceId, kind, observedAt, source, data }) => ({
    evidenceId,
    kind,
    observedAt,
    source,
    summary: summarise({ kind, data } as Evidence),
    superseded: corrected.has(evidenceId),
  }))
}

export type StatusRefusal = { readonly code: 'decisions.not_held' } | { readonly code: 'decisions.not_decided_yet' }

/** The status of the caller or of somebody they carry. */
export async function readOwnStatus(ctx: Ctx, input: { readonly residentId: string }): Promise<Result<Status, StatusRefusal>> {
  if (!holdsResident(ctx.actor, input.residentId)) return refuse({ code: 'decisions.not_held' })
  const [status] = await readStatuses(ctx.db.read, [input.residentId])
  return status === undefined ? refuse({ code: 'decisions.not_decided_yet' }) : accept(status)
}

/** The status of a resident that a staff member has an open look-up for. Audited. */
export async function readLookedUpStatus(
  ctx: Ctx,
  input: { readonly residentId: string; readonly lookupId: string },
): Promise<Result<Status, LookupRequired | { readonly code: 'decisions.not_decided_yet' }>> {
  const open = await requireLookup(ctx, input.lookupId, input.residentId)
  if (!open.ok) return open
  await recordAudit(ctx.db.read, ctx, { action: 'decisions.read_status', subject: input.residentId, detail: { lookupId: input.lookupId } })
  const [status] = await readStatuses(ctx.db.read, [input.residentId])
  return status === undefined ? refuse({ code: 'decisions.not_decided_yet' }) : accept(status)
}

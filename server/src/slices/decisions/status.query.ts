/**
 * A resident's colour, why it is so, and on what it rests.
 */
import type { Evidence, Finding } from '@evergate/pass/rules'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { holdsResident, type LookupRequired, requireLookup } from '../residents/index.ts'
import { type EvidenceRecord, lastNegativeOf, noHistory, nothingFound, recordsOf } from './decide.ts'
import { readHistories } from './evidence.query.ts'
import { summarise } from './evidence-summary.ts'
import { readRuleSet } from './rule-sets.query.ts'
import type { Status as StatusSchema } from './status.schema.ts'

export type Status = Static<typeof StatusSchema>

const evidenceMax = 200

/** The statuses of these residents; those not decided yet are left out. */
export async function readStatuses(db: Queryable, residentIds: readonly string[]): Promise<Status[]> {
  if (residentIds.length === 0) return []
  const rows = await db
    .selectFrom('decisions.colour as decided')
    .innerJoin('decisions.rule_set as rules', 'rules.number', 'decided.rule_set')
    .select(['resident_id', 'colour', 'decision', 'decided_at', 'changes_at', 'rule_set_id', 'rules.version', 'number'])
    .where('resident_id', 'in', residentIds)
    .where('decided.version', '>', 0)
    .execute()
  const histories = await readHistories(db, residentIds)
  return Promise.all(
    rows.map(async (row): Promise<Status> => {
      const { data } = await readRuleSet(db, row)
      const history = histories.get(row.resident_id) ?? noHistory
      const { findings } = JSON.parse(row.decision ?? nothingFound) as { findings: Finding[] }
      return {
        residentId: row.resident_id,
        colour: row.colour,
        findings: findings.map((finding) => ({ ...finding, evidenceIds: [...finding.evidenceIds] })),
        evidence: showEvidence(recordsOf(history)),
        lastNegativeAt: lastNegativeOf(history),
        ruleSet: { id: data.id, version: data.version, names: data.names },
        evaluatedAt: row.decided_at.toISOString(),
        changesAt: row.changes_at?.toISOString() ?? null,
      }
    }),
  )
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

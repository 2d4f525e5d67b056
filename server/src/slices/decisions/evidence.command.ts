/**
 * Adding evidence. The same evidence twice is once; nothing that is not evidence gets in.
 */
import { checkEvidence } from '@evergate/pass/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { asArray } from './evidence.query.ts'
import type { NewEvidence } from './evidence.ts'
import type { SampleVerdict } from './tube-evidence.ts'

/** Appends rows in one statement and returns the residents concerned, each once. Throws on a row that is no evidence: its maker has a bug. */
export async function appendEvidence(tx: Tx, ctx: Ctx, rows: readonly NewEvidence[]): Promise<string[]> {
  if (rows.length === 0) return []
  for (const { residentId: _, ...row } of rows) {
    const checked = checkEvidence(row)
    if (!checked.ok) throw new Error(`not evidence: ${checked.reason}`)
  }
  const column = <T>(read: (row: NewEvidence) => T): T[] => rows.map(read)
  await sql`
    insert into decisions.evidence (resident_id, evidence_id, kind, observed_at, data, source, corrects, recorded_at)
    select resident_id, evidence_id, kind, observed_at, data::jsonb, source, corrects, ${ctx.clock.now()}
    from unnest(${column((row) => row.residentId)}::uuid[], ${column((row) => row.evidenceId)}::uuid[], ${column((row) => row.kind)}::text[],
      ${column((row) => row.observedAt)}::timestamptz[], ${column((row) => JSON.stringify(row.data))}::text[], ${column((row) => row.source)}::text[],
      ${column((row) => row.corrects ?? null)}::uuid[])
      as added (resident_id, evidence_id, kind, observed_at, data, source, corrects)
    on conflict do nothing`.execute(tx)
  return [...new Set(column((row) => row.residentId))]
}

/** Appends first words about samples in one statement. */
export async function appendFirsts(tx: Tx, firsts: readonly SampleVerdict[]): Promise<void> {
  if (firsts.length === 0) return
  const column = (read: (first: SampleVerdict) => string): string => asArray(firsts.map(read))
  await sql`
    insert into decisions.test_result (sampled_at, resident_id, sample_id, result_id, outcome, pooled)
    select * from unnest(${column((first) => first.sampledAt)}::timestamptz[], ${column((first) => first.residentId)}::uuid[],
      ${column((first) => first.sampleId)}::uuid[], ${column((first) => first.resultId)}::uuid[],
      ${column((first) => first.outcome)}::decisions.outcome[], ${column((first) => (first.pooled ? 't' : 'f'))}::boolean[])
    on conflict do nothing`.execute(tx)
}

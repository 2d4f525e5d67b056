/**
 * Adding evidence. The same evidence twice is once; nothing that is not evidence gets in.
 */
import { checkEvidence } from '@evergate/pass/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { groupBy } from '../../platform/group-by.ts'
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

/** What is said for the first time about samples of one tube. */
export interface FirstsOfTube {
  readonly tubeCode: string
  readonly firsts: readonly SampleVerdict[]
}

/** Appends first words: negative ones by tube and result, others one by one. The caller holds the tubes' locks. */
export async function appendFirsts(tx: Tx, told: readonly FirstsOfTube[]): Promise<void> {
  await appendNegatives(tx, told)
  await keepFirsts(
    tx,
    told.flatMap(({ firsts }) => firsts.filter(({ outcome }) => outcome !== 'negative')),
  )
}

async function appendNegatives(tx: Tx, told: readonly FirstsOfTube[]): Promise<void> {
  const rows = told.flatMap(({ tubeCode, firsts }) =>
    [
      ...groupBy(
        firsts.filter(({ outcome }) => outcome === 'negative'),
        ({ resultId }) => resultId,
      ).values(),
    ].map((of) => ({ tubeCode, of, first: of[0]! })),
  )
  if (rows.length === 0) return
  await sql`
    insert into decisions.negative_result (tube_code, result_id, pooled, sample_ids)
    select tube_code, result_id, pooled, sample_ids::uuid[]
    from unnest(${rows.map(({ tubeCode }) => tubeCode)}::text[], ${asArray(rows.map(({ first }) => first.resultId))}::uuid[],
      ${asArray(rows.map(({ first }) => (first.pooled ? 't' : 'f')))}::boolean[], ${rows.map(({ of }) => asArray(of.map(({ sampleId }) => sampleId)))}::text[])
      as said (tube_code, result_id, pooled, sample_ids)`.execute(tx)
}

/** Keeps first words with their residents, those that are not kept there yet. */
export async function keepFirsts(tx: Tx, firsts: readonly SampleVerdict[]): Promise<void> {
  if (firsts.length === 0) return
  const column = (read: (first: SampleVerdict) => string): string => asArray(firsts.map(read))
  await sql`
    insert into decisions.first_word (sampled_at, resident_id, sample_id, result_id, outcome, pooled)
    select * from unnest(${column((first) => first.sampledAt)}::timestamptz[], ${column((first) => first.residentId)}::uuid[],
      ${column((first) => first.sampleId)}::uuid[], ${column((first) => first.resultId)}::uuid[],
      ${column((first) => first.outcome)}::decisions.outcome[], ${column((first) => (first.pooled ? 't' : 'f'))}::boolean[])
      as said (sampled_at, resident_id, sample_id, result_id, outcome, pooled)
    where not exists (select from decisions.first_word as known where known.resident_id = said.resident_id and known.sample_id = said.sample_id)`.execute(
    tx,
  )
}

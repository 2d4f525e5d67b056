/**
 * Writes the rows of tubes anew. Called by one consumer only, so that nobody writes from older facts than another.
 */
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { type DifferenceRow, recomputeTubes, repeatedCode } from './recompute-tubes.query.ts'
import type { TubeProgress } from './tube-progress.ts'

/** Recomputes and replaces the rows of these tubes, and the repetitions of everybody in them. */
export async function foldTubes(tx: Tx, tubeCodes: readonly string[]): Promise<void> {
  const { progress, ofTubes, residentIds, ofResidents } = await recomputeTubes(tx, tubeCodes)
  await writeProgress(tx, tubeCodes, progress)
  await sql`
    delete from reconciliation.difference where (tube_code = any(${tubeCodes}::text[]) and code <> ${repeatedCode})
      or (resident_id = any(${residentIds}::uuid[]) and code = ${repeatedCode})`.execute(tx)
  await insertDifferences(tx, [...ofTubes, ...ofResidents])
}

const progressColumns = [
  'tube_code',
  'round_id',
  'site_id',
  'device_id',
  'box_code',
  'laboratory_id',
  'known',
  'ambiguous',
  'differing',
  'swabs',
  'by_phone_pass',
  'by_paper_pass',
  'by_document',
  'by_provisional',
  'counted_desk',
  'counted_laboratory',
  'opened_at',
  'sampled_at',
  'closed_at',
  'boxed_at',
  'handed_over_at',
  'box_received_at',
  'received_at',
  'tested_at',
  'released_at',
  'on_code_at',
  'on_code_swabs',
] as const satisfies readonly (keyof TubeProgress)[]
const columnList = sql.join(progressColumns.map((name) => sql.ref(name)))
const assignments = sql.join(progressColumns.slice(1).map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))

async function writeProgress(tx: Tx, tubeCodes: readonly string[], rows: readonly TubeProgress[]): Promise<void> {
  const kept = rows.map((row) => row.tube_code)
  await sql`
    delete from reconciliation.tube_progress where tube_code = any(${tubeCodes}::text[]) and not tube_code = any(${kept}::text[])`.execute(
    tx,
  )
  if (rows.length === 0) return
  await sql`
    insert into reconciliation.tube_progress (${columnList})
    select ${columnList} from jsonb_populate_recordset(null::reconciliation.tube_progress, ${JSON.stringify(rows)}::jsonb)
    on conflict (tube_code) do update set ${assignments}`.execute(tx)
}

async function insertDifferences(tx: Tx, rows: readonly DifferenceRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into reconciliation.difference
    select * from jsonb_populate_recordset(null::reconciliation.difference, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
}

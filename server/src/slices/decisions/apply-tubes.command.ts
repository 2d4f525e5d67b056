/**
 * Brings the evidence about the people in these tubes up to date and decides for those concerned. Reads what is known now, whatever has been said
 * before: run twice, it does nothing the second time.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { groupBy } from '../../platform/group-by.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { readAllReleased } from '../results/index.ts'
import { readSwabsOfTubes, readTubes, type Swab } from '../sampling/index.ts'
import { decideResidents } from './decide.command.ts'
import { appendEvidence } from './evidence.command.ts'
import type { NewEvidence } from './evidence.ts'
import { desiredVerdicts, planEvidence, type StoredVerdict, type TubeFacts } from './tube-evidence.ts'

const tubesAtOnce = 100
const toldAtOnce = 500

/**
 * Any number of tubes, read and written a hundred at a time (at most 2,000 people). Emits `decisions.results_applied` for those whose evidence is another
 * now. Everybody concerned is decided for at the end, in one order, so that this never waits in a circle with others who decide.
 */
export async function applyTubes(tx: Tx, ctx: Ctx, tubeCodes: readonly string[]): Promise<void> {
  const concerned = new Set<string>()
  const changed: string[] = []
  for (let start = 0; start < tubeCodes.length; start += tubesAtOnce) {
    const rows = await writeEvidence(tx, ctx, tubeCodes.slice(start, start + tubesAtOnce))
    for (const residentId of rows.residentIds) concerned.add(residentId)
    changed.push(...rows.tubeCodes)
  }
  await decideResidents(tx, ctx, [...concerned])
  for (let start = 0; start < changed.length; start += toldAtOnce)
    await emit(tx, 'decisions.results_applied', { tubeCodes: changed.slice(start, start + toldAtOnce) })
}

/** Makes the evidence of these tubes what it has to be. Returns the tubes where it was another, and whom that concerns. */
async function writeEvidence(
  tx: Tx,
  ctx: Ctx,
  tubeCodes: readonly string[],
): Promise<{ readonly tubeCodes: readonly string[]; readonly residentIds: readonly string[] }> {
  const { tubes, swabs } = await readFacts(tx, tubeCodes)
  if (swabs.length === 0) return { tubeCodes: [], residentIds: [] }
  const now = ctx.clock.now()
  const stored = groupBy(await readStoredVerdicts(tx, swabs), (row) => row.tubeCode)
  const changed = tubes
    .map((tube) => ({ tube, rows: planEvidence(tube, stored.get(tube.tubeCode) ?? [], now) }))
    .filter(({ rows }) => rows.length > 0)
  if (changed.length === 0) return { tubeCodes: [], residentIds: [] }
  const residentIds = await appendEvidence(
    tx,
    ctx,
    changed.flatMap(({ rows }): readonly NewEvidence[] => rows),
  )
  await noteApplied(
    tx,
    now,
    changed.map(({ tube }) => tube),
  )
  return { tubeCodes: changed.map(({ tube }) => tube.tubeCode), residentIds }
}

/** Tubes without a released result are left out: most changes at a desk are of such. */
async function readFacts(db: Queryable, tubeCodes: readonly string[]): Promise<{ tubes: TubeFacts[]; swabs: readonly Swab[] }> {
  const results = groupBy(await readAllReleased(db, tubeCodes), (result) => result.tubeCode)
  const tested = [...results.keys()]
  const swabs = await readSwabsOfTubes(db, tested)
  const byTube = groupBy(swabs, (swab) => swab.tubeCode)
  const tubes = (await readTubes(db, tested)).map(({ tubeCode, kind, ambiguous }) => ({
    tubeCode,
    kind,
    ambiguous,
    swabs: byTube.get(tubeCode) ?? [],
    results: results.get(tubeCode) ?? [],
  }))
  return { tubes, swabs }
}

/** What evidence says about these swabs so far. */
async function readStoredVerdicts(db: Queryable, swabs: readonly Swab[]): Promise<(StoredVerdict & { readonly tubeCode: string })[]> {
  const { rows } = await sql<StoredVerdict & { tubeCode: string }>`
    select asked.tube_code as "tubeCode", e.resident_id as "residentId", e.evidence_id as "evidenceId", e.data->>'sampleId' as "sampleId", e.data->>'resultId' as "resultId",
      e.data->>'outcome' as outcome, e.data->>'sampledAt' as "sampledAt", (e.data->>'pooled')::boolean as pooled,
      exists (select from decisions.evidence as other where other.resident_id = e.resident_id and other.corrects = e.evidence_id) as corrected
    from unnest(${swabs.map((swab) => swab.residentId)}::uuid[], ${swabs.map((swab) => swab.sampleId)}::text[],
      ${swabs.map((swab) => swab.tubeCode)}::text[]) as asked (resident_id, sample_id, tube_code)
    join decisions.evidence e on e.resident_id = asked.resident_id and e.kind = 'test_result' and e.data->>'sampleId' = asked.sample_id`.execute(
    db,
  )
  return rows
}

/** Since when the result that stands counts; a further swab in the tube does not move that. */
async function noteApplied(tx: Tx, now: Date, tubes: readonly TubeFacts[]): Promise<void> {
  const applied = tubes.map((tube) => {
    const verdicts = desiredVerdicts(tube)
    return { tubeCode: tube.tubeCode, resultId: verdicts[0]?.resultId ?? null, swabs: verdicts.length }
  })
  await sql`
    with said as (select * from unnest(${applied.map((one) => one.tubeCode)}::text[], ${applied.map((one) => one.resultId)}::uuid[],
      ${applied.map((one) => one.swabs)}::int[]) as said (tube_code, result_id, swabs)),
    gone as (delete from decisions.applied_tube where tube_code in (select tube_code from said where swabs = 0))
    insert into decisions.applied_tube as known (tube_code, result_id, applied_at, swabs)
    select tube_code, result_id, ${now}, swabs from said where swabs > 0
    on conflict (tube_code) do update set swabs = excluded.swabs, result_id = excluded.result_id,
      applied_at = case when known.result_id = excluded.result_id then known.applied_at else excluded.applied_at end`.execute(tx)
}

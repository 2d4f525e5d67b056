/**
 * Results that count: those of a released batch, and those of a resident beside the samples they belong to.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { readSiteNames } from '../places/index.ts'
import { holdsResident } from '../residents/index.ts'
import { readSamplesOfResident } from '../sampling/index.ts'
import type { ResidentId, ResidentSamples } from './batch.schema.ts'
import type { Outcome } from './result-row.ts'

export interface ReleasedResult {
  readonly resultId: string
  readonly residentId: string
  readonly sampleId: string
  readonly sampledAt: Date
  readonly outcome: Outcome
  readonly correctsResultId: string | null
}

/** The results of a batch, in no particular order; none where the batch is not released. */
export async function readReleasedResults(db: Queryable, batchId: string): Promise<readonly ReleasedResult[]> {
  const { rows } = await sql<ReleasedResult>`
    select result_id as "resultId", resident_id as "residentId", sample_id as "sampleId", sampled_at as "sampledAt", outcome,
      corrects_result_id as "correctsResultId"
    from results.result join results.batch using (batch_id) where batch_id = ${batchId} and state = 'released'`.execute(db)
  return rows
}

/** A person is sampled at most daily for weeks; older samples are history. */
const samplesShown = 100

export async function readResidentSamples(
  ctx: Ctx,
  { residentId }: Static<typeof ResidentId>,
): Promise<Result<Static<typeof ResidentSamples>, { code: 'request.forbidden' }>> {
  if (!holdsResident(ctx.actor, residentId)) return refuse({ code: 'request.forbidden' })
  const samples = await readSamplesOfResident(ctx.db.read, residentId, samplesShown)
  const results = await readStanding(ctx.db.read, residentId)
  const siteNames = await readSiteNames(
    ctx.db.read,
    samples.map((sample) => sample.siteId),
  )
  return accept({
    samples: samples.map((sample) => {
      const result = results.get(sample.sampleId)
      return {
        sampleId: sample.sampleId,
        tubeCode: sample.tubeCode,
        siteName: siteNames.get(sample.siteId) ?? '',
        sampledAt: sample.sampledAt.toISOString(),
        state: result === undefined ? ('taken' as const) : ('released' as const),
        outcome: result?.outcome ?? null,
        testedAt: result?.tested_at.toISOString() ?? null,
        releasedAt: result?.decided_at.toISOString() ?? null,
        corrected: result !== undefined && result.corrects_result_id !== null,
      }
    }),
  })
}

interface Standing {
  readonly sample_id: string
  readonly outcome: Outcome
  readonly tested_at: Date
  readonly decided_at: Date
  readonly corrects_result_id: string | null
}

/** The released result of each of the resident's samples that no released correction has replaced. */
async function readStanding(db: Queryable, residentId: string): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await sql<Standing>`
    select sample_id, outcome, tested_at, decided_at, corrects_result_id
    from results.result join results.batch using (batch_id)
    where resident_id = ${residentId} and state = 'released' and not exists (select from results.result as correction
      join results.batch as later using (batch_id)
      where correction.resident_id = ${residentId} and correction.corrects_result_id = result.result_id and later.state = 'released')`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.sample_id, row]))
}

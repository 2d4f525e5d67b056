/**
 * What is known of the tubes in a file: the samples in them and the outcomes reported for those.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { findSamplesByTubes } from '../sampling/index.ts'
import type { KnownFacts, SampleFacts } from './judge-rows.ts'
import type { Outcome } from './result-row.ts'

/** Keys asked for in one statement. */
const askedAtOnce = 10_000

export async function readKnownFacts(db: Queryable, tubeCodes: readonly string[], now: Date): Promise<KnownFacts> {
  const samplesByTube = new Map<string, SampleFacts[]>()
  const outcomeBySample = new Map<string, Outcome>()
  for (const part of partsOf(tubeCodes, askedAtOnce)) {
    const samples = await findSamplesByTubes(db, part)
    for (const sample of samples) {
      const inTube = samplesByTube.get(sample.tubeCode)
      if (inTube === undefined) samplesByTube.set(sample.tubeCode, [sample])
      else inTube.push(sample)
    }
    for (const [sampleId, outcome] of await readOutcomes(db, samples)) outcomeBySample.set(sampleId, outcome)
  }
  return { samplesByTube, outcomeBySample, now }
}

/** The outcome of each sample that stands or waits: not rejected, and not corrected by one that was not rejected. */
async function readOutcomes(db: Queryable, samples: readonly SampleFacts[]): Promise<[string, Outcome][]> {
  const residentIds = samples.map((sample) => sample.residentId)
  const sampleIds = samples.map((sample) => sample.sampleId)
  const { rows } = await sql<{ sample_id: string; outcome: Outcome }>`
    select result.sample_id, result.outcome
    from unnest(${residentIds}::uuid[], ${sampleIds}::uuid[]) as asked (resident_id, sample_id)
    join results.result on result.resident_id = asked.resident_id and result.sample_id = asked.sample_id
    where not result.void and not exists (select from results.result as correction
      where correction.resident_id = result.resident_id and correction.corrects_result_id = result.result_id and not correction.void)`.execute(
    db,
  )
  return rows.map((row) => [row.sample_id, row.outcome])
}

/** The list in parts of at most `size`. */
export function* partsOf<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}

/**
 * A resident's own samples with their results. A result reaches a sample through the tube it is in.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { readSiteNames } from '../places/index.ts'
import { holdsResident } from '../residents/index.ts'
import { readSamplesOfResident } from '../sampling/index.ts'
import type { ResidentId, ResidentSamples } from './batch.schema.ts'
import { readStandingResults } from './released-results.query.ts'

/** A person is sampled at most daily for weeks; older samples are history. */
const samplesShown = 100

export async function readResidentSamples(
  ctx: Ctx,
  { residentId }: Static<typeof ResidentId>,
): Promise<Result<Static<typeof ResidentSamples>, { code: 'request.forbidden' }>> {
  if (!holdsResident(ctx.actor, residentId)) return refuse({ code: 'request.forbidden' })
  const samples = await readSamplesOfResident(ctx.db.read, residentId, samplesShown)
  const tubeCodes = samples.map((sample) => sample.tubeCode)
  const results = new Map((await readStandingResults(ctx.db.read, tubeCodes)).map((one) => [one.tubeCode, one]))
  const siteNames = await readSiteNames(
    ctx.db.read,
    samples.map((sample) => sample.siteId),
  )
  return accept({
    samples: samples.map((sample) => {
      const result = results.get(sample.tubeCode)
      return {
        sampleId: sample.sampleId,
        tubeCode: sample.tubeCode,
        siteName: siteNames.get(sample.siteId) ?? '',
        sampledAt: sample.sampledAt.toISOString(),
        state: result === undefined ? ('taken' as const) : ('released' as const),
        outcome: result?.outcome ?? null,
        testedAt: result?.testedAt.toISOString() ?? null,
        releasedAt: result?.releasedAt.toISOString() ?? null,
        corrected: result !== undefined && result.correctsResultId !== null,
      }
    }),
  })
}

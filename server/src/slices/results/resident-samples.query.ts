/**
 * A resident's own samples: where each of them is, and its result. A result reaches a sample through the tube it is in; one of a tube whose number was used
 * twice reaches nobody.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { readSiteNames } from '../places/index.ts'
import { holdsResident } from '../residents/index.ts'
import { readBoxes, readSamplesOfResident, readTubes } from '../sampling/index.ts'
import { readAccessions, readReceipts } from '../transport/index.ts'
import type { ResidentId, ResidentSamples } from './batch.schema.ts'
import { readReportedTubes, readStandingResults, type TubeResult } from './released-results.query.ts'
import { placeOf, type Steps } from './sample-place.ts'

/** A person is sampled at most daily for weeks; older samples are history. */
const samplesShown = 100

export async function readResidentSamples(
  ctx: Ctx,
  { residentId }: Static<typeof ResidentId>,
): Promise<Result<Static<typeof ResidentSamples>, { code: 'request.forbidden' }>> {
  if (!holdsResident(ctx.actor, residentId)) return refuse({ code: 'request.forbidden' })
  const samples = await readSamplesOfResident(ctx.db.read, residentId, samplesShown)
  const ways = await readWays(
    ctx.db.read,
    samples.map((sample) => sample.tubeCode),
  )
  const siteNames = await readSiteNames(
    ctx.db.read,
    samples.map((sample) => sample.siteId),
  )
  return accept({
    samples: samples.map((sample, at) => {
      const { result, steps } = ways(sample.tubeCode)
      const { place, at: placeAt } = placeOf({ ...steps, sampledAt: sample.sampledAt })
      return {
        sampleId: sample.sampleId,
        tubeCode: sample.tubeCode,
        pool: sample.kind,
        siteName: siteNames.get(sample.siteId) ?? '',
        sampledAt: sample.sampledAt.toISOString(),
        place,
        placeAt: placeAt.toISOString(),
        state: result === undefined ? ('taken' as const) : ('released' as const),
        outcome: result?.outcome ?? null,
        testedAt: result?.testedAt.toISOString() ?? null,
        releasedAt: result?.releasedAt.toISOString() ?? null,
        corrected: result !== undefined && result.correctsResultId !== null,
        recollect: at === 0 && result?.outcome === 'invalid', // whoever was sampled again since need not come
      }
    }),
  })
}

type Way = { readonly result: TubeResult | undefined; readonly steps: Omit<Steps, 'sampledAt'> }

/** How far each of these tubes has come, and its result. */
async function readWays(db: Queryable, tubeCodes: readonly string[]): Promise<(tubeCode: string) => Way> {
  const tubes = new Map((await readTubes(db, tubeCodes)).map((tube) => [tube.tubeCode, tube]))
  const boxCodes = [...new Set([...tubes.values()].flatMap(({ boxCode }) => boxCode ?? []))]
  const boxes = new Map((await readBoxes(db, boxCodes)).map((box) => [box.boxCode, box]))
  const receipts = await readReceipts(db, boxCodes)
  const accessions = await readAccessions(db, tubeCodes)
  const reported = await readReportedTubes(db, tubeCodes)
  const results = new Map((await readStandingResults(db, tubeCodes)).map((result) => [result.tubeCode, result]))
  return (tubeCode) => {
    const tube = tubes.get(tubeCode)
    const result = tube?.ambiguous === true ? undefined : results.get(tubeCode)
    const boxCode = tube?.boxCode ?? ''
    return {
      result,
      steps: {
        closedAt: tube?.closedAt ?? null,
        boxedAt: tube?.boxedAt ?? null,
        handedOverAt: boxes.get(boxCode)?.handedOverAt ?? null,
        receivedAt: (accessions.get(tubeCode) ?? receipts.get(boxCode))?.receivedAt ?? null,
        testedAt: reported.get(tubeCode)?.testedAt ?? null,
        releasedAt: result?.releasedAt ?? null,
      },
    }
  }
}

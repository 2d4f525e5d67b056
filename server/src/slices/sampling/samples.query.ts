/**
 * Reading samples: a site's day, the samples of tubes, the samples of a resident.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { utcOffsetMinutes } from '../places/index.ts'
import { readResidentCards } from '../residents/index.ts'
import type { SamplesSummary, SummariseSamples } from './sample.schema.ts'
import { startOfDay } from './sampling-time.ts'

export interface Sample {
  readonly tubeCode: string
  readonly sampleId: string
  readonly residentId: string
  readonly sampledAt: Date
  readonly siteId: string
}

const lastShown = 10

export async function summariseSamples(
  ctx: Ctx,
  { siteId }: Static<typeof SummariseSamples>,
): Promise<Result<Static<typeof SamplesSummary>, { code: 'sampling.other_site' }>> {
  if (ctx.actor.kind === 'scanner' && ctx.actor.siteId !== siteId) return refuse({ code: 'sampling.other_site' })
  const atSite = ctx.db.read.selectFrom('sampling.swab').where('site_id', '=', siteId)
  const { today } = await atSite
    .select((select) => select.fn.countAll<string>().as('today'))
    .where('sampled_at', '>=', startOfDay(ctx.clock.now(), utcOffsetMinutes))
    .executeTakeFirstOrThrow()
  const last = await atSite
    .select(['sample_id', 'tube_code', 'resident_id', 'sampled_at'])
    .orderBy('sampled_at', 'desc')
    .limit(lastShown)
    .execute()
  const cards = await readResidentCards(ctx.db.read, ctx.vault, [...new Set(last.map((row) => row.resident_id))])
  const names = new Map(cards.map((card) => [card.residentId, card.nameMasked]))
  return accept({
    today: Number(today),
    last: last.map((row) => ({
      sampleId: row.sample_id,
      tubeCode: row.tube_code,
      nameMasked: names.get(row.resident_id) ?? '',
      sampledAt: row.sampled_at.toISOString(),
    })),
  })
}

/** The samples in these tubes; tubes that nobody registered are left out. */
export async function findSamplesByTubes(db: Queryable, tubeCodes: readonly string[]): Promise<Sample[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<Sample>`
    select tube_code as "tubeCode", sample_id as "sampleId", resident_id as "residentId", sampled_at as "sampledAt", site_id as "siteId"
    from sampling.swab where tube_code = any(${tubeCodes}::text[])`.execute(db)
  return rows
}

/** A resident's samples, newest first, at most `limit`. */
export async function readSamplesOfResident(db: Queryable, residentId: string, limit: number): Promise<Sample[]> {
  return db
    .selectFrom('sampling.sample_of_resident')
    .select(['tube_code as tubeCode', 'sample_id as sampleId', 'resident_id as residentId', 'sampled_at as sampledAt', 'site_id as siteId'])
    .where('resident_id', '=', residentId)
    .orderBy('sampled_at', 'desc')
    .limit(limit)
    .execute()
}

/**
 * A site's own day: how many swabs, and the last ones. Names only of those who showed a pass: else typing numbers would tell who has them.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { utcOffsetMinutes } from '../places/index.ts'
import { readResidentCards } from '../residents/index.ts'
import type { SamplesSummary, SummariseSamples } from './sample.schema.ts'
import { startOfDay } from './sampling-time.ts'

const lastShown = 10
const dayMs = 86_400_000

/** The day's swabs are looked for in tubes that were opened since a day before it: found by tube, of which there are ten times fewer. */
export async function summariseSamples(
  ctx: Ctx,
  { siteId }: Static<typeof SummariseSamples>,
): Promise<Result<Static<typeof SamplesSummary>, { code: 'sampling.other_site' }>> {
  if (ctx.actor.kind === 'scanner' && ctx.actor.siteId !== siteId) return refuse({ code: 'sampling.other_site' })
  const midnight = startOfDay(ctx.clock.now(), utcOffsetMinutes)
  const { rows } = await sql<{
    sample_id: string
    tube_code: string
    resident_id: string
    sampled_at: Date
    shown: boolean
    today: number
  }>`
    select sample_id, tube_code, resident_id, sampled_at, identified_by in ('phone_pass', 'paper_pass') as shown, count(*) filter (where sampled_at >= ${midnight}) over ()::int as today
    from sampling.tube join sampling.swab using (tube_code)
    where tube.site_id = ${siteId} and opened_at >= ${new Date(midnight.getTime() - dayMs)} and state = 'counted'
    order by sampled_at desc limit ${lastShown}`.execute(ctx.db.read)
  const cards = await readResidentCards(ctx.db.read, ctx.vault, [...new Set(rows.filter((row) => row.shown).map((row) => row.resident_id))])
  const names = new Map(cards.map((card) => [card.residentId, card.nameMasked]))
  return accept({
    today: rows[0]?.today ?? 0,
    last: rows.map((row) => ({
      sampleId: row.sample_id,
      tubeCode: row.tube_code,
      nameMasked: (row.shown && names.get(row.resident_id)) || '',
      sampledAt: row.sampled_at.toISOString(),
    })),
  })
}

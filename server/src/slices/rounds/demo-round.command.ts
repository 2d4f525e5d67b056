/**
 * One running round to practise with, for the very first start. Does nothing where any round exists, or no site.
 */
import { anyTubeRule } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { listSites, readDivisionNames } from '../places/index.ts'
import { insertRound, lockPlanning } from './plan-round.command.ts'
import { roundDaysMax } from './round.ts'

const dayMs = 86_400_000

/** Adds the practice round over all districts, at all sites, day and night: voluntary, so that it darkens nobody's code. Servers that start together add it once. */
export async function createDemoRound(ctx: Ctx): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockPlanning(tx)
    const { rows } = await sql<{ taken: boolean }>`select exists (select from rounds.round) as taken`.execute(tx)
    if (rows[0]?.taken !== false) return
    const [names, sites] = await Promise.all([readDivisionNames(tx), listSites(tx)])
    const districts = [...names.keys()].filter((code) => code.length === 6)
    if (districts.length === 0 || sites.length === 0) return
    const now = ctx.clock.now()
    await insertRound(tx, ctx, {
      roundId: ctx.ids.uuid(),
      name: '演练轮次',
      startsAt: now,
      endsAt: new Date(now.getTime() + roundDaysMax * dayMs),
      graceHours: 24,
      mandatory: false,
      demo: true,
      tubeRule: anyTubeRule,
      areas: districts.map((code) => ({ code, pool: 'ten' })),
      buildings: [],
      sites: sites.map((site) => ({ siteId: site.siteId, desks: 2, opensAt: '00:00', closesAt: '00:00' })),
    })
  })
}

/**
 * Everything of a round that is dear to work out, but its rows: kept for a while and shared by all who ask, and by all that they ask.
 */
import type { Ctx } from '../../platform/context.ts'
import { type Round, readExpectedLoad } from '../rounds/index.ts'
import { createAnswerCache } from './answer-cache.ts'
import { countDifferences, countExplained, type DifferenceCount } from './differences.query.ts'
import { type Delay, readDelays, readTotals, type StepCounts } from './round-figures.query.ts'
import { type Judgement, judgeRound } from './round-judgement.query.ts'
import { isStanding } from './standing.ts'

export interface WholeRound {
  readonly judgement: Judgement
  readonly swabs: StepCounts
  readonly tubes: StepCounts
  readonly differences: readonly DifferenceCount[]
  readonly delays: readonly Delay[]
  /** Nothing stands anywhere, and every swab that is not on the code is explained by an item. */
  readonly reconciled: boolean
  /** Residents expected, by site and in all. */
  readonly expectedBySite: ReadonlyMap<string, number>
  readonly expected: number
}

export type ReadWholeRound = (ctx: Ctx, round: Round) => Promise<WholeRound>

/** A reader with answers of its own; one a server. */
export function createWholeReader(): ReadWholeRound {
  const answers = createAnswerCache<WholeRound>()
  return (ctx, round) => answers.get(ctx.clock, round.roundId, () => workOut(ctx, round))
}

async function workOut(ctx: Ctx, round: Round): Promise<WholeRound> {
  const db = ctx.db.read
  const judgement = await judgeRound(ctx, round)
  const differences = await countDifferences(db, round.roundId, judgement)
  const { swabs, tubes } = await readTotals(db, round.roundId)
  const explained = await countExplained(db, round.roundId, judgement)
  const { load } = await readExpectedLoad(db, round)
  const standing = differences.some(({ code }) => isStanding(code))
  return {
    judgement,
    swabs,
    tubes,
    differences,
    delays: await readDelays(db, round.roundId),
    reconciled: swabs.inTube > 0 && !standing && swabs.inTube - swabs.onCode === explained,
    expectedBySite: new Map(load.sites.map((site) => [site.siteId, site.expected])),
    expected: load.expected,
  }
}

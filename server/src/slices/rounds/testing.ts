/**
 * Rounds for tests of this and other slices. Must not be used outside tests.
 */
import { anyTubeRule } from '@evergate/pass/sampling'
import { type TestGround, testCtx } from '../../testing/test-server.ts'
import { insertRound } from './plan-round.command.ts'
import type { Round } from './round.ts'

const hourMs = 3_600_000

/** The body of a plan: twelve hours from now, tubes of ten, one district, the given sites. */
export function roundPlan(ground: TestGround, siteIds: readonly string[], change: object = {}) {
  const startsAt = ground.clock.now()
  return {
    name: '第一轮',
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 12 * hourMs).toISOString(),
    graceHours: 6,
    mandatory: true,
    tubeRule: anyTubeRule,
    areas: [{ code: '610113', pool: 'ten' }],
    sites: siteIds.map((siteId) => ({ siteId, desks: 2, opensAt: '08:00', closesAt: '20:00' })),
    ...change,
  }
}

/** Puts a round into the database as it is, whatever the time; returns its id. */
export async function createTestRound(ground: TestGround, siteIds: readonly string[], change: Partial<Round> = {}): Promise<string> {
  const plan = roundPlan(ground, siteIds)
  const roundId = ground.ids.uuid()
  const round = {
    ...plan,
    roundId,
    demo: false,
    startsAt: new Date(plan.startsAt),
    endsAt: new Date(plan.endsAt),
    areas: [{ code: '610113', pool: 'ten' as const }],
    buildings: [],
    ...change,
  }
  await ground.db.transaction((tx) => insertRound(tx, testCtx(ground), round))
  return roundId
}

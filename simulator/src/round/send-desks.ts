/**
 * The desks of a round come back from their shift and send what they have, a few at a time; one batch in ten is sent twice.
 */
import { join } from 'node:path'
import { sleep } from '../clock.ts'
import { type Desk, type Mischief, noMischief, openDesk } from '../desk/desk.ts'
import { inTurns } from '../in-turns.ts'
import type { KnownDesk } from '../loaded-city.ts'
import { seededChance } from '../seeded-chance.ts'
import type { PlannedRound } from './planned-round.ts'

const desksAtOnce = 4
const failuresMax = 20
const percent = { ...noMischief, repeated: 10, twiceAtOnce: 10 } as const

/** Sends everything of the desks that are late, or of those that are not. */
export async function sendDesks(
  origin: string,
  folder: string,
  { desks }: PlannedRound,
  known: readonly KnownDesk[],
  late: boolean,
): Promise<void> {
  await inTurns(desks, desksAtOnce, async ({ taps, isLate }, at) => {
    if (isLate !== late) return
    const { deviceId, siteId, privateKey, accessToken } = known[at]!
    const plan = { deviceId, siteId, kept: { privateKey, accessToken }, taps, clockSkewMs: 0 }
    await sendAll(await openDesk(origin, join(folder, `round-desk-${at}.jsonl`), plan), { chance: seededChance(at), percent })
  })
}

/** Taps the whole plan and sends until everything is answered. A server that is busy is asked again; one that never answers is told of. */
export async function sendAll(desk: Desk, mischief: Mischief): Promise<void> {
  desk.tap(desk.plan.taps.length)
  for (let failures = 0; !desk.isDone(); ) {
    try {
      await desk.sync(mischief)
      failures = 0
    } catch (error) {
      failures += 1
      if (failures >= failuresMax) throw error
      await sleep(1_000)
    }
  }
}

/**
 * The desks of a round come back from their shift and send what they have, a few at a time; one batch in ten is sent twice.
 */
import { join } from 'node:path'
import { noMischief, openDesk } from '../desk/desk.ts'
import { inTurns } from '../in-turns.ts'
import type { KnownDesk } from '../loaded-city.ts'
import { seededChance } from '../seeded-chance.ts'
import type { PlannedRound } from './planned-round.ts'

const desksAtOnce = 6
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
    const desk = await openDesk(origin, join(folder, `round-desk-${at}.jsonl`), plan)
    desk.tap(taps.length)
    while (!desk.isDone()) await desk.sync({ chance: seededChance(at), percent })
  })
}

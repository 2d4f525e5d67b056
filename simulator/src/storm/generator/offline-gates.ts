/**
 * A phone and a gate that go on through the whole storm without a server: the phone shows its pass, the gate reads it with the files it had before. At a low
 * rate; what it costs the generator is nothing beside the storm.
 */
import type { GateAnswer } from '@evergate/pass'
import { nowSeconds, sleep } from '../../clock.ts'
import type { Gate } from '../../gate.ts'
import { showPass } from '../../known-people.ts'
import type { Chance } from '../../seeded-chance.ts'
import type { PhoneHolder } from './cast.ts'

export interface OfflineChecks {
  readonly checks: number
  readonly good: number
  /** Why some were not good, each reason once. */
  readonly reasons: readonly string[]
}

const everyMs = 200
/** Where a green code is enough: nobody of a made-up city has been tested. */
const venueType = 'compound'

/** Shows and checks until `isOver`; none of it touches the network. */
export async function checkOffline(
  gate: Gate,
  holders: readonly PhoneHolder[],
  chance: Chance,
  isOver: () => boolean,
): Promise<OfflineChecks> {
  const reasons = new Set<string>()
  let [checks, good] = [0, 0]
  while (!isOver()) {
    checks += 1
    const complaint = await checkOne(gate, chance.pick(holders)).catch((error: Error) => error.message)
    if (complaint === undefined) good += 1
    else reasons.add(complaint)
    await sleep(everyMs)
  }
  return { checks, good, reasons: [...reasons].slice(0, 10) }
}

async function checkOne(gate: Gate, { phone }: PhoneHolder): Promise<string | undefined> {
  const now = nowSeconds()
  const answer: GateAnswer = await gate.check(await showPass(phone, now), venueType, now)
  if (answer.answer === 'admit') return undefined
  return `${answer.answer}: ${answer.reasons.join(', ')}`
}

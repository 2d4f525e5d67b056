/** When this phone asks for its next passes by itself, and the plan that it keeps for that from one opening to the next. Asks nobody. */
import { type HeldPasses, type PassPlan, planPassContact } from '@evergate/pass/contact'
import { type Cached, readCached, writeCached } from '../../shared/cache.ts'
import { chance, now } from '../../shared/clock.ts'
import { wallet } from './wallet.ts'
import { type Passes, validityOf } from './wire.ts'

const entryName = 'resident/pass-plan'
let plan: PassPlan | null = null

export async function openPassPlan(): Promise<void> {
  plan = (await readCached(entryName, isPlan))?.value ?? null
}

/** The moment to ask for passes, milliseconds since 1970. */
export function planNextPasses(): number {
  const planned = planPassContact(wallet.peek() === null ? null : heldIn(wallet.peek()!), plan, now(), chance())
  if (planned.plan !== plan) void writeCached(entryName, planned.plan)
  plan = planned.plan
  return planned.atMs
}

function heldIn({ value, savedAt }: Cached<Passes>): HeldPasses {
  return {
    validity: value.passes.map(validityOf),
    nextContactAtMs: Date.parse(value.nextContactAt),
    savedAtMs: savedAt,
  }
}

function isPlan(value: unknown): value is PassPlan {
  const { dayEndsAtMs, atMs, ranOutAtMs } = (value ?? {}) as Partial<PassPlan>
  return typeof dayEndsAtMs === 'number' && typeof atMs === 'number' && (ranOutAtMs === null || typeof ranOutAtMs === 'number')
}

/**
 * Before anything is measured: programs that have just been started compile, plan and fill their caches on an ordinary load, of which nothing is kept. What a cold
 * start costs is a storm of its own (scenario/cold-herd.ts).
 */
import { mixOf } from './capacity.ts'
import type { Generator } from './generator/generator-host.ts'
import type { Load } from './generator/orders.ts'

const seconds = 15
/** Of capacity: what a program that is still cold can do, and what it should be able to do then. It takes some thousand requests to use three quarters of what it used at first, and some six thousand to use two thirds. */
const parts = [0.3, 0.6]

/** Warms up the servers that a storm is about to be blown over. */
export async function warmUp(
  generator: Generator,
  { port, portOf = {} }: Pick<Load, 'port' | 'portOf'>,
  capacityPerSecond: number,
): Promise<void> {
  for (const part of parts) {
    const profile = mixOf(part * capacityPerSecond)
    await generator.blow({ port, portOf, profile, seconds, behaviour: 'shared', seed: 0, stretches: [], stepMs: 500 })
  }
}

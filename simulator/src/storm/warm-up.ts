/**
 * Before anything is measured: programs that have just been started compile, plan and fill their caches on an ordinary load, of which nothing is kept. What a cold
 * start costs is a storm of its own (scenario/cold-herd.ts).
 */
import { mixOf } from './capacity.ts'
import type { Generator } from './generator/generator-host.ts'
import type { Load } from './generator/orders.ts'

const seconds = 6
/** Of capacity: what a program that is still cold can do. */
const part = 0.3

/** Warms up the servers that a storm is about to be blown over. */
export async function warmUp(
  generator: Generator,
  { port, portOf = {} }: Pick<Load, 'port' | 'portOf'>,
  capacityPerSecond: number,
): Promise<void> {
  await generator.blow({
    port,
    portOf,
    profile: mixOf(part * capacityPerSecond),
    seconds,
    behaviour: 'shared',
    seed: 0,
    stretches: [],
    stepMs: 500,
  })
}

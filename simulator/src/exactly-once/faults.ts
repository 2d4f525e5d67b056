/**
 * What happens to a running city in the middle of its day: which fault comes when, by seed, and each kind at least once.
 */
import { sleep } from '../clock.ts'
import type { Chance } from '../seeded-chance.ts'
import type { TcpProxy } from '../tcp-proxy.ts'

export const faultKinds = ['line_cut', 'line_drops', 'line_late', 'server_killed', 'postgres_killed', 'power_cut', 'desks_killed'] as const
export type FaultKind = (typeof faultKinds)[number]

/** Of 100 faults, how many are of which kind. */
const weights: Readonly<Record<FaultKind, number>> = {
  line_cut: 26,
  line_drops: 16,
  line_late: 12,
  server_killed: 10,
  postgres_killed: 8,
  power_cut: 6,
  desks_killed: 22,
}

/** What faults are done to. */
export interface Victims {
  readonly proxy: TcpProxy
  killServer(): Promise<void>
  killPostgres(): Promise<void>
  cutPower(): Promise<void>
  killDesks(chance: Chance): Promise<void>
}

/** The order in which faults come: first one of each kind, shuffled, then by weight for as long as anybody asks. */
export function* faultOrder(chance: Chance): Generator<FaultKind, never> {
  yield* chance.shuffled(faultKinds)
  for (;;) {
    let left = chance.below(100)
    const kind = faultKinds.find((one) => {
      left -= weights[one]
      return left < 0
    })
    yield kind ?? 'line_cut'
  }
}

/** Does one fault and undoes what must be undone for the day to go on. */
export async function doFault(kind: FaultKind, { proxy, ...victims }: Victims, chance: Chance): Promise<void> {
  if (kind === 'server_killed') return victims.killServer()
  if (kind === 'postgres_killed') return victims.killPostgres()
  if (kind === 'power_cut') return victims.cutPower()
  if (kind === 'desks_killed') return victims.killDesks(chance)
  if (kind === 'line_cut') proxy.cut()
  else if (kind === 'line_drops') proxy.drop()
  else proxy.delay(50 + chance.below(400))
  await sleep(100 + chance.below(1_500))
  proxy.mend()
}

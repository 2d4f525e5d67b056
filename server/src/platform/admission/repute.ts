/**
 * Addresses from which lately came more that led to nothing (credentials that are none, more calls than one may make) than was signed in. Whoever calls from there
 * stands last in the class of what is asked for. A score an address that leaks away; bounded in memory. It refuses nobody by itself.
 */

/** The repute of addresses. */
export interface Repute {
  /** A request of this address came to nothing, which its sender could have known. */
  fault(address: string): void
  /** One was signed in: it makes up for one fault. */
  good(address: string): void
  /** Whether who calls from there stands last. */
  isBad(address: string): boolean
}

/** More than many households or a whole carrier's address have by chance: tokens that have run out. */
const badFrom = 30
/** So that it is over within two minutes, or after as many that are signed in. */
const scoreMax = 60
const leakPerMinute = 20
const addressesMax = 10_000

/** Nobody is known yet; `nowMs` is a monotonic clock. */
export function createRepute(nowMs: () => number): Repute {
  const known = new Map<string, { score: number; atMs: number }>()
  const scoreOf = (address: string): number => {
    const one = known.get(address)
    return one === undefined ? 0 : Math.max(0, one.score - ((nowMs() - one.atMs) * leakPerMinute) / 60_000)
  }
  const keep = (address: string, score: number): void => {
    known.delete(address) // re-inserted last: the map's order is the order of use
    if (score <= 0) return
    if (known.size >= addressesMax) known.delete(known.keys().next().value!)
    known.set(address, { score: Math.min(scoreMax, score), atMs: nowMs() })
  }
  return {
    fault: (address) => keep(address, scoreOf(address) + 1),
    good: (address) => {
      if (known.has(address)) keep(address, scoreOf(address) - 1)
    },
    isBad: (address) => known.size > 0 && scoreOf(address) >= badFrom,
  }
}

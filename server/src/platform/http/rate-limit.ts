/**
 * How many calls one caller may make: a token bucket a key, kept in this process (each server counts for itself). Bounded in memory.
 */
import type { Clock } from '../clock.ts'

/** Counts calls by key. */
export interface RateLimiter {
  /** Takes one call for this key; false where it has none left. */
  take(key: string): boolean
}

const keysMax = 100_000

/** What one caller is counted under: an IPv4 address, or the /64 of an IPv6 address, because a household is given that many addresses at once. */
export function addressKey(address: string): string {
  if (!address.includes(':') || address.toLowerCase().startsWith('::ffff:')) return address
  const [head, tail] = address.split('%', 1)[0]!.split('::') as [string, string?]
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const whole =
    tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after]
  return `${whole.slice(0, 4).join(':')}::/64`
}

/** A limiter of `perMinute` calls, refilled evenly, with a burst of a full minute's calls. */
export function createRateLimiter(clock: Clock, perMinute: number): RateLimiter {
  const buckets = new Map<string, { left: number; atMs: number }>()
  return {
    take: (key) => {
      const nowMs = clock.now().getTime()
      const bucket = buckets.get(key) ?? { left: perMinute, atMs: nowMs }
      const left = Math.min(perMinute, bucket.left + ((nowMs - bucket.atMs) * perMinute) / 60_000)
      buckets.delete(key) // re-inserted last: the map's order is the order of use
      if (buckets.size >= keysMax) buckets.delete(buckets.keys().next().value!)
      buckets.set(key, { left: left >= 1 ? left - 1 : left, atMs: nowMs })
      return left >= 1
    },
  }
}

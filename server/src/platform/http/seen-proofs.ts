/**
 * Proofs this process has seen, for requests that change nothing: two generations of 48-bit hashes in memory, bounded in number. The older generation
 * goes when its time has passed or when the newer one is full; then a proof of that age could be shown to this process once more (see ADR 0022).
 */

/** What was seen lately. */
export interface SeenProofs {
  /** True the first time; false where this hash (32 bytes) was told before. */
  add(hash: Buffer, nowMs: number): boolean
}

/** A memory of `lifeMs` for at most `hashesMax` hashes, about 40 bytes each. Two of 100,000 share 48 bits with a probability of one in 50,000. */
export function createSeenProofs(lifeMs: number, hashesMax: number): SeenProofs {
  let [newer, older] = [new Set<number>(), new Set<number>()]
  let bornMs = Number.NEGATIVE_INFINITY
  return {
    add: (hash, nowMs) => {
      if (nowMs - bornMs >= lifeMs || newer.size >= hashesMax / 2) {
        older = nowMs - bornMs >= 2 * lifeMs ? new Set() : newer
        newer = new Set()
        bornMs = nowMs
      }
      const key = hash.readUIntBE(0, 6)
      if (older.has(key) || newer.has(key)) return false
      newer.add(key)
      return true
    },
  }
}

/**
 * How many requests of each rank come a second, lately: what lies further back counts less and less. Pure: time comes in.
 */
import { rankCount } from './rank.ts'

/** Requests are forgotten to a third in this time: long enough to know the rate of a bucket when some hundreds come a second. */
const memoryMs = 300
/** When suddenly so many times more come than were remembered, what was remembered is worth little. */
const stepFactor = 1.5
const stepPerSecondMin = 100
const memoryMsInStep = 30

/** The demand by rank. */
export interface Demand {
  /** One came. */
  add(rank: number): void
  /** So many came, of ranks that nobody told us but that they lie from `fromRank` to before `endRank`: callers' buckets are a hash. */
  addEvenly(fromRank: number, endRank: number, count: number): void
  /** Brings the rates up to date. */
  decay(nowMs: number): void
  /** Requests a second of all ranks. */
  total(): number
  /** The rank before which `perSecond` requests come, with a fraction for a part of a rank; 512 where fewer come in all. */
  rankAt(perSecond: number): number
}

/** No demand yet. */
export function createDemand(startMs: number): Demand {
  const rates = new Float64Array(rankCount)
  const fresh = new Float64Array(rankCount)
  let freshHere = 0 // what is told of others comes in heaps, too uneven to tell a step by
  let atMs = startMs
  let total = 0
  return {
    add: (rank) => {
      fresh[rank]! += 1
      freshHere += 1
    },
    addEvenly: (fromRank, endRank, count) => {
      for (let rank = fromRank; rank < endRank; rank++) fresh[rank]! += count / (endRank - fromRank)
    },
    decay: (nowMs) => {
      const passedMs = nowMs - atMs
      if (passedMs <= 0) return
      const freshPerSecond = (freshHere * 1000) / passedMs
      const isStep = freshPerSecond > stepFactor * total && freshPerSecond - total > stepPerSecondMin
      const kept = Math.exp(-passedMs / (isStep ? memoryMsInStep : memoryMs))
      total = 0
      freshHere = 0
      for (let rank = 0; rank < rankCount; rank++) {
        rates[rank] = rates[rank]! * kept + ((fresh[rank]! * 1000) / passedMs) * (1 - kept)
        fresh[rank] = 0
        total += rates[rank]!
      }
      atMs = nowMs
    },
    total: () => total,
    rankAt: (perSecond) => {
      if (perSecond >= total) return rankCount
      let before = 0
      for (let rank = 0; rank < rankCount; rank++) {
        const rate = rates[rank]!
        if (before + rate > perSecond) return rank + (perSecond - before) / rate
        before += rate
      }
      return rankCount
    },
  }
}

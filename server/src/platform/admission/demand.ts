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
  /** One came, which stands for so many: a proxy in front refused the others of its kind. */
  add(rank: number, standsFor: number): void
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
  let freshAlone = 0 // that stand for themselves only: who stands for many comes too unevenly to tell a step by
  let atMs = startMs
  let total = 0
  return {
    add: (rank, standsFor) => {
      fresh[rank]! += standsFor
      if (standsFor === 1) freshAlone += 1
    },
    decay: (nowMs) => {
      const passedMs = nowMs - atMs
      if (passedMs <= 0) return
      const freshPerSecond = (freshAlone * 1000) / passedMs
      const isStep = freshPerSecond > stepFactor * total && freshPerSecond - total > stepPerSecondMin
      const kept = Math.exp(-passedMs / (isStep ? memoryMsInStep : memoryMs))
      total = 0
      freshAlone = 0
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

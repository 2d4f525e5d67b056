/**
 * While many are refused by the cursor, who can wait hears at once that its turn would come late, instead of standing in line in vain. Pure: time comes in.
 *
 * Both classes that can wait fill the places by turns, so that one of the less important may be let in a moment before one that matters more is refused.
 * Therefore sheddable is shut for a while after anybody of sheddable_plus was refused, and that class may wait a little longer while sheddable was let in.
 */
import type { LoadClass } from './load-class.ts'
import type { AdmissionSettings } from './settings.ts'

/** Who is turned away from the lines. */
export interface TurnAway {
  /** Whether a newcomer, whose turn would come in `waitMs`, has to go. A class without a short wait never has to. */
  turnsAway(loadClass: LoadClass, waitMs: number, nowMs: number): boolean
  /** One of this class was refused, for whatever reason but its deadline, which its sender chooses; or was let in. */
  refused(loadClass: LoadClass, nowMs: number): void
  letIn(loadClass: LoadClass, nowMs: number): void
}

/** The classes are kept in order over so long: longer than it takes the places to be given anew. */
const orderMs = 300
/** The wait that sheddable_plus may have more while sheddable was let in. */
const graceMs = 20

/** Nobody was refused yet. */
export function createTurnAway(lines: AdmissionSettings['lines']): TurnAway {
  let refusedAtMs = Number.NEGATIVE_INFINITY // sheddable_plus
  let letInAtMs = Number.NEGATIVE_INFINITY // sheddable
  return {
    turnsAway: (loadClass, waitMs, nowMs) => {
      const { shortMs } = lines[loadClass]
      if (loadClass === 'sheddable') return waitMs > shortMs || nowMs - refusedAtMs < orderMs
      return waitMs > shortMs + (nowMs - letInAtMs < orderMs ? graceMs : 0)
    },
    refused: (loadClass, nowMs) => {
      if (loadClass === 'sheddable_plus') refusedAtMs = nowMs
    },
    letIn: (loadClass, nowMs) => {
      if (loadClass === 'sheddable') letInAtMs = nowMs
    },
  }
}

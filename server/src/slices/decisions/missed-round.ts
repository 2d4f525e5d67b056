/**
 * Who missed a round, and who must not be said to have: pure. Data that is missing or late never darkens a code, so where a desk's records may still be
 * on their way nobody is judged.
 */
import { uuidFrom } from '../../platform/ids.ts'
import { graceEndOf, type Round } from '../rounds/index.ts'
import type { Device } from '../sampling/index.ts'
import type { NewEvidence } from './evidence.ts'

const hourMs = 3_600_000
/** A device last heard longer than this before a round is taken for one that is no longer used. */
const usedWithinMs = 48 * hourMs
/** Rounds that ended longer ago are not judged any more: whoever was away so long is told nothing new. */
export const judgedWithinMs = 7 * 24 * hourMs

/**
 * Whether a device may hold swabs of the round that are not here: it left a hole, said that records wait, or was not heard since the round began. One
 * that was last heard days before took no part in it.
 */
export function mayHoldRecords(device: Device, round: Pick<Round, 'startsAt'>): boolean {
  if (device.lastContactAt === null) return false
  const beforeStartMs = round.startsAt.getTime() - device.lastContactAt.getTime()
  if (beforeStartMs >= usedWithinMs) return false
  return device.missingRecords > 0 || (device.queued ?? 0) > 0 || beforeStartMs > 0
}

/** The streets in which everybody's swabs are here: none of the sites that their people go to waits for records. */
export function streetsToJudge(
  sitesOfStreet: ReadonlyMap<string, readonly string[]>,
  round: Pick<Round, 'startsAt'>,
  devices: readonly Device[],
  sitesWithWaitingRecords: ReadonlySet<string>,
): string[] {
  const held = new Set(sitesWithWaitingRecords)
  for (const device of devices) if (device.siteId !== null && mayHoldRecords(device, round)) held.add(device.siteId)
  return [...sitesOfStreet].filter(([, siteIds]) => !siteIds.some((siteId) => held.has(siteId))).map(([street]) => street)
}

/** The evidence that this resident missed this round; the same whoever finds it out, and however often. */
export function missedEvidence(round: Round, residentId: string): NewEvidence {
  return {
    residentId,
    evidenceId: uuidFrom(`round_missed ${round.roundId} ${residentId}`),
    kind: 'round_missed',
    observedAt: graceEndOf(round).toISOString(),
    data: { roundId: round.roundId, startedAt: round.startsAt.toISOString(), endedAt: round.endsAt.toISOString() },
    source: 'rounds',
  }
}

/** The evidence that a swab was taken: ends a missed round before any laboratory has seen the tube. */
export function takenEvidence(sample: { readonly residentId: string; readonly sampleId: string; readonly sampledAt: Date }): NewEvidence {
  const sampledAt = sample.sampledAt.toISOString()
  return {
    residentId: sample.residentId,
    evidenceId: uuidFrom(`sample_taken ${sample.sampleId} ${sampledAt}`),
    kind: 'sample_taken',
    observedAt: sampledAt,
    data: { sampledAt, sampleId: sample.sampleId },
    source: 'sampling',
  }
}

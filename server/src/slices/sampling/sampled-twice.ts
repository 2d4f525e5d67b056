/**
 * Who was sampled twice where once was meant. Pure.
 */
import { aboutResident, type ConflictFound } from './conflict.ts'

/** A sample that counts, with where and when. */
export interface PlacedSample {
  readonly tubeCode: string
  readonly sampleId: string
  readonly residentId: string
  readonly sampledAt: Date
  readonly siteId: string
  readonly roundId: string | null
  readonly deviceId: string | null
}

/** Outside a round, two samples closer than this are one visit too many. */
const apartMsMin = 12 * 3_600_000

/** One conflict for each resident and round, or for each run of samples too close together; whatever order the samples come in. */
export function findTwice(samples: readonly PlacedSample[]): ConflictFound[] {
  const sorted = samples.toSorted((a, b) => a.sampledAt.getTime() - b.sampledAt.getTime() || (a.sampleId < b.sampleId ? -1 : 1))
  const groups = new Map<string, PlacedSample[]>()
  const latest = new Map<string, { key: string; atMs: number }>()
  for (const sample of sorted) {
    const key = keyOf(sample, latest)
    groups.set(key, [...(groups.get(key) ?? []), sample])
  }
  return [...groups.values()].filter((group) => new Set(group.map(({ tubeCode }) => tubeCode)).size > 1).map(conflictOf)
}

function keyOf(sample: PlacedSample, latest: Map<string, { key: string; atMs: number }>): string {
  if (sample.roundId !== null) return `${sample.residentId} ${sample.roundId}`
  const before = latest.get(sample.residentId)
  const atMs = sample.sampledAt.getTime()
  const key = before !== undefined && atMs - before.atMs < apartMsMin ? before.key : `${sample.residentId} ${sample.sampleId}`
  latest.set(sample.residentId, { key, atMs })
  return key
}

function conflictOf(group: readonly PlacedSample[]): ConflictFound {
  const [first, last] = [group[0]!, group.at(-1)!]
  return {
    about: aboutResident(last.residentId),
    part: first.roundId ?? first.sampleId,
    code: 'sampled_twice',
    at: last.sampledAt,
    siteId: last.siteId,
    tubeCode: last.tubeCode,
    deviceIds: [...new Set(group.flatMap(({ deviceId }) => deviceId ?? []))].sort(),
    recordIds: group.map(({ sampleId }) => sampleId).sort(),
    residentIds: [last.residentId],
    detail: { tubeCodes: [...new Set(group.map(({ tubeCode }) => tubeCode))].sort() },
  }
}

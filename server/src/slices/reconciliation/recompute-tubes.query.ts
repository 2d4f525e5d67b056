/**
 * What the rows of some tubes should be, from what all slices say right now. Reads only: folding writes it, the rebuild command compares it.
 */
import type { Queryable } from '../../platform/db/database.ts'
import { readAllReleased } from '../results/index.ts'
import { readSamplesOfRepeated, readTubes } from '../sampling/index.ts'
import { findRepeated, type RepeatedSample } from './repeated-residents.ts'
import { differencesOfTube } from './tube-differences.ts'
import { readTubeFacts } from './tube-facts.query.ts'
import { progressOf, type TubeProgress } from './tube-progress.ts'

/** A row of reconciliation.difference, under its column names. */
export interface DifferenceRow {
  readonly tube_code: string
  readonly code: string
  readonly sample_id: string
  readonly round_id: string | null
  readonly resident_id: string | null
  readonly swabs: number
  readonly since: Date
  readonly other_tube_code: string | null
}

export interface Recomputed {
  readonly progress: readonly TubeProgress[]
  /** Of these tubes alone. */
  readonly ofTubes: readonly DifferenceRow[]
  /** Of everybody who is or was in one of these tubes, in whatever tube. */
  readonly residentIds: readonly string[]
  readonly ofResidents: readonly DifferenceRow[]
}

const wholeTube = '00000000-0000-0000-0000-000000000000'

export async function recomputeTubes(db: Queryable, tubeCodes: readonly string[]): Promise<Recomputed> {
  const facts = await readTubeFacts(db, tubeCodes)
  const residentIds = [...new Set(facts.flatMap(({ swabs }) => swabs.map((swab) => swab.residentId)))]
  const repeated = await withoutAskedFor(db, findRepeated(await readSamplesOfRepeated(db, residentIds)))
  return {
    progress: facts.flatMap((tube) => progressOf(tube) ?? []),
    ofTubes: facts.flatMap((tube) =>
      differencesOfTube(tube).map(({ code, sampleId, residentId, swabs, since }) => ({
        tube_code: tube.tubeCode,
        code,
        sample_id: sampleId ?? wholeTube,
        round_id: tube.desk?.roundId ?? null,
        resident_id: residentId,
        swabs,
        since,
        other_tube_code: null,
      })),
    ),
    residentIds,
    ofResidents: repeated.map((sample) => ({
      tube_code: sample.tubeCode,
      code: repeatedCode,
      sample_id: sample.sampleId,
      round_id: sample.roundId,
      resident_id: sample.residentId,
      swabs: 1,
      since: sample.sampledAt,
      other_tube_code: sample.firstTubeCode,
    })),
  }
}

/** A single tube after a pool that was positive or invalid is what was asked for, in the round or not: no sign of somebody else's code. */
async function withoutAskedFor(db: Queryable, repeated: readonly RepeatedSample[]): Promise<readonly RepeatedSample[]> {
  if (repeated.length === 0) return repeated
  const tubes = await readTubes(
    db,
    repeated.map((sample) => sample.tubeCode),
  )
  const single = new Set(tubes.filter((tube) => tube.kind === 'single').map((tube) => tube.tubeCode))
  const released = await readAllReleased(
    db,
    repeated.map((sample) => sample.firstTubeCode),
  )
  const asking = new Set(released.filter((result) => result.outcome !== 'negative').map((result) => result.tubeCode))
  return repeated.filter((sample) => !(single.has(sample.tubeCode) && asking.has(sample.firstTubeCode)))
}

/** The one difference that hangs from a resident instead of a tube. */
export const repeatedCode = 'others_code_shown'

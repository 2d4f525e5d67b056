/**
 * The facts behind recalls and messages: residents' swabs with everything known about their tubes. Who was in a positive pool may have answered with any
 * single sample, so theirs are read as well.
 */
import type { Queryable } from '../../platform/db/database.ts'
import { groupBy } from '../../platform/group-by.ts'
import { readAllReleased } from '../results/index.ts'
import { readSamplesOfResidents, readSwabsOfTubes, readTubes, type Swab } from '../sampling/index.ts'
import type { OwnTube } from './follow-up.ts'

/** By resident: their swabs in these tubes, and in all their single tubes where one of these is a positive pool. */
export async function readOwnTubes(
  db: Queryable,
  noted: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly OwnTube[]>> {
  const residents = new Set(noted.keys())
  const own = await readTubesOf(db, residents, [...new Set([...noted.values()].flat())])
  const asked = [...own].filter(([, tubes]) => tubes.some(isPositivePool)).map(([residentId]) => residentId)
  const known = new Set([...noted.values()].flat())
  const others = (await readSamplesOfResidents(db, asked)).map((sample) => sample.tubeCode).filter((code) => !known.has(code))
  const singles = (await readTubes(db, others)).filter((tube) => tube.kind === 'single').map((tube) => tube.tubeCode)
  const answers = await readTubesOf(db, residents, singles)
  return new Map([...residents].map((residentId) => [residentId, [...(own.get(residentId) ?? []), ...(answers.get(residentId) ?? [])]]))
}

function isPositivePool(tube: OwnTube): boolean {
  return tube.kind !== 'single' && tube.results.some((result) => result.outcome === 'positive')
}

async function readTubesOf(db: Queryable, residents: ReadonlySet<string>, tubeCodes: readonly string[]): Promise<Map<string, OwnTube[]>> {
  const tubes = new Map((await readTubes(db, tubeCodes)).map((tube) => [tube.tubeCode, tube]))
  const results = groupBy(await readAllReleased(db, tubeCodes), (result) => result.tubeCode)
  const own = (await readSwabsOfTubes(db, tubeCodes)).filter((swab) => residents.has(swab.residentId) && !isRepeated(swab))
  return new Map(
    [...groupBy(own, (swab) => swab.residentId)].map(([residentId, swabs]) => [
      residentId,
      swabs.map(({ tubeCode, sampleId, sampledAt, removedAt, voided }) => {
        const { kind, ambiguous, roundId } = tubes.get(tubeCode)!
        return { tubeCode, kind, ambiguous, roundId, sampleId, sampledAt, removedAt, voided, results: results.get(tubeCode) ?? [] }
      }),
    ]),
  )
}

/** Another scan of somebody who is in the tube already: the first one speaks for both. */
function isRepeated(swab: Pick<Swab, 'removed' | 'removedAt'>): boolean {
  return swab.removed && swab.removedAt === null
}

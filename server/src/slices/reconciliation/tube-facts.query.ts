/**
 * Gathers what all slices say of tubes, through their doors. Reads only; one statement a door, however many tubes.
 */
import type { Queryable } from '../../platform/db/database.ts'
import { readAppliedTubes } from '../decisions/index.ts'
import { readAllReleased, readReportedTubes } from '../results/index.ts'
import { readBoxes, readTakenSwabs, readTubes } from '../sampling/index.ts'
import { readAccessions, readReceipts } from '../transport/index.ts'
import type { SwabFacts, TubeFacts } from './tube-progress.ts'

/** The facts of these tubes, in their order. */
export async function readTubeFacts(db: Queryable, tubeCodes: readonly string[]): Promise<TubeFacts[]> {
  const tubes = byTube(await readTubes(db, tubeCodes))
  const swabs = new Map<string, SwabFacts[]>(tubeCodes.map((tubeCode) => [tubeCode, []]))
  for (const swab of await readTakenSwabs(db, [...tubes.keys()])) swabs.get(swab.tubeCode)?.push(swab)
  const boxCodes = [...new Set([...tubes.values()].flatMap(({ boxCode }) => (boxCode === null ? [] : [boxCode])))]
  const boxes = new Map((await readBoxes(db, boxCodes)).map((box) => [box.boxCode, box]))
  const receipts = await readReceipts(db, boxCodes)
  const accessions = await readAccessions(db, tubeCodes)
  const reported = await readReportedTubes(db, tubeCodes)
  const releases = byTube((await readAllReleased(db, tubeCodes)).toReversed()) // oldest first; the first release of a tube stays
  const applied = await readAppliedTubes(db, tubeCodes)
  return tubeCodes.map((tubeCode) => {
    const desk = tubes.get(tubeCode) ?? null
    const boxCode = desk?.boxCode ?? ''
    return {
      tubeCode,
      desk,
      swabs: swabs.get(tubeCode) ?? [],
      handedOverAt: boxes.get(boxCode)?.handedOverAt ?? null,
      boxReceipt: receipts.get(boxCode) ?? null,
      accession: accessions.get(tubeCode) ?? null,
      reported: reported.get(tubeCode) ?? null,
      releasedAt: releases.get(tubeCode)?.releasedAt ?? null,
      onCode: applied.get(tubeCode) ?? null,
    }
  })
}

function byTube<T extends { readonly tubeCode: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.tubeCode, row]))
}

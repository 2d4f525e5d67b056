/**
 * Gathers what desks and laboratories said about tubes, for judging. Reads only.
 */
import type { Queryable } from '../../platform/db/database.ts'
import { readBoxes, readTubes } from '../sampling/index.ts'
import { readAccessions, readClaimedTwice, readReceipts } from './received.query.ts'
import type { PackedBox, TubeFacts } from './tube-conflicts.ts'

/** The facts of these tubes, in their order; each statement is one for all of them. */
export async function readTubeFacts(db: Queryable, tubeCodes: readonly string[]): Promise<TubeFacts[]> {
  const [tubes, accessions, claimedTwice] = [
    new Map((await readTubes(db, tubeCodes)).map((tube) => [tube.tubeCode, tube])),
    await readAccessions(db, tubeCodes),
    await readClaimedTwice(db, tubeCodes),
  ]
  const packedIn = [...tubes.values()].flatMap(({ boxCode }) => (boxCode === null ? [] : [boxCode]))
  const takenFrom = [...accessions.values()].flatMap(({ boxCode }) => (boxCode === null ? [] : [boxCode]))
  const boxes = new Map((await readBoxes(db, [...new Set(takenFrom)])).map((box) => [box.boxCode, box]))
  const receipts = await readReceipts(db, [...new Set(packedIn)])
  const packed = (boxCode: string | null): PackedBox | null => {
    const box = boxCode === null ? undefined : boxes.get(boxCode)
    return box === undefined ? null : { closed: box.closedAt !== null, tubeCodes: box.tubeCodes }
  }
  return tubeCodes.map((tubeCode) => {
    const [tube, accession] = [tubes.get(tubeCode), accessions.get(tubeCode)]
    const receipt = tube?.boxCode == null ? undefined : receipts.get(tube.boxCode)
    return {
      tubeCode,
      desk: tube === undefined ? null : { closed: tube.closedAt !== null, boxCode: tube.boxCode },
      laboratory:
        accession === undefined
          ? null
          : { laboratoryId: accession.laboratoryId, boxCode: accession.boxCode, box: packed(accession.boxCode) },
      claimedTwice: claimedTwice.has(tubeCode),
      boxCompletedBy: receipt?.completedAt == null ? null : receipt.laboratoryId,
    }
  })
}

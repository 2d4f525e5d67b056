/**
 * A laboratory in a round, over the console's routes: receives boxes, enters tubes, hands in result files, and a second person releases them.
 */
import { bodyOf } from '../http-call.ts'
import { type ResultRow, release, type Staff, uploadResults } from '../staff-client.ts'
import type { PlannedBox, PlannedTube } from './planned-round.ts'

export interface Laboratory {
  readonly laboratoryId: string
  readonly technician: Staff
  readonly releaser: Staff
}

const rowsPerFile = 1_000

/** Receives a box, enters its tubes and says that this is all; returns the tubes that the server then misses. */
export async function receiveBox({ technician, laboratoryId }: Laboratory, { boxCode, receivedAt, tubes }: PlannedBox): Promise<string[]> {
  const receipt = { boxCode, laboratoryId, receivedAt: iso(receivedAt) }
  bodyOf(await technician.call('POST', '/v1/transport/receipts', receipt), `receive box ${boxCode}`)
  const entered = tubes.map((tube) => ({
    tubeCode: codeOnReceipt(tube),
    swabsCounted: countOnReceipt(tube),
    receivedAt: iso(tube.receivedAt),
  }))
  bodyOf(
    await technician.call('POST', '/v1/transport/accessions', { laboratoryId, boxCode, tubes: entered }),
    `enter tubes of box ${boxCode}`,
  )
  const path = `/v1/transport/boxes/${boxCode}/complete`
  return bodyOf(await technician.call('POST', path, { laboratoryId }), `complete box ${boxCode}`).missing
}

const codeOnReceipt = ({ fate, tubeCode, writtenCode }: PlannedTube): string =>
  fate === 'number_wrong_on_receipt' ? writtenCode : tubeCode

/** Every second tube is counted, and those in which something is to be found. */
function countOnReceipt({ fate, swabs, testedAt }: PlannedTube): number | null {
  if (fate === 'swab_not_taken_laboratory') return swabs.length - 1
  if (fate === 'person_not_bound_laboratory') return swabs.length + 1
  const countsOtherwise = fate === 'swab_not_taken_desk' || fate === 'person_not_bound_desk'
  return countsOtherwise || (testedAt / 1_000) % 2 === 0 ? null : swabs.length
}

/** Hands in the results of these tubes in files of a thousand rows and has each released. Returns the numbers of files. */
export async function reportTubes(laboratory: Laboratory, tubes: readonly PlannedTube[]): Promise<number> {
  const rows = tubes
    .toSorted((one, other) => one.testedAt - other.testedAt)
    .map(({ writtenCode, outcome, testedAt }): ResultRow => ({ tubeCode: writtenCode, outcome, testedAt: new Date(testedAt) }))
  let files = 0
  for (let start = 0; start < rows.length; start += rowsPerFile, files++) {
    await reportRows(laboratory, rows.slice(start, start + rowsPerFile))
  }
  return files
}

/** One file, handed in and released. */
export async function reportRows({ technician, releaser, laboratoryId }: Laboratory, rows: readonly ResultRow[]): Promise<void> {
  await release(releaser, await uploadResults(technician, laboratoryId, rows))
}

const iso = (ms: number): string => new Date(ms).toISOString()

/**
 * From changed tubes to the residents whose recalls and messages may be others now. Almost all tubes are negative and concern nobody here.
 */
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { groupBy } from '../../platform/group-by.ts'
import { readAllReleased, type TubeResult } from '../results/index.ts'
import { readMembersOfTubes } from '../sampling/index.ts'
import { refreshResidents } from './refresh-residents.command.ts'

const tubesAtOnce = 500

/** Looks at these tubes, however many, and brings everybody concerned up to date. */
export async function noteTubes(tx: Tx, tubeCodes: readonly string[]): Promise<void> {
  for (let start = 0; start < tubeCodes.length; start += tubesAtOnce) await notePage(tx, tubeCodes.slice(start, start + tubesAtOnce))
}

async function notePage(tx: Tx, tubeCodes: readonly string[]): Promise<void> {
  const results = groupBy(await readAllReleased(tx, tubeCodes), (result) => result.tubeCode)
  const swabs = (await readMembersOfTubes(tx, tubeCodes)).filter((swab) => !swab.repeated)
  const noted = swabs.filter((swab) => swab.voided || isNoteworthy(results.get(swab.tubeCode) ?? []))
  await sql`
    insert into recalls.noted_tube (resident_id, tube_code)
    select distinct * from unnest(${noted.map((swab) => swab.residentId)}::uuid[], ${noted.map((swab) => swab.tubeCode)}::text[])
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ resident_id: string }>`
    select distinct resident_id from recalls.noted_tube where resident_id = any(${swabs.map((swab) => swab.residentId)}::uuid[])`.execute(
    tx,
  )
  await refreshResidents(
    tx,
    rows.map((row) => row.resident_id),
  )
}

function isNoteworthy(results: readonly TubeResult[]): boolean {
  return results.some(({ outcome, correctsResultId }) => outcome !== 'negative' || correctsResultId !== null)
}

/**
 * What laboratories said they received: for other slices and for this one. Nothing here looks at what desks say.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

export interface Accession {
  readonly laboratoryId: string
  readonly receivedAt: Date
  /** As the laboratory counted them; null where it did not count. */
  readonly swabsCounted: number | null
  readonly boxCode: string | null
}

export interface Receipt {
  readonly laboratoryId: string
  readonly receivedAt: Date
  readonly completedAt: Date | null
}

/** Which of these tubes a laboratory has, and since when. Where two laboratories claim one tube, the first of them counts. */
export async function readAccessions(db: Queryable, tubeCodes: readonly string[]): Promise<Map<string, Accession>> {
  if (tubeCodes.length === 0) return new Map()
  const { rows } = await sql<Accession & { tubeCode: string }>`
    select distinct on (tube_code) tube_code as "tubeCode", laboratory_id as "laboratoryId", received_at as "receivedAt",
      swabs_counted as "swabsCounted", box_code as "boxCode"
    from transport.accession where tube_code = any(${tubeCodes}::text[]) order by tube_code, received_at, laboratory_id`.execute(db)
  return new Map(rows.map(({ tubeCode, ...accession }) => [tubeCode, accession]))
}

/** Which of these boxes a laboratory has. A box may be sent on: the laboratory that received it last counts. */
export async function readReceipts(db: Queryable, boxCodes: readonly string[]): Promise<Map<string, Receipt>> {
  if (boxCodes.length === 0) return new Map()
  const { rows } = await sql<Receipt & { boxCode: string }>`
    select distinct on (box_code) box_code as "boxCode", laboratory_id as "laboratoryId", received_at as "receivedAt", completed_at as "completedAt"
    from transport.receipt where box_code = any(${boxCodes}::text[]) order by box_code, received_at desc, laboratory_id`.execute(db)
  return new Map(rows.map(({ boxCode, ...receipt }) => [boxCode, receipt]))
}

/** Tubes that were taken out of these boxes at a laboratory, and the laboratories that claim each of these tubes. */
export async function readTubesTakenOut(db: Queryable, boxCodes: readonly string[]): Promise<string[]> {
  if (boxCodes.length === 0) return []
  const { rows } = await sql<{ tube_code: string }>`
    select distinct tube_code from transport.accession where box_code = any(${boxCodes}::text[])`.execute(db)
  return rows.map((row) => row.tube_code)
}

/** How many laboratories claim each of these tubes, where it is more than one. */
export async function readClaimedTwice(db: Queryable, tubeCodes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ tube_code: string }>`
    select tube_code from transport.accession where tube_code = any(${tubeCodes}::text[]) group by tube_code having count(*) > 1`.execute(
    db,
  )
  return new Set(rows.map((row) => row.tube_code))
}

/** Numbers of all tubes a laboratory ever said it has, in the database's order, from the one after `after` on: for recomputing. */
export async function pageReceivedTubes(db: Queryable, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ tube_code: string }>`
    select distinct tube_code from transport.accession where tube_code > ${after} order by tube_code limit ${limit}`.execute(db)
  return rows.map((row) => row.tube_code)
}

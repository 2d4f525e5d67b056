/**
 * Reading statuses for the lists: all at the beginning, afterwards only what has changed. Safe against late commits: what has been read is known by the
 * snapshot it was read in, and everything that snapshot could not see is read later, whatever its transaction's number. Statuses are absolute, so
 * reading one twice does no harm.
 */
import type { StatusValue } from '@evergate/pass'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** The status of a serial number. */
export interface SerialStatus {
  readonly paper: boolean
  readonly serial: number
  readonly status: StatusValue
}

const rowsPerRead = 20_000

/** Tells the highest serial number of each kind, where there is any. Whoever begins green is told of in no other way. */
export async function readReach(tx: Tx, reach: (paper: boolean, serial: number) => void): Promise<void> {
  for (const paper of kinds) {
    const { rows } = await sql<{ serial: number | null }>`select max(serial) as serial from passes.holder where paper = ${paper}`.execute(
      tx,
    )
    const highest = rows[0]!.serial
    if (highest !== null) reach(paper, highest)
  }
}

const kinds = [false, true] as const

/**
 * Tells every status that is not green; everything else is green. Of a city of 13 million that is one holder in a hundred, from an index of their own. Returns the
 * snapshot to go on from.
 */
export async function readListedStatuses(tx: Tx, tell: (one: SerialStatus) => void): Promise<string> {
  const snapshot = await readSnapshot(tx)
  for (const paper of kinds) await readPages(tx, paper, tell)
  return snapshot
}

async function readPages(tx: Tx, paper: boolean, tell: (one: SerialStatus) => void): Promise<void> {
  for (let after = -1; ; ) {
    const { rows } = await sql<SerialStatus>`
      select paper, serial, status from passes.holder where status <> 0 and paper = ${paper} and serial > ${after}
      order by serial limit ${rowsPerRead}`.execute(tx)
    for (const row of rows) tell(row)
    if (rows.length < rowsPerRead) return
    after = rows.at(-1)!.serial
  }
}

/** Tells every status that changed and `former` could not see. Returns the snapshot to go on from. */
export async function readChangedStatuses(tx: Tx, former: string, tell: (one: SerialStatus) => void): Promise<string> {
  const snapshot = await readSnapshot(tx)
  await sql`
    declare changed no scroll cursor for select paper, serial, status from passes.holder
    where status_txid >= pg_snapshot_xmin(${sql.lit(former)}::pg_snapshot) and not pg_visible_in_snapshot(status_txid, ${sql.lit(former)}::pg_snapshot)`.execute(
    tx,
  )
  for (;;) {
    const { rows } = await sql<SerialStatus>`fetch ${sql.lit(rowsPerRead)} from changed`.execute(tx)
    for (const row of rows) tell(row)
    if (rows.length < rowsPerRead) break
  }
  await sql`close changed`.execute(tx)
  return snapshot
}

async function readSnapshot(tx: Tx): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(tx)
  return rows[0]!.snapshot
}

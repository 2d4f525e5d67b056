/**
 * Holders: who may have passes. Follows the residents slice (which phones carry whose code) and the decisions slice (whose colour is what).
 */
import { type Colour, STATUS_CANCELLED, statusOfColour } from '@evergate/pass'
import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import type { ColourChange } from '../decisions/index.ts'
import { readHolders } from '../residents/index.ts'

/** Makes the phone holders of this resident what the residents slice says now. Idempotent, whatever the order of events. */
export async function followPhones(tx: Tx, ctx: Ctx, residentId: string): Promise<void> {
  const status = await lockSubject(tx, residentId)
  const wanted = await readHolders(tx, residentId)
  const active = await tx
    .selectFrom('passes.holder')
    .select('holder_id')
    .where('resident_id', '=', residentId)
    .where('paper', '=', false)
    .where('cancelled_at', 'is', null)
    .execute()
  const ended = active.filter((row) => !wanted.some((one) => one.deviceId === row.holder_id))
  if (ended.length > 0)
    await cancelHolders(
      tx,
      ctx,
      residentId,
      ended.map((row) => row.holder_id),
    )
  for (const one of wanted) if (!active.some((row) => row.holder_id === one.deviceId)) await addPhone(tx, residentId, one.deviceId, status)
}

/**
 * Adds a phone. One that carried this resident before gets its former serial number back: adding and removing somebody again and again must not use
 * up the places of the lists. The subject is locked, so that nobody adds it a second time meanwhile.
 */
async function addPhone(tx: Tx, residentId: string, deviceId: string, status: number): Promise<void> {
  const again = await tx
    .updateTable('passes.holder')
    .set({ status, cancelled_at: null, status_txid: sql`pg_current_xact_id()` })
    .where('resident_id', '=', residentId)
    .where('holder_id', '=', deviceId)
    .executeTakeFirst()
  if (again.numUpdatedRows > 0n) return
  await sql`
    insert into passes.holder (resident_id, holder_id, paper, serial, status, status_txid)
    values (${residentId}, ${deviceId}, false, nextval('passes.phone_serial'), ${status}, ${changedBy(status)})`.execute(tx)
}

/** What the publisher reads on from. Who begins green is as the lists take everybody for, and needs telling of nobody. */
function changedBy(status: number): RawBuilder<unknown> {
  return status === statusOfColour('green') ? sql`null` : sql`pg_current_xact_id()`
}

export type TooManyPapers = { readonly code: 'passes.too_many_papers' }

/** Each paper takes a place in a list for good, and lists are not without end. */
const papersPerDayMax = 5
const dayMs = 86_400_000

/** A new paper holder of this resident; an earlier paper pass is cancelled. Returns its serial number. */
export async function addPaper(tx: Tx, ctx: Ctx, residentId: string): Promise<Result<number, TooManyPapers>> {
  const status = await lockSubject(tx, residentId)
  const papers = await tx
    .selectFrom('passes.holder')
    .select(['holder_id', 'cancelled_at', 'created_at'])
    .where('resident_id', '=', residentId)
    .where('paper', '=', true)
    .execute()
  const dayAgo = ctx.clock.now().getTime() - dayMs
  if (papers.filter((row) => row.created_at!.getTime() > dayAgo).length >= papersPerDayMax)
    return refuse({ code: 'passes.too_many_papers' })
  const former = papers.filter((row) => row.cancelled_at === null).map((row) => row.holder_id)
  if (former.length > 0) await cancelHolders(tx, ctx, residentId, former)
  const { rows } = await sql<{ serial: number }>`
    insert into passes.holder (resident_id, holder_id, paper, serial, status, status_txid, created_at)
    values (${residentId}, ${ctx.ids.uuid()}, true, nextval('passes.paper_serial'), ${status}, ${changedBy(status)}, ${ctx.clock.now()})
    returning serial`.execute(tx)
  return accept(rows[0]!.serial)
}

async function cancelHolders(tx: Tx, ctx: Ctx, residentId: string, holderIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('passes.holder')
    .set({ status: STATUS_CANCELLED, cancelled_at: ctx.clock.now(), status_txid: sql`pg_current_xact_id()` })
    .where('resident_id', '=', residentId)
    .where('holder_id', 'in', holderIds)
    .execute()
}

/** Takes colours over into the holders' statuses; an older decision never replaces a newer one. A colour that stays as it is moves no holder. */
export async function followColours(tx: Tx, told: readonly Pick<ColourChange, 'residentId' | 'colour' | 'version'>[]): Promise<void> {
  const newest = new Map<string, (typeof told)[number]>() // one statement must not write a row twice
  for (const one of told) if (one.version > (newest.get(one.residentId)?.version ?? 0)) newest.set(one.residentId, one)
  const changes = [...newest.values()]
  const column = <T>(read: (change: (typeof changes)[number]) => T): T[] => changes.map(read)
  await sql`
    insert into passes.subject as subject (resident_id, colour, version)
    select * from unnest(${column((one) => one.residentId)}::uuid[], ${column((one) => one.colour)}::text[], ${column((one) => one.version)}::bigint[]) as change order by 1
    on conflict (resident_id) do update set colour = excluded.colour, version = excluded.version
    where subject.version < excluded.version`.execute(tx)
  const status = sql`(case subject.colour when 'green' then ${statusOfColour('green')} when 'yellow' then ${statusOfColour('yellow')} else ${statusOfColour('red')} end)::smallint`
  await sql`
    update passes.holder holder set status_txid = pg_current_xact_id(), status = ${status}
    from passes.subject subject
    where subject.resident_id = any(${column((one) => one.residentId)}::uuid[]) and holder.resident_id = subject.resident_id and holder.cancelled_at is null
      and holder.status <> ${status}`.execute(tx)
}

/**
 * The entry a new holder begins with. Locks the subject's row (version 0 until decided): holders of one resident come and go one transaction at a
 * time, and a colour coming meanwhile, which takes the same row before any holder's, sees the new holder.
 */
async function lockSubject(tx: Tx, residentId: string): Promise<number> {
  await sql`insert into passes.subject (resident_id, colour, version) values (${residentId}, 'green', 0) on conflict do nothing`.execute(tx)
  const row = await tx
    .selectFrom('passes.subject')
    .select('colour')
    .where('resident_id', '=', residentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return statusOfColour(row.colour as Colour)
}

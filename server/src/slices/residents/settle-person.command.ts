/**
 * Finds or creates the resident behind details that were just confirmed. One document is one resident, also when two phones race: the document
 * index is claimed first, then the resident is made under the claimed id; a claim without a resident is a registration cut short and is gone on with.
 * Somebody met at a desk before (a provisional person) is taken over: what was found out about them stays with their id.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { documentHash, phoneHash } from './look-up-hash.ts'
import { comparableName, type Document, type Person } from './person.ts'
import type { RealNameCheck } from './real-name.ts'
import { openPerson, type Particulars, resealed, sealedColumns, sealPerson } from './sealed-person.ts'

/** One answer for a differing name, a differing phone and a failed real-name check. */
export type NotConfirmed = { readonly code: 'residents.details_not_confirmed' }

/** The resident id that this document has, or now gets. */
export async function claimDocument(ctx: Ctx, document: Document): Promise<string> {
  const [residentId] = await claimDocuments(ctx, [document])
  return residentId!
}

/** The resident ids that these documents have, or now get, in their order. */
export async function claimDocuments(ctx: Ctx, documents: readonly Document[]): Promise<string[]> {
  const hashes = documents.map((document) => documentHash(ctx, document))
  const claimed = await readClaims(ctx, hashes)
  const missing = [...new Set(hashes)].filter((hash) => !claimed.has(hash))
  if (missing.length > 0) {
    // in one order, so that two who claim the same documents wait for one another and not each for the other
    await sql`
      insert into residents.document_index (document_hash, resident_id)
      select * from unnest(${missing}::uuid[], ${missing.map(() => ctx.ids.uuid())}::uuid[]) as claim (document_hash, resident_id) order by document_hash
      on conflict do nothing`.execute(ctx.db.read)
    for (const [hash, residentId] of await readClaims(ctx, missing)) claimed.set(hash, residentId)
  }
  return hashes.map((hash) => claimed.get(hash)!)
}

async function readClaims(ctx: Ctx, hashes: readonly string[]): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map()
  const { rows } = await sql<{ document_hash: string; resident_id: string }>`
    select document_hash, resident_id from residents.document_index where document_hash = any(${hashes}::uuid[])`.execute(ctx.db.read)
  return new Map(rows.map((row) => [row.document_hash, row.resident_id]))
}

/** Whether an authority stands behind the details. */
export async function confirmRealName(check: RealNameCheck, person: Person): Promise<Result<'confirmed', NotConfirmed>> {
  return (await check.belongsTogether(person)) ? accept('confirmed') : refuse({ code: 'residents.details_not_confirmed' })
}

/** Creates the resident, takes over a provisional one, or holds the details against the one there is. Locks the row, so that a resident is made once. */
export async function settlePerson(
  tx: Tx,
  ctx: Ctx,
  residentId: string,
  person: Person,
): Promise<Result<'created' | 'taken_over' | 'known', NotConfirmed>> {
  const sealing = ctx.vault.newDataKey()
  const made = await tx
    .insertInto('residents.resident')
    .values({
      resident_id: residentId,
      wrapped_key: sealing.wrapped,
      person_sealed: sealPerson(sealing.key, saidOf(person)),
      document_kind: person.document.kind,
      registered_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) {
    await emit(tx, 'residents.registered', { residentIds: [residentId] })
    return accept('created')
  }
  const row = await tx
    .selectFrom('residents.resident')
    .select([...sealedColumns, 'provisional'])
    .where('resident_id', '=', residentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const known = openPerson(ctx.vault, row)
  const knownName = comparableName(known.name)
  const nameMatches = same(knownName, comparableName(person.name))
  if (row.provisional) {
    const nobodyProved = person.phone === null // a guardian only declares; what the desk wrote down is all there is to hold that against
    return nobodyProved && knownName !== '' && !nameMatches
      ? refuse({ code: 'residents.details_not_confirmed' })
      : takeOver(tx, ctx, residentId, resealed(ctx.vault, row, { ...saidOf(person), document: known.document }))
  }
  const phoneMatches =
    person.phone === null
      ? known.phone === null
      : same(known.phone ?? (await phoneOfCarrier(tx, ctx, residentId, person.phone)), person.phone)
  if (!nameMatches || !phoneMatches) return refuse({ code: 'residents.details_not_confirmed' })
  if (known.phone === null && person.phone !== null) {
    await tx
      .updateTable('residents.resident')
      .set(resealed(ctx.vault, row, { ...known, phone: person.phone }))
      .where('resident_id', '=', residentId)
      .execute()
  }
  return accept('known')
}

/** A name typed at a desk binds nobody who proved a phone: the details confirmed now take its place, and the id with all its samples and evidence stays. */
async function takeOver(tx: Tx, ctx: Ctx, residentId: string, sealed: ReturnType<typeof resealed>): Promise<Result<'taken_over', never>> {
  await tx
    .updateTable('residents.resident')
    .set({ ...sealed, provisional: false, registered_at: ctx.clock.now() })
    .where('resident_id', '=', residentId)
    .execute()
  await emit(tx, 'residents.registered', { residentIds: [residentId] })
  return accept('taken_over')
}

/**
 * For somebody without a number of their own: the number of whoever has carried them longest, to whom the code then goes. Knowing a child's name and
 * document does not suffice to take the child over. Where nobody carries them, `otherwise`.
 */
async function phoneOfCarrier(tx: Tx, ctx: Ctx, residentId: string, otherwise: string): Promise<string> {
  const carriers = await tx
    .selectFrom('residents.household_member as member')
    .innerJoin('residents.resident as holder', 'holder.resident_id', 'member.holder_id')
    .select([...sealedColumns])
    .where('member_id', '=', residentId)
    .orderBy('since')
    .execute()
  for (const carrier of carriers) {
    const { phone } = openPerson(ctx.vault, carrier)
    if (phone !== null) return phone
  }
  return otherwise
}

function saidOf({ name, document, phone }: Person): Particulars {
  return { name, document: document.number, phone, description: null }
}

/** Makes a resident findable by phone. Idempotent; outside the resident's transaction, because it lives under another key. */
export async function indexPhone(ctx: Ctx, residentId: string, phone: string | null): Promise<void> {
  if (phone === null) return
  const hash = phoneHash(ctx, phone)
  await sql`
    insert into residents.phone_index (phone_hash, resident_id) select ${hash}::uuid, ${residentId}::uuid
    where not exists (select from residents.phone_index where phone_hash = ${hash}::uuid and resident_id = ${residentId}::uuid)`.execute(
    ctx.db.read,
  )
}

function same(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(hash(a), hash(b))
}

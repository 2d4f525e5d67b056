/**
 * People met at a desk who are not registered: known by a typed document number, or by a description only. They get an id at once, so that no swab is
 * without a person; registering later takes the row over (settle-person.command.ts). Must not overwrite anybody who is there.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { type Document, normaliseDocument, normaliseName, normalisePhone, type PersonRefusal } from './person.ts'
import { readIdentities } from './population.query.ts'
import { sealPerson } from './sealed-person.ts'
import { claimDocuments } from './settle-person.command.ts'

/** Somebody at a desk whose document's number was typed. */
export interface MetByDocument {
  readonly document: Document
  readonly name: string | null
}

/** Somebody at a desk without a document, under an id that the caller gives, so that repeating the call makes nobody twice. */
export interface MetByDescription {
  readonly residentId: string
  readonly description: string
  readonly name: string | null
  readonly phone: string | null
}

/**
 * The residents with these documents, in their order; where nobody has one, a provisional person is made. Repeatable, also when desks race: one document is
 * one person. A name that cannot be one is left out: it was typed in the cold, and whoever registers says it anew. Each document of wrong form is refused.
 */
export async function findOrCreateByDocument(ctx: Ctx, met: readonly MetByDocument[]): Promise<Result<string, PersonRefusal>[]> {
  const normal = met.map(({ document }) => normaliseDocument(document))
  const claimed = await claimDocuments(
    ctx,
    normal.flatMap((one) => (one.ok ? [one.value] : [])),
  )
  const ids = claimed.values()
  const found = normal.map((one) => (one.ok ? accept(ids.next().value!) : one))
  const people = found.flatMap((one, at) => {
    const document = normal[at]!
    return one.ok && document.ok
      ? [{ residentId: one.value, document: document.value, name: met[at]!.name, phone: null, description: null }]
      : []
  })
  await insertProvisional(ctx, people)
  return found
}

/** Makes these people, where they are not there yet. */
export async function createProvisional(ctx: Ctx, met: readonly MetByDescription[]): Promise<void> {
  const people = met.map(({ residentId, name, ...said }) => {
    const phone = said.phone === null ? null : normalisePhone(said.phone)
    // a number that cannot be one stays readable in the description: it may be the only thread to this person
    const description = phone === null || phone.ok ? said.description : `${said.description} (${said.phone})`
    return { residentId, document: null, name, phone: phone?.ok === true ? phone.value : null, description }
  })
  await insertProvisional(ctx, people)
}

interface Met {
  readonly residentId: string
  readonly document: Document | null
  readonly name: string | null
  readonly phone: string | null
  readonly description: string | null
}

async function insertProvisional(ctx: Ctx, met: readonly Met[]): Promise<void> {
  const people = new Map(met.toReversed().map((one) => [one.residentId, one])) // somebody who was met twice is as they were met first
  const known = await readIdentities(ctx.db.read, [...people.keys()])
  const rows = [...people.values()].filter(({ residentId }) => !known.has(residentId)).map((one) => sealed(ctx, one))
  if (rows.length === 0) return
  await sql`
    insert into residents.resident (resident_id, wrapped_key, person_sealed, document_kind, provisional, registered_at)
    select resident_id, wrapped_key, person_sealed, document_kind, true, ${ctx.clock.now()}
    from unnest(${rows.map((row) => row.residentId)}::uuid[], ${rows.map((row) => row.wrapped)}::bytea[], ${rows.map((row) => row.person)}::bytea[],
      ${rows.map((row) => row.documentKind)}::text[]) as met (resident_id, wrapped_key, person_sealed, document_kind)
    order by resident_id
    on conflict do nothing`.execute(ctx.db.read)
}

function sealed({ vault }: Ctx, { residentId, ...met }: Met) {
  const { wrapped, key } = vault.newDataKey()
  const name = met.name === null ? undefined : normaliseName(met.name)
  const person = sealPerson(key, {
    name: name?.ok === true ? name.value : '',
    document: met.document?.number ?? null,
    phone: met.phone,
    description: met.description,
  })
  return { residentId, wrapped, person, documentKind: met.document?.kind ?? 'none' }
}

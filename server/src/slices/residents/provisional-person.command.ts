/**
 * People met at a desk who are not registered: known by a typed document number, or by a description only. They get an id at once, so that no swab is
 * without a person; registering later takes the row over (settle-person.command.ts). Must not overwrite anybody who is there.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { type Document, normaliseDocument, normaliseName, normalisePhone, type PersonRefusal } from './person.ts'
import { sealPerson } from './sealed-person.ts'
import { claimDocument } from './settle-person.command.ts'

/**
 * The resident with this document; where nobody has it, a provisional person is made. Repeatable, also when desks race: one document is one person.
 * A name that cannot be one is left out: it was typed in the cold, and whoever registers says it anew. Refuses a document of wrong form.
 */
export async function findOrCreateByDocument(ctx: Ctx, document: Document, name: string | null): Promise<Result<string, PersonRefusal>> {
  const normal = normaliseDocument(document)
  if (!normal.ok) return normal
  const residentId = await claimDocument(ctx, normal.value)
  await insertProvisional(ctx, residentId, { document: normal.value, name, phone: null, description: null })
  return accept(residentId)
}

/** A person without a document, under an id that the caller gives, so that repeating the call makes nobody twice. */
export async function createProvisional(
  ctx: Ctx,
  residentId: string,
  said: { readonly description: string; readonly name: string | null; readonly phone: string | null },
): Promise<void> {
  const phone = said.phone === null ? null : normalisePhone(said.phone)
  // a number that cannot be one stays readable in the description: it may be the only thread to this person
  const description = phone === null || phone.ok ? said.description : `${said.description} (${said.phone})`
  await insertProvisional(ctx, residentId, { document: null, name: said.name, phone: phone?.ok === true ? phone.value : null, description })
}

interface Met {
  readonly document: Document | null
  readonly name: string | null
  readonly phone: string | null
  readonly description: string | null
}

async function insertProvisional(ctx: Ctx, residentId: string, met: Met): Promise<void> {
  const known = await ctx.db.read
    .selectFrom('residents.resident')
    .select('resident_id')
    .where('resident_id', '=', residentId)
    .executeTakeFirst()
  if (known !== undefined) return
  const { wrapped, key } = ctx.vault.newDataKey()
  const name = met.name === null ? undefined : normaliseName(met.name)
  const person = sealPerson(key, {
    name: name?.ok === true ? name.value : '',
    document: met.document?.number ?? null,
    phone: met.phone,
    description: met.description,
  })
  await sql`
    insert into residents.resident (resident_id, wrapped_key, person_sealed, document_kind, provisional, registered_at)
    values (${residentId}, ${wrapped}, ${person}, ${met.document?.kind ?? 'none'}, true, ${ctx.clock.now()})
    on conflict do nothing`.execute(ctx.db.read)
}

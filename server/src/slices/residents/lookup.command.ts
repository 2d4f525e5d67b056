/**
 * A staff member's look at one resident: asked with a purpose, written into the audit trail whether found or not, open for a quarter of an hour.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { findResidentIdByDocument, findResidentIdsByPhone } from './find-resident.query.ts'
import { readHolders } from './holders.query.ts'
import type { PersonRefusal } from './person.ts'
import type { LookedUp, Lookup } from './registration.schema.ts'
import { readResidentCards } from './resident-cards.query.ts'

const lookupLifeMs = 15 * 60_000

export type LookupRefusal =
  | PersonRefusal
  | { readonly code: 'residents.not_found' }
  | { readonly code: 'residents.lookup_ambiguous'; readonly found: number }

/** Opens a look-up. */
export async function lookUpResident(ctx: Ctx, input: Static<typeof Lookup>): Promise<Result<Static<typeof LookedUp>, LookupRefusal>> {
  const found = await findResidentIds(ctx, input.by)
  if (!found.ok) return found
  const [residentId] = found.value
  const card = residentId === undefined ? undefined : (await readResidentCards(ctx.db.read, ctx.vault, [residentId]))[0]
  const refusal =
    found.value.length > 1
      ? { code: 'residents.lookup_ambiguous' as const, found: found.value.length }
      : { code: 'residents.not_found' as const }
  const single = card !== undefined && found.value.length === 1
  const lookupId = ctx.ids.uuid()
  const expiresAt = new Date(ctx.clock.now().getTime() + lookupLifeMs)
  await ctx.db.transaction(async (tx) => {
    await recordAudit(tx, ctx, {
      action: 'residents.look_up',
      subject: single ? card.residentId : 'none',
      outcome: single ? 'done' : refusal.code,
      purpose: input.purpose,
      detail: { by: Object.keys(input.by)[0] ?? '' },
    })
    if (single) {
      await tx
        .insertInto('residents.lookup')
        .values({ lookup_id: lookupId, account_id: ctx.actor.id, resident_id: card.residentId, expires_at: expiresAt })
        .execute()
    }
  })
  if (!single) return refuse(refusal)
  const [holders, members] = await Promise.all([readHolders(ctx.db.read, card.residentId), countMembers(ctx, card.residentId)])
  const { nameHint: _, registeredAt, ...resident } = card
  return accept({
    lookupId,
    expiresAt: expiresAt.toISOString(),
    resident: { ...resident, registeredAt: registeredAt.toISOString(), devices: holders.length, members },
  })
}

async function findResidentIds(ctx: Ctx, by: Static<typeof Lookup>['by']): Promise<Result<string[], PersonRefusal>> {
  if ('phone' in by) return findResidentIdsByPhone(ctx.db.read, ctx.vault, by.phone)
  if ('residentId' in by) return accept([by.residentId])
  const found = await findResidentIdByDocument(ctx.db.read, ctx.vault, by.document)
  return found.ok ? accept(found.value === undefined ? [] : [found.value]) : found
}

async function countMembers(ctx: Ctx, residentId: string): Promise<number> {
  const rows = await ctx.db.read.selectFrom('residents.household_member').select('member_id').where('holder_id', '=', residentId).execute()
  return rows.length
}

export type LookupRequired = { readonly code: 'residents.lookup_required' }

/** Holds a later read of this resident against an open look-up of the same staff member. */
export async function requireLookup(ctx: Ctx, lookupId: string, residentId: string): Promise<Result<'open', LookupRequired>> {
  const row = await ctx.db.read
    .selectFrom('residents.lookup')
    .select('expires_at')
    .where('lookup_id', '=', lookupId)
    .where('account_id', '=', ctx.actor.id)
    .where('resident_id', '=', residentId)
    .executeTakeFirst()
  return row !== undefined && row.expires_at > ctx.clock.now() ? accept('open') : refuse({ code: 'residents.lookup_required' })
}

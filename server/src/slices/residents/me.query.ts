/**
 * A resident's own page: themselves and whom they carry, masked even here, because phones are looked at over shoulders.
 */
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { residentOf } from './resident-actor.ts'
import { type ResidentCard, readResidentCards } from './resident-cards.query.ts'

/** The caller and their household. */
export async function readMe(ctx: Ctx) {
  const { residentId } = residentOf(ctx.actor)
  const members = await ctx.db.read
    .selectFrom('residents.household_member')
    .select(['member_id', 'relation'])
    .where('holder_id', '=', residentId)
    .orderBy('since')
    .execute()
  const cards = await readResidentCards(ctx.db.read, ctx.vault, [residentId, ...members.map((row) => row.member_id)])
  const cardOf = new Map(cards.map((card) => [card.residentId, card]))
  const own = cardOf.get(residentId)!
  return accept({
    ...shown(own),
    phoneMasked: own.phoneMasked,
    streetCode: own.streetCode,
    members: members.flatMap((row) => {
      const card = cardOf.get(row.member_id)
      return card === undefined ? [] : [{ ...shown(card), relation: row.relation as 'child' | 'elder' | 'other' }]
    }),
  }) satisfies Result<unknown>
}

function shown(card: ResidentCard) {
  return { residentId: card.residentId, nameMasked: card.nameMasked, documentMasked: card.documentMasked }
}

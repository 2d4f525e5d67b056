/**
 * A resident's own page: themselves, whom they carry and who carries them, masked even here, because phones are looked at over shoulders.
 */
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { residentOf } from './resident-actor.ts'
import { type ResidentCard, readResidentCards } from './resident-cards.query.ts'

type Relation = 'child' | 'elder' | 'other'

/** The caller, their household, and on whose phones else their code is. */
export async function readMe(ctx: Ctx) {
  const { residentId } = residentOf(ctx.actor)
  const households = ctx.db.read
    .selectFrom('residents.household_member')
    .select(['holder_id', 'member_id', 'relation', 'since'])
    .orderBy('since')
  const [members, carriers] = await Promise.all([
    households.where('holder_id', '=', residentId).execute(),
    households.where('member_id', '=', residentId).execute(),
  ])
  const others = [...members.map((row) => row.member_id), ...carriers.map((row) => row.holder_id)]
  const cards = await readResidentCards(ctx.db.read, ctx.vault, [residentId, ...others])
  const cardOf = new Map(cards.map((card) => [card.residentId, card]))
  const own = cardOf.get(residentId)!
  return accept({
    ...shown(own),
    phoneMasked: own.phoneMasked,
    streetCode: own.streetCode,
    members: members.flatMap((row) => {
      const card = cardOf.get(row.member_id)
      return card === undefined ? [] : [{ ...shown(card), relation: row.relation as Relation }]
    }),
    carriedBy: carriers.map((row) => ({
      residentId: row.holder_id,
      nameMasked: cardOf.get(row.holder_id)!.nameMasked,
      relation: row.relation as Relation,
      since: row.since.toISOString(),
    })),
  }) satisfies Result<unknown>
}

function shown(card: ResidentCard) {
  return { residentId: card.residentId, nameMasked: card.nameMasked, documentMasked: card.documentMasked }
}

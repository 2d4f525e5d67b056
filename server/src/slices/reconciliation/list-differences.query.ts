/**
 * What lies behind one difference of a round, a page at a time; people masked, only where it is about a person, and not
 * for laboratories, which know tubes alone. Looking is recorded.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { readSiteNames } from '../places/index.ts'
import { readResidentCards } from '../residents/index.ts'
import { readRound } from '../rounds/index.ts'
import { readScannerLabels } from '../staff/index.ts'
import { placeOf, readItems } from './differences.query.ts'
import type { RoundNotFound } from './read-reconciliation.query.ts'
import type { Differences, ListDifferences } from './reconciliation.schema.ts'
import type { Item } from './round-judgement.query.ts'
import type { ReadWholeRound } from './whole-round.query.ts'

const pageItems = 200

export function listDifferences(readWhole: ReadWholeRound) {
  return async (ctx: Ctx, input: Static<typeof ListDifferences>): Promise<Result<Static<typeof Differences>, RoundNotFound>> => {
    const { roundId, code, cursor, ...filter } = input
    const round = await readRound(ctx.db.read, roundId)
    if (round === undefined) return refuse({ code: 'rounds.not_found' })
    const { judgement } = await readWhole(ctx, round)
    const found = await readItems(ctx.db.read, judgement, { roundId, code, filter, after: cursor ?? '', limit: pageItems + 1 })
    const page = found.slice(0, pageItems)
    const detail = { code, items: page.length, ...filter }
    await recordAudit(ctx.db.read, ctx, { action: 'reconciliation.list_differences', subject: roundId, detail })
    return accept({ items: await describe(ctx, page), nextCursor: found.length > pageItems ? placeOf(page.at(-1)!) : null })
  }
}

async function describe(ctx: Ctx, items: readonly Item[]): Promise<Static<typeof Differences>['items']> {
  const siteNames = await readSiteNames(
    ctx.db.read,
    items.flatMap(({ siteId }) => siteId ?? []),
  )
  const scanners = await readScannerLabels(ctx.db.read)
  const seesPeople = ctx.actor.grants.some((grant) => grant === 'staff:commander' || grant === 'staff:administrator')
  const residentIds = !seesPeople ? [] : [...new Set(items.flatMap(({ residentId }) => residentId ?? []))]
  const names = new Map((await readResidentCards(ctx.db.read, ctx.vault, residentIds)).map((card) => [card.residentId, card.nameMasked]))
  return items.map(({ tubeCode, siteId, deviceId, boxCode, laboratoryId, swabs, residentId, since, suggestion }) => ({
    tubeCode,
    siteId,
    siteName: siteNames.get(siteId ?? '') ?? null,
    deviceId,
    deviceLabel: scanners.get(deviceId ?? '')?.label ?? null,
    boxCode,
    laboratoryId,
    swabs,
    residents: residentId === null || !seesPeople ? [] : [{ residentId, nameMasked: names.get(residentId) ?? '' }],
    since: since.toISOString(),
    suggestion,
  }))
}

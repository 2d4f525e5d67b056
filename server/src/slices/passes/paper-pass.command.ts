/**
 * A pass on paper, for people without a phone: made on request, good until the end of the next paper epoch, cancelling the one before.
 */
import { epochAt, epochEnd, issuePass, paperPassText } from '@evergate/pass'
import type { Ctx } from '../../platform/context.ts'
import type { FileAnswer } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { audited } from '../audit/index.ts'
import { readStatuses } from '../decisions/index.ts'
import { holdsResident, type LookupRequired, readResidentCards, requireLookup } from '../residents/index.ts'
import { addPaper, type TooManyPapers } from './holders.command.ts'
import { renderPaperPass } from './paper-pass.pdf.ts'
import type { PassesOptions } from './passes-options.ts'
import { calendarOf, placeOf, seconds } from './region.ts'
import { readSigner } from './signing-keys.command.ts'

export type PaperRefusal = TooManyPapers | { readonly code: 'passes.not_held' } | { readonly code: 'passes.not_decided_yet' }

/** A paper pass for oneself or a household member. */
export async function printOwnPaperPass(
  ctx: Ctx,
  input: { readonly residentId: string },
  options: PassesOptions,
): Promise<Result<FileAnswer, PaperRefusal>> {
  return holdsResident(ctx.actor, input.residentId) ? printPaperPass(ctx, input.residentId, options) : refuse({ code: 'passes.not_held' })
}

/** A paper pass for a resident at a desk, under an open look-up. */
export async function printPaperPassAtDesk(
  ctx: Ctx,
  input: { readonly residentId: string; readonly lookupId: string },
  options: PassesOptions,
): Promise<Result<FileAnswer, LookupRequired | PaperRefusal>> {
  const open = await requireLookup(ctx, input.lookupId, input.residentId)
  return open.ok ? printPaperPass(ctx, input.residentId, options) : open
}

async function printPaperPass(
  ctx: Ctx,
  residentId: string,
  { region, permutationOf }: PassesOptions,
): Promise<Result<FileAnswer, PaperRefusal>> {
  const now = ctx.clock.now()
  const [[status], [card]] = await Promise.all([
    readStatuses(ctx.db.read, [residentId]),
    readResidentCards(ctx.db.read, ctx.vault, [residentId]),
  ])
  if (status === undefined || card === undefined) return refuse({ code: 'passes.not_decided_yet' })
  const signer = await readSigner(ctx.db.read, ctx, 'paper', now)
  if (signer === undefined) throw new Unavailable('no paper key signs yet')
  const serial = await audited(ctx, { action: 'passes.print_paper_pass', subject: residentId }, (tx) => addPaper(tx, ctx, residentId))
  if (!serial.ok) return serial
  const calendar = calendarOf(region, 'paper')
  const epoch = epochAt(calendar, seconds(now))
  const { family, number } = placeOf('paper', serial.value, region.capacity)
  const expiresAt = epochEnd(calendar, epoch + 1)
  const bytes = await issuePass(
    {
      iss: region.iss,
      issuedAt: seconds(now),
      expiresAt,
      family,
      epoch,
      index: permutationOf(family, epoch).indexOf(number),
      colour: status.colour,
      lastNegativeAt: status.lastNegativeAt === null ? null : Math.min(seconds(new Date(status.lastNegativeAt)), seconds(now)),
      displayHint: card.nameHint,
      deviceKey: null,
    },
    signer,
  )
  const text = bytes.ok ? paperPassText(bytes.value) : bytes
  if (!text.ok) throw new Error(`paper pass: ${text.reason}`)
  const pdf = await renderPaperPass({
    text: text.value,
    nameMasked: card.nameMasked,
    documentMasked: card.documentMasked,
    regionNames: region.names,
    issuedOn: localDay(region.utcOffsetSeconds, seconds(now)),
    lastDay: localDay(region.utcOffsetSeconds, expiresAt - 1),
  })
  return accept({ contentType: 'application/pdf', bytes: pdf, fileName: 'evergate-paper-pass.pdf' })
}

function localDay(utcOffsetSeconds: number, at: number): string {
  return new Date((at + utcOffsetSeconds) * 1000).toISOString().slice(0, 10)
}

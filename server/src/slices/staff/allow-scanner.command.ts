/**
 * Makes a code with which one device may enrol itself within a day.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { AllowScanner, ScannerAllowed } from './scanner.schema.ts'
import { enrolmentMsMax, makeEnrolmentCode, secretOfCode } from './scanner.ts'
import type { PlaceDirectory } from './scanner-place.query.ts'

export type AllowScannerRefusal =
  | { readonly code: 'staff.site_not_found' }
  | { readonly code: 'staff.venue_not_found' }
  | { readonly code: 'staff.sampler_without_site' }

export function allowScanner(directory: PlaceDirectory, rootThumbprint: () => Promise<string>) {
  return async (ctx: Ctx, input: Static<typeof AllowScanner>): Promise<Result<Static<typeof ScannerAllowed>, AllowScannerRefusal>> => {
    const enrolmentId = ctx.ids.uuid()
    const code = makeEnrolmentCode(ctx.ids.typed, await rootThumbprint())
    const now = ctx.clock.now()
    const expiresAt = new Date(now.getTime() + enrolmentMsMax)
    return audited(ctx, { action: 'staff.allow_scanner', subject: enrolmentId, detail: { purposes: input.purposes } }, async (tx) => {
      const { siteId, venueId, label, purposes } = input
      if (siteId === null && purposes.includes('sampler')) return refuse({ code: 'staff.sampler_without_site' })
      if (siteId !== null && (await directory.findSite(tx, siteId)) === undefined) return refuse({ code: 'staff.site_not_found' })
      if (venueId !== null && (await directory.findVenue(tx, venueId)) === undefined) return refuse({ code: 'staff.venue_not_found' })
      await tx
        .insertInto('staff.scanner_enrolment')
        .values({
          enrolment_id: enrolmentId,
          code_hash: ctx.vault.lookupHash('staff.enrolment', secretOfCode(code)),
          label: label.trim(),
          purposes,
          site_id: siteId,
          venue_id: venueId,
          created_by: ctx.actor.id,
          created_at: now,
          expires_at: expiresAt,
        })
        .execute()
      return accept({ enrolmentId, code, expiresAt: expiresAt.toISOString() })
    })
  }
}

/**
 * Scanner devices as staff see them, and as a device sees itself.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import type { ScannerDescription, Scanners } from './scanner.schema.ts'
import type { ScannerPurpose } from './scanner.ts'
import { describePlaces, type PlaceDirectory } from './scanner-place.query.ts'

const listedMax = 2_000

export async function listScanners(ctx: Ctx): Promise<Result<Static<typeof Scanners>, never>> {
  const rows = await ctx.db.read.selectFrom('staff.scanner').selectAll().orderBy('enrolled_at', 'desc').limit(listedMax).execute()
  return accept({
    scanners: rows.map((row) => ({
      scannerId: row.scanner_id,
      label: row.label,
      purposes: row.purposes as ScannerPurpose[],
      siteId: row.site_id,
      venueId: row.venue_id,
      enrolledAt: row.enrolled_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  })
}

export function describeOwnScanner(directory: PlaceDirectory) {
  return async (ctx: Ctx): Promise<Result<Static<typeof ScannerDescription>, never>> => {
    const row = await ctx.db.read
      .selectFrom('staff.scanner')
      .select(['scanner_id', 'purposes', 'site_id', 'venue_id'])
      .where('scanner_id', '=', ctx.actor.id)
      .executeTakeFirstOrThrow()
    const places = await describePlaces(ctx.db.read, directory, row)
    return accept({ scannerId: row.scanner_id, purposes: row.purposes as ScannerPurpose[], ...places })
  }
}

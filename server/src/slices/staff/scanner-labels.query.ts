/**
 * Scanner devices as other slices may know them: what they are called and where they stand. No keys and no tokens.
 */
import type { Queryable } from '../../platform/db/database.ts'
import type { ScannerPurpose } from './scanner.ts'

export interface ScannerLabel {
  readonly label: string
  readonly siteId: string | null
  readonly purposes: readonly ScannerPurpose[]
  readonly lastSeenAt: Date
  readonly revokedAt: Date | null
}

/** All scanner devices there are or were, by id. */
export async function readScannerLabels(db: Queryable): Promise<Map<string, ScannerLabel>> {
  const rows = await db
    .selectFrom('staff.scanner')
    .select(['scanner_id', 'label', 'site_id', 'purposes', 'last_seen_at', 'revoked_at'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.scanner_id,
      {
        label: row.label,
        siteId: row.site_id,
        purposes: row.purposes as ScannerPurpose[],
        lastSeenAt: row.last_seen_at,
        revokedAt: row.revoked_at,
      },
    ]),
  )
}

/**
 * Which scanner device a request comes from: its token, and a proof made with the key the token is bound to (RFC 9449).
 */
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import type { Authenticator } from '../../platform/http/authenticate.ts'
import { dpopToken, verifyProof } from '../../platform/http/dpop.ts'
import { accept, refuse } from '../../platform/result.ts'
import { type ScannerActor, type ScannerPurpose, scannerGrantsOf, scannerTokenPrefix } from './scanner.ts'
import { hashToken, touchEveryMs } from './session.ts'

export const scannerAuthenticator: Authenticator = {
  name: 'scanner',
  recognises: (exchange) => dpopToken(exchange)?.startsWith(scannerTokenPrefix) === true,
  authenticate: async (ground, exchange) => {
    const token = dpopToken(exchange)!
    const scanner = await ground.db.read
      .selectFrom('staff.scanner')
      .select(['scanner_id', 'purposes', 'site_id', 'venue_id', 'key_thumbprint', 'last_seen_at'])
      .where('token_hash', '=', hashToken(token))
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (scanner === undefined) return refuse({ code: 'request.unauthenticated' })
    const proof = await verifyProof(ground, exchange, token)
    if (!proof.ok) return proof
    if (proof.value.thumbprint !== scanner.key_thumbprint) return refuse({ code: 'request.proof_refused' })
    await touch(ground, scanner)
    const grants = scannerGrantsOf(scanner.purposes as ScannerPurpose[])
    const { bodyHash } = proof.value
    return accept<ScannerActor>({
      kind: 'scanner',
      id: scanner.scanner_id,
      grants,
      siteId: scanner.site_id,
      venueId: scanner.venue_id,
      bodyHash,
    })
  },
}

async function touch(ground: Ground, scanner: { scanner_id: string; last_seen_at: Date }): Promise<void> {
  const now = ground.clock.now()
  if (scanner.last_seen_at.getTime() > now.getTime() - touchEveryMs) return
  await sql`update staff.scanner set last_seen_at = greatest(last_seen_at, ${now}) where scanner_id = ${scanner.scanner_id}`.execute(
    ground.db.read,
  )
}

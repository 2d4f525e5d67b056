/**
 * A device enrols itself: it proves that it holds the key it names, hands in a code, and gets a token that works with that key only.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type ProofRefusal, verifyProof } from '../../platform/http/dpop.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { EnrolScanner, ScannerEnrolled } from './scanner.schema.ts'
import { decideEnrol, type EnrolmentRefusal, type ScannerPurpose, scannerTokenBytes, scannerTokenPrefix, secretOfCode } from './scanner.ts'
import { describePlaces, type PlaceDirectory } from './scanner-place.query.ts'
import { hashToken } from './session.ts'

export type EnrolScannerRefusal =
  | ProofRefusal
  | EnrolmentRefusal
  | { readonly code: 'staff.device_key_mismatch' }
  | { readonly code: 'staff.device_key_known' }

export function enrolScanner(directory: PlaceDirectory) {
  return async (
    ctx: Ctx,
    input: Static<typeof EnrolScanner>,
    exchange: Exchange,
  ): Promise<Result<Static<typeof ScannerEnrolled>, EnrolScannerRefusal>> => {
    const proof = await verifyProof(ctx, exchange)
    if (!proof.ok) return proof
    const { thumbprint, publicKey } = proof.value
    if (publicKey.x !== input.deviceKey.x || publicKey.y !== input.deviceKey.y) return refuse({ code: 'staff.device_key_mismatch' })
    const accessToken = scannerTokenPrefix + ctx.ids.secret(scannerTokenBytes)
    const scannerId = ctx.ids.uuid()
    return audited(ctx, { action: 'staff.enrol_scanner', subject: scannerId }, async (tx) => {
      const enrolment = await lockEnrolment(tx, ctx.vault.lookupHash('staff.enrolment', secretOfCode(input.code)))
      const decision = decideEnrol(enrolment?.facts, thumbprint, ctx.clock.now())
      if (!decision.ok) return decision
      const { row } = enrolment!
      const device = { thumbprint, deviceKey: input.deviceKey, tokenHash: hashToken(accessToken) }
      if (decision.value === 'again') await renewToken(tx, row.scanner_id!, device.tokenHash)
      else if (!(await insertScanner(tx, ctx, { ...device, ...row, scannerId }))) return refuse({ code: 'staff.device_key_known' })
      const places = await describePlaces(tx, directory, row)
      return accept({ scannerId: row.scanner_id ?? scannerId, accessToken, purposes: row.purposes as ScannerPurpose[], ...places })
    })
  }
}

async function lockEnrolment(tx: Tx, codeHash: Buffer) {
  const row = await tx.selectFrom('staff.scanner_enrolment').selectAll().where('code_hash', '=', codeHash).forUpdate().executeTakeFirst()
  if (row === undefined) return undefined
  const user = await tx
    .selectFrom('staff.scanner')
    .select('key_thumbprint')
    .where('scanner_id', '=', row.scanner_id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return { row, facts: { expiresAt: row.expires_at, scannerId: row.scanner_id, usedByKey: user?.key_thumbprint ?? null } }
}

interface NewScanner {
  readonly scannerId: string
  readonly enrolment_id: string
  readonly label: string
  readonly purposes: string[]
  readonly site_id: string | null
  readonly venue_id: string | null
  readonly thumbprint: string
  readonly deviceKey: Static<typeof EnrolScanner>['deviceKey']
  readonly tokenHash: Buffer
}

/** False where this key is enrolled already: one key, one device. */
async function insertScanner(tx: Tx, ctx: Ctx, scanner: NewScanner): Promise<boolean> {
  const now = ctx.clock.now()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('staff.scanner')
    .values({
      scanner_id: scanner.scannerId,
      label: scanner.label,
      purposes: scanner.purposes,
      site_id: scanner.site_id,
      venue_id: scanner.venue_id,
      key_thumbprint: scanner.thumbprint,
      public_key: JSON.stringify(scanner.deviceKey),
      token_hash: scanner.tokenHash,
      enrolled_at: now,
      last_seen_at: now,
    })
    .onConflict((conflict) => conflict.column('key_thumbprint').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return false
  const used = { scanner_id: scanner.scannerId }
  await tx.updateTable('staff.scanner_enrolment').set(used).where('enrolment_id', '=', scanner.enrolment_id).execute()
  return true
}

async function renewToken(tx: Tx, scannerId: string, tokenHash: Buffer): Promise<void> {
  await tx.updateTable('staff.scanner').set({ token_hash: tokenHash }).where('scanner_id', '=', scannerId).execute()
}

// What trust lists, key lists, venue policies and status indexes have in common: a signed CWT with a version that only grows, times,
// and a body of its own type.
import type { Signer } from '../crypto/signer.ts'
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { UnixSeconds } from '../time.ts'
import { CLAIM } from './claim-keys.ts'
import { isRegionId, isTime, isVersion } from './fields.ts'
import { decodeToken, encodeToken, type Token } from './token.ts'

/** The head of every document. `iss` is null for the trust list only: the root has no region. */
export interface DocumentHead {
  readonly iss: string | null
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
}

/** Signs a document. Refuses with `document.malformed` a head out of range, `token.too_large` what exceeds DOCUMENT_BYTES_MAX. */
export async function issueDocument(head: DocumentHead, body: unknown, typ: string, signer: Signer): Promise<Result<Uint8Array>> {
  if (!isHead(head)) return refuse('document.malformed')
  const claims = new Map<number, unknown>([
    [CLAIM.iat, head.issuedAt],
    [CLAIM.exp, head.expiresAt],
    [CLAIM.version, head.version],
    [CLAIM.body, body],
  ])
  if (head.iss !== null) claims.set(CLAIM.iss, head.iss)
  const bytes = await encodeToken(claims, signer, typ)
  return bytes.length <= DOCUMENT_BYTES_MAX ? accept(bytes) : refuse('token.too_large')
}

/** Takes a document apart without verifying it. Refuses with `document.malformed` or a token's reasons. */
export function decodeDocument(
  bytes: Uint8Array,
  typ: string,
  depthMax?: number,
): Result<{ readonly head: DocumentHead; readonly body: unknown; readonly token: Token }> {
  const token = decodeToken(bytes, { typ, bytesMax: DOCUMENT_BYTES_MAX, ...(depthMax === undefined ? {} : { depthMax }) })
  if (!token.ok) return token
  const { claims } = token.value
  const head = {
    iss: claims.get(CLAIM.iss) ?? null,
    version: claims.get(CLAIM.version),
    issuedAt: claims.get(CLAIM.iat),
    expiresAt: claims.get(CLAIM.exp),
  }
  return isHead(head) ? accept({ head, body: claims.get(CLAIM.body), token: token.value }) : refuse('document.malformed')
}

function isHead(head: { readonly [part in keyof DocumentHead]: unknown }): head is DocumentHead {
  const timesGood = isTime(head.issuedAt) && isTime(head.expiresAt) && head.issuedAt < head.expiresAt
  return (head.iss === null || isRegionId(head.iss)) && isVersion(head.version) && timesGood
}

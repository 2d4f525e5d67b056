/**
 * Proof of possession of a device key for one request (DPoP, RFC 9449 sections 4.2, 4.3 and 7): signature, method, URL, age, token binding, single use;
 * and, where the proof names it, of one body. Knows nothing of whose key it is.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, type JWK, jwtVerify } from 'jose'
import { sql } from 'kysely'
import type { Ground } from '../context.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { Exchange } from './route.ts'

/** A proof is taken this long before and after its `iat`: phones' clocks are off. */
export const proofAgeMsMax = 5 * 60_000
const proofBytesMax = 2_048

/** A proof that was accepted. */
export interface Proof {
  /** Thumbprint of the key that signed (RFC 7638, SHA-256, base64url). */
  readonly thumbprint: string
  readonly publicKey: JWK
  /** What the proof says about the body (`bh`, a claim of ours: base64url of its SHA-256); null where it says nothing. See isSignedBody. */
  readonly bodyHash: string | null
}

/** Whether a proof that names `bodyHash` was made for exactly these bytes: with it, the proof is the device's signature over them. */
export function isSignedBody(bodyHash: string | null, bytes: Uint8Array): boolean {
  return bodyHash !== null && sameText(bodyHash, createHash('sha256').update(bytes).digest('base64url'))
}

/** Why a proof was not accepted. */
export interface ProofRefusal {
  readonly code: 'request.unauthenticated' | 'request.proof_refused' | 'request.proof_time_off'
  /** The server's time, so that a phone whose clock is off can correct for it. */
  readonly serverTime?: string
}

/** Verifies the DPoP header of a request; with an access token, also that the proof is bound to it (`ath`). */
export async function verifyProof(
  ground: Pick<Ground, 'db' | 'clock'>,
  exchange: Exchange,
  accessToken?: string,
): Promise<Result<Proof, ProofRefusal>> {
  const proof = exchange.header('dpop')
  if (proof === undefined || proof.length > proofBytesMax) return refuse({ code: 'request.unauthenticated' })
  const now = ground.clock.now()
  const claims = await readSigned(proof)
  if (claims === undefined) return refuse({ code: 'request.proof_refused' })
  if (claims.htm !== exchange.method || claims.htu !== exchange.url) return refuse({ code: 'request.proof_refused' })
  if (Math.abs(now.getTime() - claims.iat * 1000) > proofAgeMsMax)
    return refuse({ code: 'request.proof_time_off', serverTime: now.toISOString() })
  if (accessToken !== undefined && !sameText(claims.ath, hash(accessToken).toString('base64url')))
    return refuse({ code: 'request.proof_refused' })
  const fresh = await remember(ground, hash(`${claims.thumbprint}.${claims.jti}`), new Date(claims.iat * 1000 + 2 * proofAgeMsMax))
  return fresh
    ? accept({ thumbprint: claims.thumbprint, publicKey: claims.publicKey, bodyHash: claims.bodyHash })
    : refuse({ code: 'request.proof_refused' })
}

interface SignedClaims extends Proof {
  readonly htm: string
  readonly htu: string
  readonly iat: number
  readonly jti: string
  readonly ath: string
}

async function readSigned(proof: string): Promise<SignedClaims | undefined> {
  try {
    const { jwk } = decodeProtectedHeader(proof)
    if (jwk === undefined || jwk.kty !== 'EC' || jwk.crv !== 'P-256') return undefined
    const { payload } = await jwtVerify(proof, EmbeddedJWK, { algorithms: ['ES256'], typ: 'dpop+jwt' })
    const { htm, htu, iat, jti, ath, bh } = payload
    if (typeof htm !== 'string' || typeof htu !== 'string' || typeof iat !== 'number' || typeof jti !== 'string' || jti.length > 128)
      return undefined
    const publicKey: JWK = { kty: 'EC', crv: 'P-256', x: jwk.x!, y: jwk.y! }
    const thumbprint = await calculateJwkThumbprint(publicKey)
    const bodyHash = typeof bh === 'string' ? bh : null
    return { htm, htu, iat, jti, ath: typeof ath === 'string' ? ath : '', publicKey, thumbprint, bodyHash }
  } catch {
    return undefined // not a proof we can read: answered like every other bad proof
  }
}

/** False where this proof was used before on any server of this database (RFC 9449 section 11.1). */
async function remember(ground: Pick<Ground, 'db'>, proofHash: Buffer, expiresAt: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into platform.seen_proof (proof_hash, expires_at) values (${proofHash}, ${expiresAt}) on conflict do nothing`.execute(
    ground.db.read,
  )
  return numAffectedRows === 1n
}

/** Forgets proofs that are too old to be accepted anyway. Returns 0: it has nothing to hurry for. */
export async function forgetProofs(ground: Pick<Ground, 'db' | 'clock'>): Promise<number> {
  await sql`delete from platform.seen_proof where expires_at < ${ground.clock.now()}`.execute(ground.db.read)
  return 0
}

/** The access token of an `Authorization: DPoP …` header, or undefined. */
export function dpopToken(exchange: Exchange): string | undefined {
  const [scheme, token, ...more] = (exchange.header('authorization') ?? '').split(' ')
  return scheme?.toLowerCase() === 'dpop' && token !== undefined && more.length === 0 && token.length <= 256 ? token : undefined
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

function sameText(a: string, b: string): boolean {
  return timingSafeEqual(hash(a), hash(b))
}

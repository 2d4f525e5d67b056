/**
 * Proof of possession of a device key for one request (DPoP, RFC 9449 sections 4.2, 4.3 and 7): signature, method, URL, age, token binding, single use;
 * and, where the proof names it, of one body. Knows nothing of whose key it is.
 */
import { createHash, KeyObject, timingSafeEqual, verify } from 'node:crypto'
import type { JWK } from 'jose'
import { sql } from 'kysely'
import type { Ground } from '../context.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { Exchange } from './route.ts'
import { createSeenProofs, type SeenProofs } from './seen-proofs.ts'

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
  const read = readProof(proof)
  if (read === undefined) return refuse({ code: 'request.proof_refused' })
  const { claims } = read
  if (claims.htm !== exchange.method || claims.htu !== exchange.url) return refuse({ code: 'request.proof_refused' })
  if (accessToken !== undefined && !sameText(claims.ath, hash(accessToken).toString('base64url')))
    return refuse({ code: 'request.proof_refused' })
  if (!(await isSigned(read))) return refuse({ code: 'request.proof_refused' })
  if (Math.abs(now.getTime() - claims.iat * 1000) > proofAgeMsMax)
    return refuse({ code: 'request.proof_time_off', serverTime: now.toISOString() })
  const proofHash = hash(`${claims.thumbprint}.${claims.jti}`)
  const fresh = isSafe(exchange.method)
    ? seenHere(ground).add(proofHash, now.getTime())
    : await remember(ground, proofHash, new Date(claims.iat * 1000 + 2 * proofAgeMsMax))
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

/** A proof taken apart; nothing in it is true before its signature is. */
interface ReadProof {
  readonly claims: SignedClaims
  /** The key as an uncompressed point. */
  readonly point: Buffer
  readonly signed: string
  readonly signature: Buffer
}

/** Takes a compact JWS (RFC 7515) of type dpop+jwt apart: ES256 with a P-256 key in its header, and the claims of RFC 9449 section 4.2. */
function readProof(proof: string): ReadProof | undefined {
  const [header, payload, signature, ...more] = proof.split('.')
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) return undefined
  const { typ, alg, crit, jwk } = readJson(header)
  if (typ !== 'dpop+jwt' || alg !== 'ES256' || crit !== undefined) return undefined
  const point = readPoint(jwk)
  if (point === undefined) return undefined
  const { htm, htu, iat, jti, ath, bh } = readJson(payload)
  if (typeof htm !== 'string' || typeof htu !== 'string' || typeof iat !== 'number' || typeof jti !== 'string' || jti.length > 128)
    return undefined
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const thumbprint = hash(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`).toString('base64url') // RFC 7638
  const claims = {
    htm,
    htu,
    iat,
    jti,
    ath: typeof ath === 'string' ? ath : '',
    bodyHash: typeof bh === 'string' ? bh : null,
    thumbprint,
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
  }
  return { claims, point, signed: proof.slice(0, header.length + 1 + payload.length), signature: Buffer.from(signature, 'base64url') }
}

function readPoint(jwk: unknown): Buffer | undefined {
  if (typeof jwk !== 'object' || jwk === null || 'd' in jwk) return undefined // a private key in a header was nobody's secret any more
  const { kty, crv, x, y } = jwk as JWK
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return undefined
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return point.length === 65 && x.length === 43 && y.length === 43 ? point : undefined
}

/** An object in base64url of JSON; an empty one where there is none. */
function readJson(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {} // not a proof we can read: answered like every other bad proof
  }
}

/** Whether the signature is good. In this thread: handing it to another costs half as much again as the verification (84 and 132 us of processor time). */
async function isSigned({ point, signed, signature }: ReadProof): Promise<boolean> {
  const key = await crypto.subtle // reads a point twice as fast as node:crypto reads a JWK (54 and 100 us)
    .importKey('raw', new Uint8Array(point), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
    .catch(() => undefined) // no point of the curve
  return key !== undefined && verify('sha256', Buffer.from(signed), { key: KeyObject.from(key), dsaEncoding: 'ieee-p1363' }, signature)
}

/** Methods that change nothing (RFC 9110 section 9.2.1). */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

const proofsKeptMax = 200_000
const seenBy = new WeakMap<object, SeenProofs>()

/** What this process has seen. A read does not cost a write: see ADR 0022. */
function seenHere({ clock }: Pick<Ground, 'clock'>): SeenProofs {
  const known = seenBy.get(clock) ?? createSeenProofs(2 * proofAgeMsMax, proofsKeptMax)
  seenBy.set(clock, known)
  return known
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

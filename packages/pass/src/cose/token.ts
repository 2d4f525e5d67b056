// CWT (RFC 8392) in Evergate's profile of COSE_Sign1: protected header exactly {alg: ES256, kid: 8 bytes, typ where there is one},
// unprotected header empty, payload a map of claims. Every signed thing of the library is one of these.

import { KEY_ID_BYTES } from '../crypto/public-key.ts'
import type { Signer, Verifier } from '../crypto/signer.ts'
import { accept, type Result, refuse } from '../result.ts'
import { type CborMap, decodeCbor, encodeCbor } from './cbor.ts'
import { ES256, HEADER } from './claim-keys.ts'
import { isBytes } from './fields.ts'
import { decodeSign1, encodeSign1, type Sign1, verifySign1 } from './sign1.ts'

/** A token taken apart; its signature is checked by `verifyToken`. */
export interface Token {
  readonly kid: Uint8Array
  readonly claims: CborMap
  readonly sign1: Sign1
}

/** What a reader expects: the typ (null: none), and the largest size and depth it will look at. */
export interface TokenForm {
  readonly typ: string | null
  readonly bytesMax: number
  readonly depthMax?: number
  /** Whether byte strings may be views, see `decodeCbor`. Default: copies. */
  readonly views?: boolean
}

/** Takes a token apart. Refuses with `token.too_large`, `token.malformed`, `token.wrong_type`, or the reasons of CBOR and COSE. */
export function decodeToken(bytes: Uint8Array, form: TokenForm): Result<Token> {
  if (bytes.length > form.bytesMax) return refuse('token.too_large')
  const sign1 = decodeSign1(bytes, form.views)
  return sign1.ok ? tokenFromSign1(sign1.value, form) : sign1
}

/** The same for a COSE_Sign1 already taken apart. */
export function tokenFromSign1(sign1: Sign1, form: TokenForm): Result<Token> {
  const kid = sign1.protectedHeader.get(HEADER.kid)
  const typ = sign1.protectedHeader.get(HEADER.typ) ?? null
  if (sign1.protectedHeader.get(HEADER.alg) !== ES256 || !isBytes(kid, KEY_ID_BYTES)) return refuse('token.malformed')
  if (typ !== form.typ) return refuse('token.wrong_type')
  if (sign1.protectedHeader.size !== (typ === null ? 2 : 3) || sign1.unprotectedHeader.size !== 0) return refuse('token.malformed')
  const claims = decodeCbor(sign1.payload, form.depthMax, form.views)
  if (!claims.ok) return claims
  return claims.value instanceof Map ? accept({ kid, claims: claims.value, sign1 }) : refuse('token.malformed')
}

/** Checks a token's signature. Refuses with `signature.invalid`. */
export async function verifyToken(token: Token, verifier: Verifier): Promise<Result<Token>> {
  const verified = await verifySign1(token.sign1, verifier)
  return verified.ok ? accept(token) : verified
}

/** Signs claims as a token. Documents carry the COSE_Sign1 tag; passes leave it out, a byte less in the QR. */
export function encodeToken(claims: CborMap, signer: Signer, typ: string | null): Promise<Uint8Array> {
  return encodeSign1(encodeCbor(claims), signer, typ === null ? { tagged: false } : { typ, tagged: true })
}

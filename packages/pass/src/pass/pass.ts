// The base pass: a CWT that binds a place in a status list to a phone's key, or to paper. Holds no name and no number of a person.
// Issues, takes apart and verifies; does not know the time, the lists or the gate.

import { utf8Length } from '../bytes.ts'
import type { CborMap } from '../cose/cbor.ts'
import { CLAIM } from '../cose/claim-keys.ts'
import { isBytes, isInteger, isRegionId, isText, isTime } from '../cose/fields.ts'
import type { Sign1 } from '../cose/sign1.ts'
import { decodeToken, encodeToken, type Token, tokenFromSign1, verifyToken } from '../cose/token.ts'
import { PUBLIC_KEY_BYTES, type PublicKey } from '../crypto/public-key.ts'
import type { Signer, Verifier } from '../crypto/signer.ts'
import { CAPACITY_MAX, DISPLAY_HINT_BYTES_MAX, EPOCH_MAX, FAMILY_MAX, PASS_BYTES_MAX, TIME_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import { type Colour, colourOfStatus, statusOfColour } from '../status/colour.ts'
import type { UnixSeconds } from '../time.ts'

/** A pass on a phone proves itself with the phone's key; a pass on paper is checked against an identity document. */
export type PassKind = 'phone' | 'paper'

/** What a pass says. */
export interface PassClaims {
  /** Region id such as CN-6101. */
  readonly iss: string
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  /** Only where validity begins later than both `issuedAt` and the start of the epoch; 6 bytes in the QR. */
  readonly notBefore?: UnixSeconds
  /** List family, 0-255; the trust list says what its epochs are. */
  readonly family: number
  readonly epoch: number
  /** Place in the list of that family and epoch. */
  readonly index: number
  /** Colour at issue: the fallback where a gate lost its lists. */
  readonly colour: Colour
  /** Last negative sampling time, not after `issuedAt`. Travels as whole minutes before `issuedAt`, rounded towards older. */
  readonly lastNegativeAt: UnixSeconds | null
  /** Shown to the guard, such as 王*. At most DISPLAY_HINT_BYTES_MAX bytes of UTF-8. */
  readonly displayHint: string
  /** The phone's key; null makes a paper pass. */
  readonly deviceKey: PublicKey | null
}

/** A pass taken apart. `token` is verified by `verifyPass` or at the gate; until then every claim is hearsay. */
export interface DecodedPass {
  readonly claims: PassClaims
  readonly kind: PassKind
  readonly kid: Uint8Array
  readonly bytes: Uint8Array
  readonly token: Token
}

const FORM = { typ: null, bytesMax: PASS_BYTES_MAX }
const FORM_IN_PLACE = { ...FORM, views: true }

/** Signs a pass with a daily issuing key (CWT, RFC 8392). Refuses claims out of their ranges with `pass.malformed`, too long ones with `token.too_large`. */
export async function issuePass(claims: PassClaims, signer: Signer): Promise<Result<Uint8Array>> {
  const wire = claimsToWire(claims)
  if (claimsFromWire(wire) === null) return refuse('pass.malformed')
  const bytes = await encodeToken(wire, signer, null)
  return bytes.length <= PASS_BYTES_MAX ? accept(bytes) : refuse('token.too_large')
}

/** Takes a pass apart without verifying it: enough for a phone to show its own. Refuses with `pass.malformed` or a token's reasons. */
export function decodePass(bytes: Uint8Array): Result<DecodedPass> {
  return fromToken(decodeToken(bytes, FORM), bytes)
}

/** The same for bytes that the caller alone has and leaves as they are: nothing is copied, which takes 4 % off a gate check. */
export function decodePassInPlace(bytes: Uint8Array): Result<DecodedPass> {
  return fromToken(decodeToken(bytes, FORM_IN_PLACE), bytes)
}

/** The same for a COSE_Sign1 already taken apart, with the bytes it came from. */
export function passFromSign1(sign1: Sign1, bytes: Uint8Array): Result<DecodedPass> {
  return fromToken(tokenFromSign1(sign1, FORM), bytes)
}

/** Takes a pass apart and checks its issuer's signature (not its times). Refuses also with `signature.invalid`. */
export async function verifyPass(bytes: Uint8Array, issuer: Verifier): Promise<Result<DecodedPass>> {
  const pass = decodePass(bytes)
  if (!pass.ok) return pass
  const verified = await verifyToken(pass.value.token, issuer)
  return verified.ok ? pass : verified
}

/**
 * The identity of a pass: region, family, epoch and place. Use this, never a hash of the bytes: an ECDSA signature can be turned into
 * another valid one by anybody, so one pass has many byte forms.
 */
export function passIdentity(claims: PassClaims): string {
  return `${claims.iss}/${claims.family}/${claims.epoch}/${claims.index}`
}

function fromToken(token: Result<Token>, bytes: Uint8Array): Result<DecodedPass> {
  if (!token.ok) return token
  const claims = claimsFromWire(token.value.claims)
  if (claims === null) return refuse('pass.malformed')
  const kind = claims.deviceKey === null ? 'paper' : 'phone'
  return accept({ claims, kind, kid: token.value.kid, bytes, token: token.value })
}

function claimsToWire(claims: PassClaims): CborMap {
  const testAgeMinutes = claims.lastNegativeAt === null ? null : Math.ceil((claims.issuedAt - claims.lastNegativeAt) / 60)
  const wire = new Map<number, unknown>([
    [CLAIM.iss, claims.iss],
    [CLAIM.iat, claims.issuedAt],
    [CLAIM.exp, claims.expiresAt],
    [
      CLAIM.pass,
      [claims.family, claims.epoch, claims.index, statusOfColour(claims.colour), testAgeMinutes, claims.displayHint, claims.deviceKey],
    ],
  ])
  if (claims.notBefore !== undefined) wire.set(CLAIM.nbf, claims.notBefore)
  return wire
}

function claimsFromWire(wire: CborMap): PassClaims | null {
  const [iss, issuedAt, expiresAt, notBefore] = [CLAIM.iss, CLAIM.iat, CLAIM.exp, CLAIM.nbf].map((key) => wire.get(key))
  if (!isRegionId(iss) || !isTime(issuedAt) || !isTime(expiresAt) || expiresAt <= issuedAt) return null
  if (notBefore !== undefined && !isTime(notBefore)) return null
  const own = privateClaim(wire.get(CLAIM.pass), issuedAt)
  return own === null ? null : { iss, issuedAt, expiresAt, ...(notBefore === undefined ? {} : { notBefore }), ...own }
}

function privateClaim(value: unknown, issuedAt: UnixSeconds): Omit<PassClaims, 'iss' | 'issuedAt' | 'expiresAt'> | null {
  if (!Array.isArray(value) || value.length < 7) return null
  const [family, epoch, index, status, testAgeMinutes, displayHint, deviceKey] = value as unknown[]
  const colour = colourOfStatus(status)
  if (!isInteger(family, 0, FAMILY_MAX) || !isInteger(epoch, 0, EPOCH_MAX) || !isInteger(index, 0, CAPACITY_MAX - 1)) return null
  if (testAgeMinutes !== null && !isInteger(testAgeMinutes, 0, TIME_MAX / 60)) return null
  if (colour === null || !isText(displayHint, DISPLAY_HINT_BYTES_MAX) || utf8Length(displayHint) > DISPLAY_HINT_BYTES_MAX) return null
  if (deviceKey !== null && !isBytes(deviceKey, PUBLIC_KEY_BYTES)) return null
  const lastNegativeAt = testAgeMinutes === null ? null : issuedAt - testAgeMinutes * 60
  return { family, epoch, index, colour, lastNegativeAt, displayHint, deviceKey }
}

// What a QR shows: a paper pass as it is, or a phone's pass with the phone's signature for one 30-second slot. Makes and reads the text
// and checks the phone's proof. Does not decide anything.
import { decodeBase45, encodeBase45 } from '../base45.ts'
import { equalBytes } from '../bytes.ts'
import { decodeCbor, encodeCbor } from '../cose/cbor.ts'
import { PRESENTATION_CONTEXT, TEXT_PREFIX } from '../cose/claim-keys.ts'
import { isBytes, isInteger } from '../cose/fields.ts'
import { SIGNATURE_BYTES, sign1FromValue } from '../cose/sign1.ts'
import { sha256 } from '../crypto/sha256.ts'
import type { ImportVerifier, Signer } from '../crypto/signer.ts'
import { importVerifyingKey } from '../crypto/web-crypto.ts'
import { NONCE_BYTES_MAX, NONCE_BYTES_MIN, PASS_BYTES_MAX, SLOT_SECONDS, SLOT_SKEW, TEXT_CHARS_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { UnixSeconds } from '../time.ts'
import { type DecodedPass, decodePass, decodePassInPlace, passFromSign1 } from './pass.ts'

/** The phone's proof that it holds the device key in this slot. */
export interface PresentationProof {
  /** Number of the slot since 1970: floor(unix seconds / SLOT_SECONDS). */
  readonly slot: number
  readonly nonce: Uint8Array | null
  readonly signature: Uint8Array
}

/** A QR text taken apart; nothing is verified yet. A paper pass has no proof. */
export interface Presentation {
  readonly pass: DecodedPass
  readonly proof: PresentationProof | null
}

// A pass cannot be a thousand years away from its presentation; the bound keeps the slot an exact small number.
const SLOT_DISTANCE_MAX = 2 ** 31

/** The slot that contains `now`. A phone draws a new QR whenever it changes. */
export function slotAt(now: UnixSeconds): number {
  return Math.floor(now / SLOT_SECONDS)
}

/**
 * Makes the text of a phone's QR for the slot of `now`: `EG1:` and Base45 of [pass, slot - slot of issue, nonce?, signature].
 * `device` signs with the key the pass names. Refuses with the reasons of `decodePass`, `presentation.paper` (no device key),
 * `presentation.malformed` (nonce size) and `text.too_long`.
 */
export async function presentPass(
  pass: Uint8Array,
  device: Pick<Signer, 'sign'>,
  at: { readonly now: UnixSeconds; readonly nonce?: Uint8Array },
): Promise<Result<string>> {
  const decoded = decodePass(pass)
  if (!decoded.ok) return decoded
  if (decoded.value.kind === 'paper') return refuse('presentation.paper')
  const nonce = at.nonce ?? null
  if (nonce !== null && !isNonce(nonce)) return refuse('presentation.malformed')
  const slot = slotAt(at.now)
  const signature = await device.sign(presentationBytes(pass, slot, nonce))
  const distance = slot - slotAt(decoded.value.claims.issuedAt)
  return toText(encodeCbor(nonce === null ? [pass, distance, signature] : [pass, distance, nonce, signature]))
}

/** The text of a paper pass's QR: `EG1:` and Base45 of the pass alone. Refuses a phone's pass with `presentation.unproven`. */
export function paperPassText(pass: Uint8Array): Result<string> {
  const decoded = decodePass(pass)
  if (!decoded.ok) return decoded
  return decoded.value.kind === 'paper' ? toText(pass) : refuse('presentation.unproven')
}

/**
 * Takes a QR text apart. Refuses with `text.too_long`, `text.not_evergate` (another prefix), `base45.invalid`, the reasons of CBOR and
 * passes, `presentation.malformed`, `presentation.paper` (a proof beside a paper pass) and `presentation.unproven` (a phone's pass alone).
 */
export function readPresentation(text: string): Result<Presentation> {
  if (text.length > TEXT_CHARS_MAX) return refuse('text.too_long')
  if (!text.startsWith(TEXT_PREFIX)) return refuse('text.not_evergate')
  const bytes = decodeBase45(text.slice(TEXT_PREFIX.length))
  if (!bytes.ok) return bytes
  const decoded = decodeCbor(bytes.value, undefined, true) // nobody else has these bytes
  if (!decoded.ok) return decoded
  if (!Array.isArray(decoded.value)) return refuse('presentation.malformed')
  return isPassAlone(decoded.value) ? readPaper(decoded.value, bytes.value) : readPhone(decoded.value)
}

/**
 * Checks a phone's proof: its slot against `now` (SLOT_SKEW slots either way), its nonce against the gate's if the gate gave one, and the
 * device's signature. A paper pass has nothing to prove and is accepted. Does not check the pass's issuer. Refuses with
 * `presentation.stale`, `presentation.early`, `presentation.nonce_mismatch`, `key.invalid` and `presentation.proof_invalid`.
 */
export async function verifyPresentation(
  presentation: Presentation,
  check: { readonly now: UnixSeconds; readonly nonce?: Uint8Array },
  importVerifier: ImportVerifier = importVerifyingKey,
): Promise<Result<Presentation>> {
  const { pass, proof } = presentation
  if (proof === null || pass.claims.deviceKey === null) return accept(presentation)
  const lateBy = slotAt(check.now) - proof.slot
  if (lateBy > SLOT_SKEW) return refuse('presentation.stale')
  if (lateBy < -SLOT_SKEW) return refuse('presentation.early')
  if (check.nonce !== undefined && !equalBytes(check.nonce, proof.nonce ?? new Uint8Array())) return refuse('presentation.nonce_mismatch')
  const device = await importVerifier(pass.claims.deviceKey)
  if (!device.ok) return device
  const proven = await device.value.verify(presentationBytes(pass.bytes, proof.slot, proof.nonce), proof.signature)
  return proven ? accept(presentation) : refuse('presentation.proof_invalid')
}

/** The bytes a phone signs: CBOR of [context, SHA-256 of the pass as shown, slot, nonce or null]. Never the pass itself, so that no signature of a token can serve here. */
export function presentationBytes(pass: Uint8Array, slot: number, nonce: Uint8Array | null): Uint8Array {
  return encodeCbor([PRESENTATION_CONTEXT, sha256(pass), slot, nonce])
}

function readPaper(value: readonly unknown[], bytes: Uint8Array): Result<Presentation> {
  const sign1 = sign1FromValue(value)
  const pass = sign1.ok ? passFromSign1(sign1.value, bytes) : sign1
  if (!pass.ok) return pass
  return pass.value.kind === 'paper' ? accept({ pass: pass.value, proof: null }) : refuse('presentation.unproven')
}

function readPhone(value: readonly unknown[]): Result<Presentation> {
  const [passBytes, distance] = value
  const signature = value.at(-1)
  const nonce = value.length === 4 ? value[2] : null
  if (value.length < 3 || value.length > 4 || !isBytes(passBytes, 1, PASS_BYTES_MAX) || !isBytes(signature, SIGNATURE_BYTES)) {
    return refuse('presentation.malformed')
  }
  if (!isInteger(distance, -SLOT_DISTANCE_MAX, SLOT_DISTANCE_MAX)) return refuse('presentation.malformed')
  if (nonce !== null && !isNonce(nonce)) return refuse('presentation.malformed')
  const pass = decodePassInPlace(passBytes)
  if (!pass.ok) return pass
  if (pass.value.kind === 'paper') return refuse('presentation.paper')
  return accept({ pass: pass.value, proof: { slot: slotAt(pass.value.claims.issuedAt) + distance, nonce, signature } })
}

function isNonce(value: unknown): value is Uint8Array {
  return isBytes(value, NONCE_BYTES_MIN, NONCE_BYTES_MAX)
}

/** A pass alone is a COSE_Sign1, whose second element is a map; a presentation's is a number. */
function isPassAlone(value: readonly unknown[]): boolean {
  return value[1] instanceof Map
}

function toText(bytes: Uint8Array): Result<string> {
  const text = TEXT_PREFIX + encodeBase45(bytes)
  return text.length <= TEXT_CHARS_MAX ? accept(text) : refuse('text.too_long')
}

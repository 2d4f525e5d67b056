// COSE_Sign1 (RFC 9052 section 4.2) with ES256: take apart, check, put together. Knows no claims and no keys.
import { concatBytes } from '../bytes.ts'
import type { Signer, Verifier } from '../crypto/signer.ts'
import { accept, type Result, refuse } from '../result.ts'
import { type CborMap, decodeCbor, encodeCbor } from './cbor.ts'
import { ES256, HEADER, SIGN1_TAG_BYTE } from './claim-keys.ts'
import { isBytes } from './fields.ts'

/** A COSE_Sign1 taken apart; nothing in it is verified yet. */
export interface Sign1 {
  readonly protectedHeader: CborMap
  readonly unprotectedHeader: CborMap
  readonly protectedBytes: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** Bytes of an ES256 signature: r and s, 32 each (RFC 9053 section 2.1). */
export const SIGNATURE_BYTES = 64

/** Takes a COSE_Sign1 apart, with or without its tag 18; `views` as in `decodeCbor`. Refuses with `cose.malformed` (or cbor's reasons). */
export function decodeSign1(bytes: Uint8Array, views = false): Result<Sign1> {
  const decoded = decodeCbor(bytes[0] === SIGN1_TAG_BYTE ? bytes.subarray(1) : bytes, undefined, views)
  return decoded.ok ? sign1FromValue(decoded.value) : decoded
}

/** The same for an already decoded CBOR array. */
export function sign1FromValue(value: unknown): Result<Sign1> {
  if (!Array.isArray(value) || value.length !== 4) return refuse('cose.malformed')
  const [protectedBytes, unprotectedHeader, payload, signature] = value as unknown[]
  if (!isBytes(protectedBytes, 0, 256) || !(unprotectedHeader instanceof Map)) return refuse('cose.malformed')
  if (!isBytes(payload, 0, Number.MAX_SAFE_INTEGER) || !isBytes(signature, SIGNATURE_BYTES)) return refuse('cose.malformed')
  const header = protectedBytes.length === 0 ? accept(new Map()) : decodeCbor(protectedBytes)
  if (!header.ok || !(header.value instanceof Map)) return refuse('cose.malformed')
  return accept({ protectedHeader: header.value, unprotectedHeader, protectedBytes, payload, signature })
}

/** Checks the signature over Sig_structure (RFC 9052 section 4.4). Refuses with `signature.invalid`. */
export async function verifySign1(sign1: Sign1, verifier: Verifier, externalAad: Uint8Array = new Uint8Array()): Promise<Result<Sign1>> {
  const signed = signedBytes(sign1.protectedHeader.size === 0 ? new Uint8Array() : sign1.protectedBytes, sign1.payload, externalAad)
  return (await verifier.verify(signed, sign1.signature)) ? accept(sign1) : refuse('signature.invalid')
}

/** Makes a COSE_Sign1 whose protected header holds ES256, the signer's kid and, if given, a typ; its unprotected header is empty. */
export async function encodeSign1(
  payload: Uint8Array,
  signer: Signer,
  form: { readonly typ?: string; readonly tagged: boolean },
): Promise<Uint8Array> {
  const header = new Map<number, unknown>([
    [HEADER.alg, ES256],
    [HEADER.kid, signer.kid],
  ])
  if (form.typ !== undefined) header.set(HEADER.typ, form.typ)
  const protectedBytes = encodeCbor(header)
  const signature = await signer.sign(signedBytes(protectedBytes, payload, new Uint8Array()))
  const array = encodeCbor([protectedBytes, new Map(), payload, signature])
  return form.tagged ? concatBytes(Uint8Array.of(SIGN1_TAG_BYTE), array) : array
}

function signedBytes(protectedBytes: Uint8Array, payload: Uint8Array, externalAad: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', protectedBytes, externalAad, payload])
}

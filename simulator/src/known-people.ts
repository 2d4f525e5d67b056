/**
 * The residents that load-city put into a server, as its file tells: who they are, and the phones of some, which can show real codes for any moment.
 */
import { presentPass } from '@evergate/pass'

export interface KnownPerson {
  readonly residentId: string
  readonly name: string
  readonly document: { readonly kind: 'resident_id'; readonly number: string }
  readonly streetCode: string
  readonly household: number
  readonly phone: KnownPhone | null
}

export interface KnownPhone {
  readonly accessToken: string
  readonly publicKey: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string }
  /** PKCS #8 DER in base64. */
  readonly privateKey: string
  readonly passes: readonly { readonly validFrom: number; readonly validUntil: number; readonly pass: string }[]
}

/** The text of the QR on this phone at this moment (unix seconds). Throws where the phone holds no pass that is still good then. */
export async function showPass(phone: KnownPhone, atSeconds: number): Promise<string> {
  const held = phone.passes.find((one) => atSeconds < one.validUntil)
  if (held === undefined) throw new Error('the phone holds no pass for that moment')
  const key = await crypto.subtle.importKey(
    'pkcs8',
    Buffer.from(phone.privateKey, 'base64'),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  )
  const sign = async (bytes: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(bytes)))
  const text = await presentPass(Buffer.from(held.pass, 'base64url'), { sign }, { now: atSeconds })
  if (!text.ok) throw new Error(`the pass cannot be shown: ${text.reason}`)
  return text.value
}

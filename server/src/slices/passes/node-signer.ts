/**
 * P-256 keys by node:crypto behind the pass library's interfaces: several times faster here than WebCrypto, and keys that can be sealed.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { type ImportVerifier, jwkFromPublicKey, keyId, type PublicKey, publicKeyFromJwk, type Signer } from '@evergate/pass'

/** A key pair with the private part as PKCS #8 DER in base64. */
export interface NewKeyPair {
  readonly publicKey: PublicKey
  readonly privateKey: string
}

/** A fresh P-256 key pair. */
export function createKeyPair(): NewKeyPair {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { publicKey: publicKeyOf(privateKey), privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') }
}

/** The pair of a private key made by `createKeyPair`. Throws where it is none. */
export function keyPairOf(privateKeyBase64: string): NewKeyPair {
  const key = createPrivateKey({ key: Buffer.from(privateKeyBase64, 'base64'), type: 'pkcs8', format: 'der' })
  return { publicKey: publicKeyOf(key), privateKey: privateKeyBase64 }
}

/** A signer of a private key made by `createKeyPair`. */
export function signerOf(privateKeyBase64: string): Signer {
  const key = createPrivateKey({ key: Buffer.from(privateKeyBase64, 'base64'), type: 'pkcs8', format: 'der' })
  const kid = keyId(publicKeyOf(key))
  if (!kid.ok) throw new Error('a stored key is no P-256 key')
  return { kid: kid.value, sign: async (bytes) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }) }
}

/** Verifiers by node:crypto, for the pass library. */
export const importNodeVerifier: ImportVerifier = async (publicKey) => {
  const jwk = jwkFromPublicKey(publicKey)
  if (!jwk.ok) return jwk
  const key = createPublicKey({ key: { ...jwk.value }, format: 'jwk' })
  return { ok: true, value: { verify: (bytes, signature) => verifyBeside(key, bytes, signature) } }
}

/** Beside the event loop, in a thread of its own: a desk that comes back brings hundreds at once. */
function verifyBeside(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature, (error, good) =>
      error === null ? resolve(good) : reject(error),
    )
  })
}

function publicKeyOf(key: KeyObject): PublicKey {
  const publicKey = publicKeyFromJwk(createPublicKey(key).export({ format: 'jwk' }))
  if (!publicKey.ok) throw new Error('the key is no P-256 key')
  return publicKey.value
}

/**
 * Proofs of possession (DPoP, RFC 9449) as phones and desks make them, some 40 µs each: by node:crypto at once, with everything that stays the same
 * worked out before. Signs for one key and one server.
 */
import { createHash, createPrivateKey, type JsonWebKeyInput, type KeyObject, sign } from 'node:crypto'

export interface Prover {
  /** A fresh proof for one request; `bodyHash` (base64url of SHA-256) where the body is signed too. */
  prove(method: string, path: string, atSeconds: number, bodyHash?: string): string
}

export interface ProverKey {
  readonly privateKey: string | JsonWebKey
  readonly publicKey: { readonly x: string; readonly y: string }
  readonly accessToken: string
}

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url')

/** base64url without padding of the SHA-256 of a text in latin1. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('base64url')
}

/** A prover for a key; `newId` gives ids that were never used. The key is read when it is first needed. */
export function createProver(origin: string, key: ProverKey, newId: () => string): Prover {
  const { x, y } = key.publicKey
  const head = base64url(JSON.stringify({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x, y } }))
  const ath = hashOf(key.accessToken)
  let privateKey: KeyObject | undefined
  return {
    prove: (htm, path, iat, bh) => {
      privateKey ??= readKey(key.privateKey)
      const claims = { htm, htu: origin + path, iat, jti: newId(), ath, ...(bh === undefined ? {} : { bh }) }
      const signed = `${head}.${base64url(JSON.stringify(claims))}`
      return `${signed}.${sign('sha256', Buffer.from(signed, 'latin1'), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
    },
  }
}

function readKey(key: string | JsonWebKey): KeyObject {
  return typeof key === 'string'
    ? createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' })
    : createPrivateKey({ key: key as JsonWebKeyInput['key'], format: 'jwk' })
}

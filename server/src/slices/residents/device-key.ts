/**
 * A phone's key as it is stored: the compressed point of P-256 (SEC1 section 2.3.3), 33 bytes. Pure; whether the point lies on the curve was seen
 * when the phone proved the key.
 */
import type { JWK } from 'jose'

/** The stored form of a key that has just verified a proof. */
export function deviceKeyOf({ x = '', y = '' }: JWK): Buffer {
  const [abscissa, ordinate] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  if (abscissa.length !== 32 || ordinate.length !== 32) throw new Error('a proven key is no P-256 key')
  return Buffer.concat([Buffer.of(2 + (ordinate[31]! & 1)), abscissa])
}

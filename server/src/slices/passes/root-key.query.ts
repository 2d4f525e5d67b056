/**
 * The root's public key, as gates are given it.
 */
import { jwkFromPublicKey, keyThumbprint, type PublicKey } from '@evergate/pass'
import type { Ground } from '../../platform/context.ts'

async function readRoot(ground: Pick<Ground, 'db'>): Promise<PublicKey> {
  const row = await ground.db.read
    .selectFrom('passes.signing_key')
    .select('public_key')
    .where('role', '=', 'root')
    .executeTakeFirstOrThrow()
  return new Uint8Array(row.public_key)
}

/** As a JWK. */
export async function readRootKey(
  ground: Pick<Ground, 'db'>,
): Promise<{ readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }> {
  const jwk = jwkFromPublicKey(await readRoot(ground))
  if (!jwk.ok) throw new Error('the stored root key is no P-256 key')
  return { kty: 'EC', crv: 'P-256', x: jwk.value.x ?? '', y: jwk.value.y ?? '' }
}

/** Its thumbprint (RFC 9679, SHA-256), lower-case hexadecimal. */
export async function readRootThumbprint(ground: Pick<Ground, 'db'>): Promise<string> {
  const thumbprint = keyThumbprint(await readRoot(ground))
  if (!thumbprint.ok) throw new Error('the stored root key is no P-256 key')
  return Buffer.from(thumbprint.value).toString('hex')
}

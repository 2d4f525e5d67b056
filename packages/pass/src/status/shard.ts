// One shard of a status list as a Status List Token (draft-ietf-oauth-status-list section 5.2, CWT form). Issues and takes apart;
// whether it is the live one says the status index.
import { CLAIM, TYP } from '../cose/claim-keys.ts'
import { isInteger, isText, isTime } from '../cose/fields.ts'
import { decodeToken, encodeToken, type Token } from '../cose/token.ts'
import type { Signer } from '../crypto/signer.ts'
import { SHARD_ENTRIES, SHARD_TOKEN_BYTES_MAX, TIME_MAX, URL_CHARS_MAX } from '../limits.ts'
import { isShardName, parseStatusShardPath, type ShardName, statusShardPath } from '../paths.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { UnixSeconds } from '../time.ts'
import { STATUS_BITS } from './list.ts'
import { statusListFromWire, statusListToWire } from './status-list-claim.ts'

/** One version of one shard. */
export interface StatusShard extends ShardName {
  /** The region's base URL from the trust list; with the path it makes the token's `sub`. */
  readonly baseUrl: string
  readonly issuedAt: UnixSeconds
  /** Past the end of the epoch: how old a colour may be is governed by the index and the policy. */
  readonly expiresAt: UnixSeconds
  /** How long a cache may keep it before looking at the index again. */
  readonly ttlSeconds: number
  /** Packed entries of the shard. */
  readonly bits: Uint8Array
}

const FORM = { typ: TYP.statusShard, bytesMax: SHARD_TOKEN_BYTES_MAX }
const SHARD_BYTES_MAX = (SHARD_ENTRIES * STATUS_BITS) / 8

/** Signs a shard with a daily issuing key. Refuses with `status_shard.malformed` what is out of range, `token.too_large` what does not fit. */
export async function issueStatusShard(
  shard: StatusShard,
  signer: Signer,
  deflate?: (bytes: Uint8Array) => Uint8Array,
): Promise<Result<Uint8Array>> {
  const sub = `${shard.baseUrl}/${statusShardPath(shard)}`
  const timesGood = isTime(shard.issuedAt) && isTime(shard.expiresAt) && isInteger(shard.ttlSeconds, 0, TIME_MAX)
  if (!isShardName(shard) || !isText(sub, URL_CHARS_MAX) || !timesGood) return refuse('status_shard.malformed')
  if (shard.bits.length === 0 || shard.bits.length > SHARD_BYTES_MAX) return refuse('status_shard.malformed')
  const claims = new Map<number, unknown>([
    [CLAIM.iss, shard.iss],
    [CLAIM.sub, sub],
    [CLAIM.iat, shard.issuedAt],
    [CLAIM.exp, shard.expiresAt],
    [CLAIM.ttl, shard.ttlSeconds],
    [CLAIM.statusList, statusListToWire(shard.bits, STATUS_BITS, deflate)],
  ])
  const bytes = await encodeToken(claims, signer, TYP.statusShard)
  return bytes.length <= SHARD_TOKEN_BYTES_MAX ? accept(bytes) : refuse('token.too_large')
}

/** Takes a shard apart without verifying it. Refuses with `status_shard.malformed`, the list's reasons or a token's. */
export function decodeStatusShard(bytes: Uint8Array): Result<StatusShard & { readonly token: Token }> {
  const token = decodeToken(bytes, FORM)
  if (!token.ok) return token
  const [iss, sub, issuedAt, expiresAt, ttlSeconds] = [CLAIM.iss, CLAIM.sub, CLAIM.iat, CLAIM.exp, CLAIM.ttl].map((key) =>
    token.value.claims.get(key),
  )
  const place = isText(sub, URL_CHARS_MAX) ? splitSub(sub) : null
  if (place === null || place.name.iss !== iss) return refuse('status_shard.malformed')
  if (!isTime(issuedAt) || !isTime(expiresAt) || !isInteger(ttlSeconds, 0, TIME_MAX)) return refuse('status_shard.malformed')
  const list = statusListFromWire(token.value.claims.get(CLAIM.statusList), SHARD_BYTES_MAX)
  if (!list.ok) return list
  if (list.value.bits !== STATUS_BITS) return refuse('status_shard.malformed')
  return accept({ ...place.name, baseUrl: place.baseUrl, issuedAt, expiresAt, ttlSeconds, bits: list.value.packed, token: token.value })
}

/** A shard's sub is the base URL, a slash, and the shard's path, whose last five segments are known. */
function splitSub(sub: string): { readonly baseUrl: string; readonly name: ShardName } | null {
  const segments = sub.split('/')
  const name = parseStatusShardPath(segments.slice(-5).join('/'))
  return name.ok ? { baseUrl: segments.slice(0, -5).join('/'), name: name.value } : null
}

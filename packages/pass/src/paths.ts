// Names of the static files below a region's base URL. The same on every server, cache and gate; nothing here fetches.
import { isInteger, isRegionId, isVersion } from './cose/fields.ts'
import { CAPACITY_MAX, EPOCH_MAX, FAMILY_MAX, SHARD_ENTRIES } from './limits.ts'
import { accept, type Result, refuse } from './result.ts'

/** Which shard, in which version. A file of this name never changes. */
export interface ShardName {
  readonly iss: string
  readonly family: number
  readonly epoch: number
  readonly shard: number
  readonly version: number
}

/** The trust list, signed by the root. */
export const trustListPath = 'trust-list.cwt'

/** A region's list of daily issuing keys. */
export function keyListPath(iss: string): string {
  return `${iss}/keys.cwt`
}

/** A region's venue policies. */
export function policiesPath(iss: string): string {
  return `${iss}/policies.cwt`
}

/** A region's status index: the one file a gate polls. */
export function statusIndexPath(iss: string): string {
  return `${iss}/status/index.cwt`
}

/** One version of one shard of a status list; immutable. */
export function statusShardPath(name: ShardName): string {
  return `${name.iss}/status/${name.family}/${name.epoch}/${name.shard}.${name.version}.cwt`
}

/** Reads a shard's path. Refuses with `path.malformed` what `statusShardPath` would not write. */
export function parseStatusShardPath(path: string): Result<ShardName> {
  const parts = /^([A-Z0-9-]+)\/status\/(\d{1,3})\/(\d{1,5})\/(\d{1,3})\.(\d{1,16})\.cwt$/.exec(path)
  if (parts === null) return refuse('path.malformed')
  const [family, epoch, shard, version] = parts.slice(2).map(Number)
  const name = { iss: parts[1], family, epoch, shard, version }
  return isShardName(name) && statusShardPath(name) === path ? accept(name) : refuse('path.malformed')
}

/** True when every part is within its limits. */
export function isShardName(name: { readonly [part in keyof ShardName]: unknown }): name is ShardName {
  return (
    isRegionId(name.iss) &&
    isInteger(name.family, 0, FAMILY_MAX) &&
    isInteger(name.epoch, 0, EPOCH_MAX) &&
    isInteger(name.shard, 0, Math.ceil(CAPACITY_MAX / SHARD_ENTRIES) - 1) &&
    isVersion(name.version)
  )
}

// The colour of a pass as a gate knows it: from the list, or where the list is lost, from the pass itself. Says as of when, and judges age by
// the policy's two limits.

import type { PassClaims } from '../pass/pass.ts'
import { accept, type Result, refuse } from '../result.ts'
import { type Colour, colourOfStatus } from '../status/colour.ts'
import { getStatus, shardOf } from '../status/list.ts'
import type { UnixSeconds } from '../time.ts'
import { type HeldShard, type RegionFiles, shardKey } from './held-files.ts'

/** A colour that may be used. */
export interface KnownColour {
  readonly colour: Colour
  readonly asOf: UnixSeconds
  /** Past the soft age: say "as of". */
  readonly aged: boolean
  readonly fromPass: boolean
}

/** Where a gate's list is missing or too old: fall back on the colour in the pass, as of its issuing; or do not. */
export type LostFiles = 'colour_in_pass' | 'check_another_way'

/** The shard that holds the place of a pass, if it is held. */
export function findShard(files: RegionFiles, claims: PassClaims): HeldShard | undefined {
  return files.shards.get(shardKey({ family: claims.family, epoch: claims.epoch, shard: shardOf(claims.index).shard }))
}

/**
 * The colour of a pass. Refuses with `status.cancelled` (whatever the age: a cancellation is not taken back), `status.no_such_place`,
 * `status.missing` (no list and no fallback) and `status.too_old` (past the hard age).
 */
export function lookUpColour(
  files: RegionFiles,
  claims: PassClaims,
  limits: { readonly now: UnixSeconds; readonly softAgeSeconds: number; readonly hardAgeSeconds: number; readonly lostFiles: LostFiles },
): Result<KnownColour> {
  const listed = inTime(colourInList(files, claims, limits.now), limits)
  const lost = !listed.ok && (listed.reason === 'status.missing' || listed.reason === 'status.too_old')
  const known =
    lost && limits.lostFiles === 'colour_in_pass'
      ? inTime(accept({ colour: claims.colour, asOf: claims.issuedAt, fromPass: true }), limits)
      : listed
  if (!known.ok) return known
  const { colour, asOf, fromPass } = known.value
  return accept({ colour, asOf, fromPass, aged: limits.now - asOf > limits.softAgeSeconds })
}

type FoundColour = Result<Omit<KnownColour, 'aged'>>

function inTime(found: FoundColour, { now, hardAgeSeconds }: { readonly now: UnixSeconds; readonly hardAgeSeconds: number }): FoundColour {
  return found.ok && now - found.value.asOf > hardAgeSeconds ? refuse('status.too_old') : found
}

function colourInList(files: RegionFiles, claims: PassClaims, now: UnixSeconds): FoundColour {
  const index = files.statusIndex?.value
  const list = index?.lists.find((each) => each.family === claims.family && each.epoch === claims.epoch)
  if (list !== undefined && claims.index >= list.capacity) return refuse('status.no_such_place')
  const shard = findShard(files, claims)
  const status = shard === undefined ? null : getStatus(shard.value.bits, shardOf(claims.index).offset)
  if (index === undefined || shard === undefined || status === null) return refuse('status.missing')
  const colour = colourOfStatus(status)
  if (colour === null) return refuse('status.cancelled')
  if (index.expiresAt <= now || shard.value.expiresAt <= now) return refuse('status.too_old')
  return accept({ colour, asOf: shard.confirmedAt, fromPass: false })
}

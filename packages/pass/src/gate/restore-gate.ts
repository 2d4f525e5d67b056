// A gate's files back from plain data. What comes back is verified again, signature by signature; only the versions seen and the moments of
// confirmation are taken from the store, which is the gate's own.
import { isArray, isInteger, isTime } from '../cose/fields.ts'
import { VERSION_MAX } from '../limits.ts'
import { createGateState, type GateOptions, type GateState } from './gate-state.ts'
import { type SeenVersions, UNSEEN } from './held-files.ts'

/**
 * A gate state from stored data. Whatever is missing, broken or no longer signed by a listed key is left out, so a damaged store costs files
 * and never an error. Versions seen are kept even where the file is gone.
 */
export async function restoreGateState(stored: unknown, options: GateOptions): Promise<GateState> {
  const state = createGateState(options)
  if (!isRecord(stored) || stored.format !== 1) return state
  if (stored.trustList instanceof Uint8Array) await state.acceptTrustList(stored.trustList, null)
  if (isInteger(stored.trustListSeen, 0, VERSION_MAX)) state.seen.trustList = Math.max(state.seen.trustList, stored.trustListSeen)
  for (const region of isArray(stored.regions, Number.POSITIVE_INFINITY) ? stored.regions : []) {
    if (isRecord(region) && typeof region.iss === 'string') await restoreRegion(state, region.iss, region)
  }
  return state
}

async function restoreRegion(state: GateState, iss: string, region: Readonly<Record<string, unknown>>): Promise<void> {
  if (region.keyList instanceof Uint8Array) await state.acceptKeyList(region.keyList, null)
  if (region.policies instanceof Uint8Array) await state.acceptPolicies(region.policies, null)
  if (region.statusIndex instanceof Uint8Array) await state.acceptStatusIndex(region.statusIndex, null)
  for (const shard of isArray(region.shards, Number.POSITIVE_INFINITY) ? region.shards : []) {
    if (!isRecord(shard) || !(shard.bytes instanceof Uint8Array) || !isTime(shard.confirmedAt)) continue
    await state.acceptStatusShard(shard.bytes, null, shard.confirmedAt)
  }
  const seen = state.seen.regions.get(iss) ?? UNSEEN
  const storedSeen = isRecord(region.seen) ? region.seen : {}
  const atLeast = (kind: keyof SeenVersions) =>
    isInteger(storedSeen[kind], 0, VERSION_MAX) ? Math.max(seen[kind], storedSeen[kind]) : seen[kind]
  state.seen.regions.set(iss, { keyList: atLeast('keyList'), policies: atLeast('policies'), statusIndex: atLeast('statusIndex') })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

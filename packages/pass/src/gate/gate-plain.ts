// A gate's files as plain data for IndexedDB or a file. restore-gate.ts reads it back.
import { type HeldFiles, type SeenVersions, UNSEEN } from './held-files.ts'

/** Structured-cloneable: numbers, strings, arrays, byte arrays. */
export interface GatePlain {
  readonly format: 1
  readonly trustList: Uint8Array | null
  readonly trustListSeen: number
  readonly regions: readonly RegionPlain[]
}

/** One region's files and the highest versions seen of it, held or not. */
export interface RegionPlain {
  readonly iss: string
  readonly seen: SeenVersions
  readonly keyList: Uint8Array | null
  readonly policies: Uint8Array | null
  readonly statusIndex: Uint8Array | null
  readonly shards: readonly { readonly bytes: Uint8Array; readonly confirmedAt: number }[]
}

/** Everything a gate would need to go on after a restart. Shares the byte arrays with what is held. */
export function gateToPlain(
  held: HeldFiles,
  seen: { readonly trustList: number; readonly regions: ReadonlyMap<string, SeenVersions> },
): GatePlain {
  const names = new Set([...held.regions.keys(), ...seen.regions.keys()])
  return {
    format: 1,
    trustList: held.trustList?.bytes ?? null,
    trustListSeen: seen.trustList,
    regions: [...names].map((iss) => {
      const files = held.regions.get(iss)
      return {
        iss,
        seen: seen.regions.get(iss) ?? UNSEEN,
        keyList: files?.keyList?.bytes ?? null,
        policies: files?.policies?.bytes ?? null,
        statusIndex: files?.statusIndex?.bytes ?? null,
        shards: [...(files?.shards.values() ?? [])].map(({ bytes, confirmedAt }) => ({ bytes, confirmedAt })),
      }
    }),
  }
}

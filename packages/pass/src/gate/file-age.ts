// How old the files are that an answer rests on. Numbers only; what age is too old says the policy.
import type { UnixSeconds } from '../time.ts'

/** One file's version and age. */
export interface FileAge {
  readonly version: number
  readonly issuedAt: UnixSeconds
  /** Not below 0, however the clocks stand. */
  readonly ageSeconds: number
  readonly expired: boolean
}

/** The files a check uses; null where one is not held. */
export interface GateFilesAge {
  readonly trustList: FileAge | null
  readonly keyList: FileAge | null
  readonly policies: FileAge | null
  readonly statusIndex: FileAge | null
  readonly statusShard: FileAge | null
}

/** The age of a held document. */
export function fileAge(
  held: { readonly version: number; readonly value: { readonly issuedAt: UnixSeconds; readonly expiresAt: UnixSeconds } } | null,
  now: UnixSeconds,
): FileAge | null {
  if (held === null) return null
  const { issuedAt, expiresAt } = held.value
  return { version: held.version, issuedAt, ageSeconds: Math.max(0, now - issuedAt), expired: now >= expiresAt }
}

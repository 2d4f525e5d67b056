// How old the gate's files are and what that means, from what the pass library says and the limits in the policies. Pure.
import { decodePolicies, type GateFilesAge } from '@evergate/pass'

/** What the policies say besides their rules; stored beside the gate's files because the gate keeps its own form of them. */
export interface PolicyView {
  readonly softAgeSeconds: number
  readonly hardAgeSeconds: number
  readonly venueTypes: readonly string[]
}

export type AgeLevel =
  /** Something a check needs was never received. */
  | 'missing'
  | 'fresh'
  /** Past the soft limit: answers say as of when. */
  | 'aged'
  /** Past the hard limit: every answer is to check another way. */
  | 'too_old'

export interface FilesView {
  readonly level: AgeLevel
  /** Unix seconds at which the colours were signed; null when there are none. */
  readonly colouredAt: number | null
  readonly ageSeconds: number | null
}

export function viewFiles(files: GateFilesAge, policies: PolicyView | null): FilesView {
  const index = files.statusIndex
  const colouredAt = index?.issuedAt ?? null
  const ageSeconds = index?.ageSeconds ?? null
  const complete = files.trustList !== null && files.keyList !== null && files.policies !== null && index !== null
  if (!complete || ageSeconds === null || policies === null) return { level: 'missing', colouredAt, ageSeconds }
  const expired = [files.trustList, files.keyList, files.policies].some((file) => file?.expired)
  if (expired || ageSeconds > policies.hardAgeSeconds) return { level: 'too_old', colouredAt, ageSeconds }
  return { level: ageSeconds > policies.softAgeSeconds ? 'aged' : 'fresh', colouredAt, ageSeconds }
}

/** Null when the bytes are no policies: the caller then keeps what it had. */
export function policyViewOf(bytes: Uint8Array): PolicyView | null {
  const decoded = decodePolicies(bytes)
  if (!decoded.ok) return null
  const { softAgeSeconds, hardAgeSeconds, venues } = decoded.value
  return { softAgeSeconds, hardAgeSeconds, venueTypes: Object.keys(venues) }
}

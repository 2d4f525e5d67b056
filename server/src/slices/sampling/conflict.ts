/**
 * What a person has to look at: the codes, what each is about, and how a code of the fold becomes a row. Pure.
 */
import { uuidFrom } from '../../platform/ids.ts'

/** A conflict as it is computed; its row is found by `about` and `code`. */
export interface ConflictFound {
  /** The thing it is recomputed from: `tube XA12…`, `swab <id>`, `resident <id> …`, `device <id> …`. */
  readonly about: string
  /** Tells several of one code about one thing apart. */
  readonly part?: string
  readonly code: string
  readonly at: Date
  readonly siteId: string | null
  readonly tubeCode: string | null
  readonly deviceIds: readonly string[]
  readonly recordIds: readonly string[]
  readonly residentIds: readonly string[]
  readonly detail: object | null
}

export const aboutTube = (tubeCode: string): string => `tube ${tubeCode}`
export const aboutSwab = (sampleId: string): string => `swab ${sampleId}`
export const aboutResident = (residentId: string): string => `resident ${residentId}`
export const aboutDevice = (deviceId: string): string => `device ${deviceId}`

/** One row for each code and thing, on every server and however often it is found. */
export function conflictIdOf({ about, code, part = '' }: Pick<ConflictFound, 'about' | 'code' | 'part'>): string {
  return uuidFrom(`conflict ${about} ${code} ${part}`)
}

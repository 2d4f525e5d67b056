// The trust list: which regions there are, with which keys. Signed by the offline root; a gate never takes an older one.
import { TYP } from '../cose/claim-keys.ts'
import { decodeDocument, issueDocument } from '../cose/document.ts'
import { isArray, isInteger, isMap, isRegionId, isText, isTexts, mapAll } from '../cose/fields.ts'
import type { Token } from '../cose/token.ts'
import type { Signer } from '../crypto/signer.ts'
import { FAMILIES_MAX, FAMILY_MAX, REGIONS_MAX, URL_CHARS_MAX } from '../limits.ts'
import type { PassKind } from '../pass/pass.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { UnixSeconds } from '../time.ts'
import { keysFromWire, keysToWire, type ValidKey } from './valid-key.ts'

/** A list family of a region: what it is for and how many local days its epochs last (phone 1, paper 30). */
export interface ListFamily {
  readonly family: number
  readonly kind: PassKind
  readonly epochDays: number
}

/** A region that gates accept. */
export interface TrustedRegion {
  readonly iss: string
  /** Where its files lie, without a slash at the end; also the beginning of every shard's `sub`. */
  readonly baseUrl: string
  /** Its name by language. */
  readonly names: Readonly<Record<string, string>>
  /** Fixed offset of its local time from UTC. */
  readonly utcOffsetSeconds: number
  readonly families: readonly ListFamily[]
  /** Keys that sign its key list and venue policies. */
  readonly keys: readonly ValidKey[]
}

/** The list. */
export interface TrustList {
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly regions: readonly TrustedRegion[]
}

const KINDS: readonly PassKind[] = ['phone', 'paper']
const OFFSET_SECONDS_MAX = 14 * 3600

/** Signs a trust list with the root key. Refuses with `trust_list.malformed`, `document.malformed` or `token.too_large`. */
export async function issueTrustList(list: TrustList, root: Signer): Promise<Result<Uint8Array>> {
  const body = list.regions.map(regionToWire)
  if (readRegions(body) === null) return refuse('trust_list.malformed')
  return issueDocument({ ...list, iss: null }, body, TYP.trustList, root)
}

/** Takes a trust list apart without verifying it. Refuses with `trust_list.malformed`, or the reasons of documents. */
export function decodeTrustList(bytes: Uint8Array): Result<TrustList & { readonly token: Token }> {
  const document = decodeDocument(bytes, TYP.trustList)
  if (!document.ok) return document
  const { head, body, token } = document.value
  const regions = readRegions(body)
  if (head.iss !== null || regions === null) return refuse('trust_list.malformed')
  return accept({ version: head.version, issuedAt: head.issuedAt, expiresAt: head.expiresAt, regions, token })
}

function regionToWire(region: TrustedRegion): Map<string, unknown> {
  return new Map<string, unknown>([
    ['iss', region.iss],
    ['url', region.baseUrl],
    ['names', new Map(Object.entries(region.names))],
    ['offset', region.utcOffsetSeconds],
    ['families', region.families.map((family) => [family.family, KINDS.indexOf(family.kind), family.epochDays])],
    ['keys', keysToWire(region.keys)],
  ])
}

function readRegions(body: unknown): TrustedRegion[] | null {
  const regions = isArray(body, REGIONS_MAX) ? mapAll(body, readRegion) : null
  return regions !== null && new Set(regions.map((region) => region.iss)).size === regions.length ? regions : null
}

function readRegion(value: unknown): TrustedRegion | null {
  if (!isMap(value, 32)) return null
  const [iss, baseUrl, names, utcOffsetSeconds] = ['iss', 'url', 'names', 'offset'].map((key) => value.get(key))
  const keys = keysFromWire(value.get('keys'))
  const families = readFamilies(value.get('families'))
  if (!isRegionId(iss) || !isBaseUrl(baseUrl) || !isTexts(names)) return null
  if (!isInteger(utcOffsetSeconds, -OFFSET_SECONDS_MAX, OFFSET_SECONDS_MAX) || keys === null || families === null) return null
  return { iss, baseUrl, names: Object.fromEntries(names), utcOffsetSeconds, families, keys }
}

function readFamilies(value: unknown): ListFamily[] | null {
  const families = isArray(value, FAMILIES_MAX) ? mapAll(value, readFamily) : null
  return families !== null && new Set(families.map((each) => each.family)).size === families.length ? families : null
}

function readFamily(value: unknown): ListFamily | null {
  if (!isArray(value, 8)) return null
  const [family, kindNumber, epochDays] = value
  const kind = isInteger(kindNumber, 0, 1) ? KINDS[kindNumber] : undefined
  return isInteger(family, 0, FAMILY_MAX) && kind !== undefined && isInteger(epochDays, 1, 366) ? { family, kind, epochDays } : null
}

function isBaseUrl(value: unknown): value is string {
  return isText(value, URL_CHARS_MAX) && /^https?:\/\/[^\s?#]+[^\s?#/]$/.test(value)
}

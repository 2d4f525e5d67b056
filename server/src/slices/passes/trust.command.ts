/**
 * What gates trust: trust list, key list and venue policies, made when they are missing and renewed before they run out.
 */
import { join } from 'node:path'
import {
  decodeKeyList,
  decodePolicies,
  decodeTrustList,
  epochAt,
  epochEnd,
  epochStart,
  examplePolicies,
  issueKeyList,
  issuePolicies,
  issueTrustList,
  keyListPath,
  policiesPath,
  type Signer,
  type TrustList,
  trustListPath,
} from '@evergate/pass'
import type { Ground } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { askForShardsAnew } from './live-shards.command.ts'
import { publishFiles, readPublicFile, takePublisherLock } from './published-files.command.ts'
import { calendarOf, listFamilies, type Region, seconds } from './region.ts'
import { deleteSpentKeys, ensureKey, ensureRoot, readKeys, readSigner } from './signing-keys.command.ts'

const daySeconds = 86_400
const trustListLifeDays = 400
const regionKeyLifeDays = 800
const keyListLifeDays = 7
const policiesLifeDays = 30
/** Files are renewed when less than this part of their life is left. */
const renewAtPart = 0.5

export interface TrustOptions {
  readonly region: Region
  readonly keysFolder: string
  /** Leave the base URL as published, whatever this server's own: it moves at a start only, so that two servers never move it to and fro. */
  readonly stay?: boolean
}

/** Brings keys and trust files up to date. Idempotent; runs at start and every minute. Returns 0: there is never a hurry. */
export async function keepTrust(ground: Ground, options: TrustOptions): Promise<number> {
  const now = ground.clock.now()
  await ground.db.transaction(async (tx) => {
    await takePublisherLock(tx)
    const root = await ensureRoot(tx, join(options.keysFolder, 'root.key'), now)
    await ensureKeys(tx, ground, options.region, now)
    await keepTrustList(tx, ground, options, root.signer, now)
    const regionSigner = await readSigner(tx, ground, 'region', now)
    if (regionSigner === undefined) throw new Error('the region key has ended; sign a new one with the root key')
    await keepKeyList(tx, options.region, regionSigner, now)
    await keepPolicies(tx, options.region, regionSigner, now)
    await deleteSpentKeys(tx, now)
  })
  return 0
}

/** A region key; an issuing key for today and one for tomorrow; a paper key for this paper epoch. */
async function ensureKeys(tx: Tx, ground: Ground, region: Region, now: Date): Promise<void> {
  const hasRegionKey = (await readKeys(tx, now)).some((key) => key.role === 'region')
  if (!hasRegionKey) {
    const end = after(now, regionKeyLifeDays * daySeconds)
    await ensureKey(tx, ground, 'region', { notBefore: after(now, -daySeconds), signsUntil: end, acceptedUntil: end }) // a clock may yet be set back
  }
  for (const kind of ['phone', 'paper'] as const) {
    const calendar = calendarOf(region, kind)
    const current = epochAt(calendar, seconds(now))
    for (const epoch of kind === 'phone' ? [current, current + 1] : [current]) {
      const start = epochStart(calendar, epoch)
      const end = epochEnd(calendar, epoch)
      // what is signed in one epoch may be for the next one too, and is shown until that one ends
      await ensureKey(tx, ground, kind, {
        notBefore: date(start),
        signsUntil: date(end),
        acceptedUntil: date(end + (end - start) + daySeconds),
      })
    }
  }
}

async function readTrustList(tx: Tx): Promise<TrustList | undefined> {
  const current = await readPublicFile(tx, trustListPath)
  const decoded = current === undefined ? undefined : decodeTrustList(current.content)
  return decoded?.ok ? decoded.value : undefined
}

const baseUrlIn = (list: TrustList | undefined, iss: string): string | undefined => list?.regions.find((one) => one.iss === iss)?.baseUrl

/** The base URL that gates hold shards against: the one in the published trust list, which may not be this server's own. */
export async function readBaseUrl(tx: Tx, iss: string): Promise<string> {
  const baseUrl = baseUrlIn(await readTrustList(tx), iss)
  if (baseUrl === undefined) throw new Error(`no trust list names ${iss}`)
  return baseUrl
}

async function keepTrustList(tx: Tx, ground: Ground, { region, stay }: TrustOptions, root: Signer | undefined, now: Date): Promise<void> {
  const held = await readTrustList(tx)
  const published = baseUrlIn(held, region.iss)
  const baseUrl = stay === true && published !== undefined ? published : region.baseUrl
  const moved = published !== baseUrl
  if (held !== undefined && !moved && isYoung(held, now)) return
  if (root === undefined) {
    if (held === undefined) throw new Error('the root key is not here and there is no trust list')
    ground.log.warn('trust list cannot be renewed here: the root key is away', { expiresAt: date(held.expiresAt).toISOString(), moved })
    return
  }
  const keys = (await readKeys(tx, now)).filter((key) => key.role === 'region').map(toValidKey)
  const { iss, names, utcOffsetSeconds } = region
  const version = (held?.version ?? 0) + 1
  const issued = await issueTrustList(
    {
      version,
      issuedAt: seconds(now),
      expiresAt: seconds(now) + trustListLifeDays * daySeconds,
      regions: [{ iss, names, utcOffsetSeconds, baseUrl, families: listFamilies, keys }],
    },
    root,
  )
  if (!issued.ok) throw new Error(`trust list: ${issued.reason}`)
  await publishFiles(tx, [{ path: trustListPath, version, content: issued.value }], now)
  if (moved && held !== undefined) await askForShardsAnew(tx)
}

async function keepKeyList(tx: Tx, region: Region, signer: Signer, now: Date): Promise<void> {
  const keys = (await readKeys(tx, now)).filter((key) => key.role === 'phone' || key.role === 'paper').map(toValidKey)
  const path = keyListPath(region.iss)
  const current = await readPublicFile(tx, path)
  const decoded = current === undefined ? undefined : decodeKeyList(current.content)
  const held = decoded?.ok ? decoded.value : undefined
  const sameKeys =
    held !== undefined &&
    held.keys.length === keys.length &&
    keys.every((key, i) => Buffer.compare(key.publicKey, held.keys[i]!.publicKey) === 0)
  if (held !== undefined && sameKeys && isYoung(held, now)) return
  const version = (held?.version ?? 0) + 1
  const issued = await issueKeyList(
    { iss: region.iss, version, issuedAt: seconds(now), expiresAt: seconds(now) + keyListLifeDays * daySeconds, keys },
    signer,
  )
  if (!issued.ok) throw new Error(`key list: ${issued.reason}`)
  await publishFiles(tx, [{ path, version, content: issued.value }], now)
}

async function keepPolicies(tx: Tx, region: Region, signer: Signer, now: Date): Promise<void> {
  const path = policiesPath(region.iss)
  const current = await readPublicFile(tx, path)
  const decoded = current === undefined ? undefined : decodePolicies(current.content)
  const held = decoded?.ok ? decoded.value : undefined
  if (held !== undefined && isYoung(held, now)) return
  const version = (held?.version ?? 0) + 1
  const head = { iss: region.iss, version, issuedAt: seconds(now), expiresAt: seconds(now) + policiesLifeDays * daySeconds }
  const issued = await issuePolicies(examplePolicies(head), signer)
  if (!issued.ok) throw new Error(`venue policies: ${issued.reason}`)
  await publishFiles(tx, [{ path, version, content: issued.value }], now)
}

function toValidKey(key: { publicKey: Uint8Array; notBefore: Date; acceptedUntil: Date }) {
  return { publicKey: new Uint8Array(key.publicKey), notBefore: seconds(key.notBefore), expiresAt: seconds(key.acceptedUntil) }
}

function isYoung(file: { readonly issuedAt: number; readonly expiresAt: number }, now: Date): boolean {
  return seconds(now) < file.issuedAt + (file.expiresAt - file.issuedAt) * (1 - renewAtPart)
}

function date(atSeconds: number): Date {
  return new Date(atSeconds * 1000)
}

function after(now: Date, addSeconds: number): Date {
  return date(seconds(now) + addSeconds)
}

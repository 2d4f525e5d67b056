/**
 * The three databases of a phone. They are apart on purpose: `evergate-keys` (device key and session) and `evergate-queue` (what was recorded and not
 * yet accepted) must survive every repair; `evergate-cache` holds only what the server can give again, and is deleted and refilled when it does not open.
 * Nothing here ever deletes the first two.
 */
import { type DBSchema, deleteDB, type IDBPDatabase } from 'idb'
import { openDatabase } from './database.ts'

export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/** The phone's own key as it lies in the database. The private key is an opaque handle. */
export interface StoredKey {
  readonly privateKey: CryptoKey
  readonly publicJwk: PublicJwk
}

/** What proves to the server who is calling. One row per app. */
export interface StoredSession {
  readonly accessToken: string
  readonly subjectId: string
  readonly enrolledAt: number
  /** What the app was set up as when it got this session: a phone that loses its power right afterwards loses what it had in localStorage. */
  readonly setUp?: unknown
}

/** A record made on this phone, waiting to be accepted. Never changed after it was made, except for what the server said about it. */
export interface QueuedRecord {
  readonly id: string
  readonly app: string
  readonly kind: string
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body: unknown
  readonly recordedAt: number
  /** The refusal code of the last attempt, when the server refused the record for good; the resident decides what happens then. */
  readonly refusedWith: string | null
}

export interface CacheEntry {
  readonly value: unknown
  readonly savedAt: number
}

export interface KeysSchema extends DBSchema {
  'device-key': { key: string; value: StoredKey }
  session: { key: string; value: StoredSession }
}
export interface QueueSchema extends DBSchema {
  records: { key: string; value: QueuedRecord }
}
export interface CacheSchema extends DBSchema {
  entries: { key: string; value: CacheEntry }
}

const schemaVersion = 1
const opened = new Map<string, Promise<unknown>>()

export function openKeys(): Promise<IDBPDatabase<KeysSchema>> {
  return open<KeysSchema>('evergate-keys', 'own', (database) => {
    database.createObjectStore('device-key')
    database.createObjectStore('session')
  })
}

export function openQueue(): Promise<IDBPDatabase<QueueSchema>> {
  return open<QueueSchema>('evergate-queue', 'own', (database) => {
    database.createObjectStore('records', { keyPath: 'id' })
  })
}

/** Opens the cache; one that does not open or lacks its table is deleted and made anew, once. */
export async function openCache(): Promise<IDBPDatabase<CacheSchema>> {
  const create = (database: IDBPDatabase<CacheSchema>): void => void database.createObjectStore('entries')
  try {
    const database = await open<CacheSchema>('evergate-cache', 'shared', create)
    if (database.objectStoreNames.contains('entries')) return database
    database.close()
  } catch {
    // Corrupt, or written by a newer version that was rolled back: both end the same way.
  }
  opened.delete('evergate-cache')
  await deleteDB('evergate-cache')
  return open<CacheSchema>('evergate-cache', 'shared', create)
}

function open<S extends DBSchema>(
  name: string,
  place: 'own' | 'shared',
  create: (database: IDBPDatabase<S>) => void,
): Promise<IDBPDatabase<S>> {
  const known = opened.get(name) as Promise<IDBPDatabase<S>> | undefined
  if (known !== undefined) return known
  const onGone = (): void => void opened.delete(name)
  const opening = openDatabase<S>({
    name,
    place,
    version: schemaVersion,
    upgrade: (database, from) => {
      if (from < 1) create(database)
    },
    onGone,
  })
  opened.set(name, opening)
  opening.catch(onGone)
  return opening
}

/**
 * Opens one IndexedDB database, in a place of its own on disk where the browser can give one. Knows nothing of what is stored.
 * Why a place of its own: Chromium keeps all databases of an origin in one set of files and throws all of them away when one is damaged (measured with
 * Chromium 156: overwriting those files lost every database, while one in a storage bucket was read back unharmed).
 */
import { type DBSchema, type IDBPDatabase, wrap } from 'idb'

/** Storage Buckets, where the browser has them. */
interface WithBuckets {
  readonly storageBuckets?: {
    open(
      name: string,
      options: { durability: 'strict'; persisted: boolean },
    ): Promise<{ readonly indexedDB: IDBFactory; estimate(): Promise<StorageEstimate> }>
  }
}

export interface DatabaseOptions<S extends DBSchema> {
  readonly name: string
  readonly version: number
  /** `shared`: beside the origin's other databases. `own`: in a bucket of that name, where buckets exist. */
  readonly place: 'shared' | 'own'
  /** Makes what is missing since version `from` (0: everything). Must never drop what an earlier version stored. */
  readonly upgrade: (database: IDBPDatabase<S>, from: number) => void
  /** The connection is closed, by the browser or because another page upgrades or deletes the database: the next use opens again. */
  readonly onGone: () => void
}

export async function openDatabase<S extends DBSchema>(options: DatabaseOptions<S>): Promise<IDBPDatabase<S>> {
  const factory = options.place === 'own' ? await ownFactory(options.name) : indexedDB
  const request = factory.open(options.name, options.version)
  request.addEventListener('upgradeneeded', (event) => {
    options.upgrade(wrap(request.result) as unknown as IDBPDatabase<S>, event.oldVersion)
  })
  const database = (await wrap(request)) as unknown as IDBPDatabase<S>
  database.addEventListener('close', options.onGone)
  database.addEventListener('versionchange', () => {
    options.onGone()
    database.close()
  })
  return database
}

/** What the browser says of the room there is: for the whole origin, and for the place of its own that this database has, where it has one. */
export async function estimateRoom(name: string): Promise<readonly StorageEstimate[]> {
  const { storageBuckets } = navigator as WithBuckets
  const own = storageBuckets?.open(name, { durability: 'strict', persisted: true }).then((bucket) => bucket.estimate())
  return await Promise.all(own === undefined ? [navigator.storage.estimate()] : [navigator.storage.estimate(), own])
}

/** Where the database already is wins: a browser that learns about buckets later must not lose sight of an older key. A bucket that does not open is an error, not a reason to start anew elsewhere. */
async function ownFactory(name: string): Promise<IDBFactory> {
  const { storageBuckets } = navigator as WithBuckets
  if (storageBuckets === undefined || (await isAmongShared(name))) return indexedDB
  return (await storageBuckets.open(name, { durability: 'strict', persisted: true })).indexedDB
}

async function isAmongShared(name: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some((database) => database.name === name)
  } catch {
    return false // the shared files are damaged: nothing can be among them
  }
}

/**
 * What a hostile script in the resident app's page could carry away, and what a thief makes of it in another browser. For tests of theft only.
 */
import type { Page } from 'playwright-core'

interface StolenStore {
  /** Name of the storage bucket, or null for the origin's own databases. */
  readonly bucket: string | null
  readonly database: string
  readonly store: string
  readonly hasKeyPath: boolean
  readonly rows: readonly { readonly key: unknown; readonly value: Record<string, unknown> }[]
}

export interface Loot {
  readonly localStorage: Readonly<Record<string, string>>
  readonly sessionStorage: Readonly<Record<string, string>>
  readonly cookies: string
  readonly stores: readonly StolenStore[]
  /** Texts of everything in the cache storage, by address. */
  readonly caches: Readonly<Record<string, string>>
  /** Private keys met, and what exporting each gave: nothing, if the app is right. */
  readonly privateKeys: readonly { readonly extractable: boolean; readonly exported: readonly string[] }[]
}

/** A key cannot be carried away, so a stolen row names the place where it was. */
const keyWasHere = '(a key that could not be taken)'

/** Reads everything a script can read. Runs as text in the page, where nothing can be imported. */
export function steal(page: Page): Promise<Loot> {
  return page.evaluate(`(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const privateKeys = []
    const take = async (value) => {
      if (value instanceof CryptoKey) {
        const exported = []
        for (const format of ['jwk', 'pkcs8', 'raw', 'spki']) {
          await crypto.subtle.exportKey(format, value).then(() => exported.push(format), () => {})
        }
        privateKeys.push({ extractable: value.extractable, exported })
        return ${JSON.stringify(keyWasHere)}
      }
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
      const copy = {}
      for (const [name, part] of Object.entries(value)) copy[name] = await take(part)
      return copy
    }
    const buckets = navigator.storageBuckets === undefined ? [] : await navigator.storageBuckets.keys()
    const factories = [[null, indexedDB]]
    for (const name of buckets) factories.push([name, (await navigator.storageBuckets.open(name)).indexedDB])
    const stores = []
    for (const [bucket, factory] of factories) {
      for (const { name } of await factory.databases()) {
        const database = await done(factory.open(name))
        for (const store of database.objectStoreNames) {
          const table = database.transaction(store).objectStore(store)
          const [keys, values, hasKeyPath] = [await done(table.getAllKeys()), [], table.keyPath !== null]
          for (const key of keys) values.push(await done(database.transaction(store).objectStore(store).get(key)))
          const rows = []
          for (const [index, key] of keys.entries()) rows.push({ key, value: await take(values[index]) })
          stores.push({ bucket, database: name, store, hasKeyPath, rows })
        }
        database.close()
      }
    }
    const texts = {}
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) texts[request.url] = await (await cache.match(request)).text()
    }
    return { localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage }, cookies: document.cookie, stores, caches: texts, privateKeys }
  })()`)
}

/** Lays the loot into another browser's storage, with a key of the thief's own wherever one could not be taken. */
export function plant(page: Page, loot: Loot): Promise<void> {
  return page.evaluate(`(async () => {
    const loot = ${JSON.stringify(loot)}
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const own = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const refill = (value) => {
      if (value === ${JSON.stringify(keyWasHere)}) return own.privateKey
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, refill(part)]))
    }
    Object.assign(localStorage, loot.localStorage)
    Object.assign(sessionStorage, loot.sessionStorage)
    for (const cookie of loot.cookies.split('; ')) document.cookie = cookie
    for (const { bucket, database: name, store, hasKeyPath, rows } of loot.stores) {
      const factory = bucket === null ? indexedDB : (await navigator.storageBuckets.open(bucket)).indexedDB
      const database = await done(factory.open(name))
      for (const { key, value } of rows) {
        const table = database.transaction(store, 'readwrite').objectStore(store)
        await done(hasKeyPath ? table.put(refill(value)) : table.put(refill(value), key))
      }
      database.close()
    }
  })()`)
}

/** Reads and damages what a phone has stored, from inside its page. For tests of healing only. */
import type { Page } from 'playwright-core'

/** Opens a database where the app keeps it. Stands as text because it runs in the page, where nothing can be imported. */
const openOwn = `async (name) => {
  const factory = navigator.storageBuckets === undefined ? indexedDB : (await navigator.storageBuckets.open(name)).indexedDB
  return new Promise((resolve, reject) => {
    const request = factory.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}`

const readAll = `(database, store) => new Promise((resolve, reject) => {
  const request = database.transaction(store).objectStore(store).getAll()
  request.onsuccess = () => { resolve(request.result); database.close() }
  request.onerror = () => reject(request.error)
})`

/** The x coordinate of the device's public key: the same text means the same key. */
export function readKey(page: Page): Promise<string | undefined> {
  return page.evaluate(
    `(${openOwn})('evergate-keys').then((database) => (${readAll})(database, 'device-key')).then((rows) => rows[0]?.publicJwk.x)`,
  )
}

export function readQueuedIds(page: Page): Promise<string[]> {
  return page.evaluate(
    `(${openOwn})('evergate-queue').then((database) => (${readAll})(database, 'records')).then((rows) => rows.map((row) => row.id))`,
  )
}

/** Lays a declaration into the queue as the app would. */
export function putQueued(page: Page, id: string): Promise<void> {
  const record = {
    id,
    app: 'resident',
    kind: 'declaration',
    method: 'POST',
    path: '/v1/residents/x/declarations',
    body: { declarationId: id },
    recordedAt: 1,
    refusedWith: null,
  }
  return page.evaluate(`(${openOwn})('evergate-queue').then((database) => new Promise((resolve) => {
    const transaction = database.transaction('records', 'readwrite')
    transaction.objectStore('records').put(${JSON.stringify(record)})
    transaction.oncomplete = () => { database.close(); resolve() }
  }))`)
}

// Reads and damages what a desk has stored, from inside its page. For tests of its survival only.
import type { DeskRecord } from '@evergate/pass/sampling'
import type { Page } from 'playwright-core'

/** Opens a database in its bucket. Stands as text because it runs in the page, where nothing can be imported. */
const open = `async (name) => {
  const factory = navigator.storageBuckets === undefined ? indexedDB : (await navigator.storageBuckets.open(name)).indexedDB
  return new Promise((resolve, reject) => {
    const request = factory.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}`

/** Turns some bits of the row with this key, or of its copy. */
export function changeRow(page: Page, key: number, store: 'records' | 'copies' = 'records'): Promise<void> {
  return page.evaluate(`(${open})('evergate-desk').then((database) => new Promise((resolve) => {
    const transaction = database.transaction('${store}', 'readwrite')
    const store = transaction.objectStore('${store}')
    store.get(${key}).onsuccess = ({ target }) => store.put({ ...target.result, text: target.result.text.replace('kind', 'kinb') }, ${key})
    transaction.oncomplete = () => { database.close(); resolve() }
  }))`)
}

export function countRows(page: Page): Promise<number> {
  return page.evaluate(`(${open})('evergate-desk').then((database) => new Promise((resolve) => {
    database.transaction('records').objectStore('records').count().onsuccess = ({ target }) => { database.close(); resolve(target.result) }
  }))`)
}

/** Lays rows into the log as the desk would have. */
export function putRows(page: Page, rows: readonly object[], counter: object): Promise<void> {
  return page.evaluate(`(${open})('evergate-desk').then((database) => new Promise((resolve) => {
    const transaction = database.transaction(['records', 'notes'], 'readwrite')
    for (const row of ${JSON.stringify(rows)}) transaction.objectStore('records').add(row)
    transaction.objectStore('notes').put(${JSON.stringify(counter)}, 'counter')
    transaction.oncomplete = () => { database.close(); resolve() }
  }))`)
}

/** Gives the desk's bucket so little room, before the app opens it. */
export function limitDesk(page: Page, quotaBytes: number): Promise<void> {
  return page.evaluate(
    `navigator.storageBuckets.open('evergate-desk', { durability: 'strict', persisted: true, quota: ${quotaBytes} }).then(() => undefined)`,
  )
}

/** Fills that room with noise, until the browser refuses even a little more. */
export function fillDesk(page: Page): Promise<void> {
  return page.evaluate(`(${open})('evergate-desk').then(async (database) => {
    const noise = (bytes) => {
      const parts = []
      for (let left = bytes; left > 0; left -= 65536) parts.push(crypto.getRandomValues(new Uint8Array(Math.min(left, 65536))))
      return parts
    }
    const put = (key, bytes) => new Promise((resolve) => {
      const transaction = database.transaction('notes', 'readwrite', { durability: 'strict' })
      transaction.objectStore('notes').put(noise(bytes), key)
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
    })
    for (const bytes of [200000, 20000, 1000]) for (let at = 0; at < 100 && (await put('noise ' + bytes + ' ' + at, bytes)); at++);
    database.close()
  })`)
}

export function emptyDesk(page: Page): Promise<void> {
  return page.evaluate(`(${open})('evergate-desk').then((database) => new Promise((resolve) => {
    const transaction = database.transaction('notes', 'readwrite')
    transaction.objectStore('notes').delete(IDBKeyRange.bound('noise ', 'noise z'))
    transaction.oncomplete = () => { database.close(); resolve() }
  }))`)
}

/** Lays a sample into the queue as the version before the log did. */
export function putOldSample(page: Page, sampleId: string, tubeCode: string): Promise<void> {
  const subject = { document: { kind: 'passport', number: 'E1234567' } }
  const body = { sampleId, tubeCode, siteId: '018f0000-0000-7000-8000-000000000001', sampledAt: '2021-12-27T03:00:00.000Z', subject }
  const record = {
    id: sampleId,
    app: 'scanner',
    kind: 'sample',
    method: 'POST',
    path: '/v1/samples',
    body,
    recordedAt: 1,
    refusedWith: null,
  }
  return page.evaluate(`(${open})('evergate-queue').then((database) => new Promise((resolve) => {
    const transaction = database.transaction('records', 'readwrite')
    transaction.objectStore('records').put(${JSON.stringify(record)})
    transaction.oncomplete = () => { database.close(); resolve() }
  }))`)
}

/** The records of the log as they were written, damaged or not. */
export function readRecords(page: Page): Promise<DeskRecord[]> {
  return page.evaluate(`(${open})('evergate-desk').then((database) => new Promise((resolve) => {
    database.transaction('copies').objectStore('copies').getAll().onsuccess = ({ target }) => {
      database.close()
      resolve(target.result.map((row) => JSON.parse(row.text)))
    }
  }))`)
}

/** How many records have which answer of the server beside them. */
export function countAnswers(page: Page): Promise<Record<string, number>> {
  return page.evaluate(`(${open})('evergate-desk').then((database) => new Promise((resolve) => {
    database.transaction('answers').objectStore('answers').getAll().onsuccess = ({ target }) => {
      database.close()
      const counts = {}
      for (const { answer } of target.result) counts[answer] = (counts[answer] ?? 0) + 1
      resolve(counts)
    }
  }))`)
}

// Goal: a broken cached version, a damaged database and a service worker that throws are each recovered in at most one reload, with the device key and
// the queued records kept; without a network nothing is removed.
// Method: a real Chromium registers and lays a record into its queue; then one part is broken, by hand or on its disk, and the app is opened again.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { breakCachedScripts, brokenWorkers, installWorker } from '../testing/break-app.ts'
import { putQueued, readKey, readQueuedIds } from '../testing/phone-storage.ts'
import { createRegisteredPhone, type RegisteredPhone } from '../testing/registered-phone.ts'

const queuedId = '01930000-0000-7000-8000-0000000000ff'
let phone: RegisteredPhone
let key: string | undefined

beforeEach(async () => {
  phone = await createRegisteredPhone()
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  await putQueued(page, queuedId)
  key = await readKey(page)
  expect(key).toMatch(/^[\w-]{43}$/)
})
afterEach(() => phone?.end())

/** Opens the app, waits for the code, and tells how often the page was loaded. */
async function openAndCount(prepare?: (page: Page) => Promise<void>): Promise<{ page: Page; loads: number }> {
  let loads = 0
  const page = await phone.open(async (blank) => {
    countLoads(blank, () => {
      loads += 1
    })
    await prepare?.(blank)
  })
  await page.locator('.code-qr svg').waitFor({ timeout: 30_000 })
  return { page, loads }
}

function countLoads(page: Page, count: () => void): void {
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && frame.url().startsWith(phone.url)) count()
  })
}

/** The same key, and the record either still here or with the server: a healed phone may have sent it meanwhile. */
async function expectKept(page: Page): Promise<void> {
  expect(await readKey(page)).toBe(key)
  const queued = await readQueuedIds(page) // read first: what leaves the queue is with the server by then
  const sent = phone.city.declarations.map((declaration) => declaration.declarationId)
  expect(new Set([...queued, ...sent])).toEqual(new Set([queuedId]))
}

for (const [name, text] of [
  ['throws', 'throw new Error("broken")'],
  ['is cut off', 'import{a as'],
] as const) {
  test(`a cached version that ${name} is replaced in one reload`, async () => {
    await breakCachedScripts(await phone.open(), text)
    await phone.close()
    const { page, loads } = await openAndCount()
    expect(loads).toBe(2)
    await expectKept(page)
  })
}

test('without a network a broken version is explained, nothing is removed, and one press recovers later', async () => {
  await breakCachedScripts(await phone.open(), 'throw new Error("broken")')
  await phone.close()
  await phone.server.setUp(false)
  const page = await phone.open()
  await page.locator('#boot-failed').waitFor()
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1)
  await phone.server.setUp(true)
  await page.locator('#boot-again').click()
  await page.locator('.code-qr svg').waitFor()
  await expectKept(page)
})

test('a version that fails after every reload is reloaded once and then explained', async () => {
  await phone.close()
  for (const file of ['/resident/index.html', '/resident/'])
    phone.server.replaced.set(file, {
      type: 'text/html',
      body: '<script src="/resident/boot.js"></script><script>throw 1</script><p id="boot-failed" hidden>failed</p>',
    })
  let loads = 0
  const page = await phone.open(async (blank) => {
    countLoads(blank, () => {
      loads += 1
    })
    await blank.addInitScript('window.addEventListener("DOMContentLoaded", () => setTimeout(() => { throw new Error("always") }))')
  })
  await page.locator('#boot-failed').waitFor()
  expect(loads).toBe(2)
})

for (const [name, damage] of [
  ['has a newer version', `indexedDB.open('evergate-cache', 99)`],
  ['lacks its table', `indexedDB.open('evergate-cache', 1)`],
] as const) {
  test(`a cache database that ${name} is made anew and refilled without a reload`, async () => {
    const page = await phone.open()
    await page.goto(`${phone.server.origin}/resident/icon.svg`) // a page of the origin on which the app does not run
    await page.evaluate(`new Promise((resolve) => {
      const gone = indexedDB.deleteDatabase('evergate-cache')
      gone.onsuccess = () => { const made = ${damage}; made.onsuccess = () => { made.result.close(); resolve() } }
    })`)
    const { page: opened, loads } = await openAndCount()
    expect(loads).toBe(1)
    await expectKept(opened)
  })
}

test('database files destroyed on disk cost the cache and nothing else', async () => {
  await phone.close()
  const folder = join(phone.folder, 'Default', 'IndexedDB')
  for (const database of readdirSync(folder).filter((entry) => entry.endsWith('.leveldb'))) {
    for (const file of readdirSync(join(folder, database)).filter((entry) => entry !== 'LOCK'))
      writeFileSync(join(folder, database, file), Buffer.alloc(300, 0x5a))
  }
  const { page, loads } = await openAndCount()
  expect(loads).toBe(1)
  await expectKept(page)
})

for (const [name, script] of brokenWorkers) {
  test(`a service worker that ${name} is got rid of in at most one reload`, async () => {
    await installWorker(phone.server, await phone.open(), '/resident/sw.js', script)
    await phone.close()
    const { page: opened, loads } = await openAndCount()
    expect(loads).toBeLessThanOrEqual(2)
    await expectKept(opened)
  })
}

test('a service worker that refuses every page is replaced by opening the app again, as soon as its file is looked at', async () => {
  const script =
    'self.addEventListener("install", () => self.skipWaiting()); self.addEventListener("fetch", (event) => event.respondWith(Promise.reject(new Error("no"))))'
  phone.server.replaced.set('/resident/sw.js', { body: script, type: 'text/javascript', cacheControl: 'no-cache' })
  const page = await phone.open()
  await page.evaluate(async () => {
    await fetch('/resident/sw.js', { cache: 'reload' })
    await (await navigator.serviceWorker.getRegistration())?.update()
  })
  await phone.close()
  phone.server.replaced.delete('/resident/sw.js')
  // the first openings fail, for as long as the browser has not looked at the file again
  const tryAgain = (): Promise<boolean> =>
    phone.open().then(
      () => true,
      () => false,
    )
  await expect.poll(tryAgain, { timeout: 20_000, interval: 2_000 }).toBe(true)
  const { page: opened, loads } = await openAndCount()
  expect(loads).toBe(1)
  await expectKept(opened)
})

test('a new version that cannot answer its own page is never let in charge', async () => {
  const page = await phone.open()
  phone.server.replaced.set('/resident/index.html', { body: '<h1>Down for maintenance</h1>', type: 'text/html' })
  const worker = await (await fetch(`${phone.url}sw.js`)).text()
  phone.server.replaced.set('/resident/sw.js', { body: worker.replace(/[0-9a-f]{12}/, '000000000000'), type: 'text/javascript' })
  const ended = await page.evaluate(async () => {
    await fetch('/resident/sw.js', { cache: 'reload' })
    const registration = (await navigator.serviceWorker.getRegistration())!
    const found = new Promise<ServiceWorker>((resolve) =>
      registration.addEventListener('updatefound', () => resolve(registration.installing!)),
    )
    await registration.update()
    const newer = await found
    await new Promise<void>((resolve) => newer.addEventListener('statechange', () => newer.state !== 'installing' && resolve()))
    return newer.state
  })
  expect(ended).toBe('redundant')
  await phone.close()
  const { page: opened } = await openAndCount()
  await expectKept(opened)
})

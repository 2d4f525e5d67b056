// Goal: a broken cached version, a damaged cache database and a service worker that throws are each recovered in at most one reload, and the desk's key
// and its unsent records are kept: what waited is sent under the same enrolment, once.
// Method: a real Chromium with an enrolled desk and records waiting on disk; one part is broken by hand and the app is opened again.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AppServer, startAppServer } from '../testing/app-server.ts'
import { breakCachedScripts, brokenWorkers, installWorker } from '../testing/break-app.ts'
import { ensureBuilt } from '../testing/built-app.ts'
import { enrolDesk, openTube, said, typeDocument } from './testing/desk-page.ts'
import { type FakeCity, makeFakeCity } from './testing/fake-city.ts'
import { NO_CAMERA, type Opened, openScanner, waitForShell } from './testing/scanner-page.ts'

let city: FakeCity
let server: AppServer
let opened: Opened

beforeAll(() => ensureBuilt('scanner'))
beforeEach(async () => {
  city = await makeFakeCity()
  server = await startAppServer(city.route)
  opened = await openScanner(server.origin, NO_CAMERA)
  const { page } = opened
  await enrolDesk(page)
  await waitForShell(page)
  await server.setUp(false)
  await openTube(page, 'XA-000001')
  expect(await said(page, () => typeDocument(page, '11010519491231002X'))).toMatchObject({ words: 'done' })
})
afterEach(async () => {
  await opened.browser.close()
  await server.close()
})

/** Opens the app again and holds it to its promise: at most one reload, and what waited arrives once. */
async function expectHealed(): Promise<void> {
  const page = await opened.context.newPage()
  let loads = 0
  page.on('domcontentloaded', () => {
    loads += 1
  })
  await page.goto(`${server.origin}/scanner/`)
  await page.getByRole('button', { name: /^采样登记/ }).click({ timeout: 30_000 })
  await page.locator('[data-tube="XA-000001"] [data-count="1"]').waitFor()
  await expect.poll(() => city.records.map((record) => record.sequence), { timeout: 30_000 }).toEqual([1, 2])
  expect(loads).toBeLessThanOrEqual(2)
}

test('a cached version that throws is replaced in one reload', async () => {
  await server.setUp(true)
  await breakCachedScripts(opened.page, 'throw new Error("broken")')
  await opened.page.close()
  await expectHealed()
})

test('a damaged cache database is made anew', async () => {
  await server.setUp(true)
  await opened.page.evaluate(`new Promise((resolve) => {
    const gone = indexedDB.deleteDatabase('evergate-cache')
    gone.onsuccess = () => { const made = indexedDB.open('evergate-cache', 99); made.onsuccess = () => { made.result.close(); resolve() } }
  })`)
  await opened.page.close()
  await expectHealed()
})

for (const [name, script] of brokenWorkers) {
  test(`a service worker that ${name} is got rid of in at most one reload`, async () => {
    await server.setUp(true)
    await installWorker(server, opened.page, '/scanner/sw.js', script)
    await opened.page.close()
    await expectHealed()
  })
}

// Goal: with a valid pass in store, opening the code asks nobody for anything, and works with every server off.
// Method: a real Chromium registers, is closed, and is opened cold. The server notes every request, the browser's own included. Then the server is
// switched off and the QR on the screen is read by a decoder we did not write (zxing).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readPresentation, slotAt } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { now } from '../shared/clock.ts'
import { createRegisteredPhone, type RegisteredPhone } from '../testing/registered-phone.ts'
import { people } from '../testing/small-city-people.ts'

let phone: RegisteredPhone

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  await prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer },
    fireImmediately: true,
  })
  phone = await createRegisteredPhone()
})
afterAll(() => phone?.end())

/** Lets the page live until its own clock has moved that many seconds. */
async function live(page: Page, seconds: number): Promise<void> {
  const clock = page.locator('.code-clock time')
  let shown = await clock.textContent()
  for (let moved = 0; moved < seconds; moved += 1) {
    await expect.poll(() => clock.textContent()).not.toBe(shown)
    shown = await clock.textContent()
  }
}

async function readQr(page: Page): Promise<string> {
  const png = await page.locator('.code-qr').screenshot({ scale: 'device' })
  const [code] = await readBarcodes(new Blob([new Uint8Array(png)]), { formats: ['QRCode'] })
  return code?.text ?? ''
}

test('a cold start with a valid pass makes no request at all', async () => {
  await phone.close()
  phone.server.requests.length = 0
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  await live(page, 5) // the browser looks for a new service worker about a second after a navigation
  expect(phone.server.requests).toEqual([])
})

test('with every server off a cold start shows the code, and the QR renews itself each slot', async () => {
  await phone.close()
  await phone.server.setUp(false)
  const page = await phone.open()
  await page.locator('.band-green .code-qr svg').waitFor()
  const first = await readQr(page)
  await expect.poll(() => readQr(page), { timeout: 45_000, interval: 1000 }).not.toBe(first)
  const renewed = await readQr(page)
  await phone.server.setUp(true)

  const [one, other] = [readPresentation(first), readPresentation(renewed)]
  if (!one.ok || !other.ok) throw new Error('not a presentation')
  expect(other.value.proof!.slot).toBe(one.value.proof!.slot + 1)
  expect(Math.abs(slotAt(Math.floor(now() / 1000)) - other.value.proof!.slot)).toBeLessThanOrEqual(1)
  expect(one.value.pass.claims.colour).toBe('green')
})

test('a declaration made without a network is kept over a restart and sent once there is one', async () => {
  await phone.server.setUp(false)
  let page = await phone.open()
  await page.locator('.tabs a[href$="/declare"]').click()
  await page.locator('form input[type=checkbox]').last().check()
  await page.locator('form button[type=submit]').click()
  await page.locator('.notice').first().waitFor()
  await phone.close()
  await phone.server.setUp(true)
  expect(phone.city.declarations).toEqual([])
  page = await phone.open()
  await page.locator('.code-update').click()
  await expect.poll(() => phone.city.declarations.length).toBe(1)
  expect(phone.city.declarations[0]).toMatchObject({ kind: 'declaration', symptoms: [], contactWithCase: false })
  await page.locator('.tabs a[href$="/declare"]').click()
  await expect.poll(() => page.locator('.list-line').count()).toBe(0)
})

test('a declaration the server refuses for good is kept with the reason until the resident deletes it', async () => {
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  const refused = JSON.stringify({ code: 'declarations.observed_in_future', status: 422 })
  for (const { residentId } of people) {
    phone.server.replaced.set(`/v1/residents/${residentId}/declarations`, { status: 422, body: refused, type: 'application/problem+json' })
  }
  await page.locator('.tabs a[href$="/declare"]').click()
  await page.locator('form input[type=checkbox]').last().check()
  await page.locator('form button[type=submit]').click()
  await page.locator('.list-line .field-problem').waitFor()
  await phone.close()
  const opened = await phone.open()
  await opened.locator('.tabs a[href$="/declare"]').click()
  await opened.locator('.list-line .button-danger').click()
  await expect.poll(() => opened.locator('.list-line').count()).toBe(0)
})

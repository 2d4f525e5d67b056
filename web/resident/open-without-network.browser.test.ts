// Goal: with a valid pass in store, opening the code asks nobody for anything, also on the next morning, and works with every server off; a person's presses
// are one request, and none while the server wishes to be left alone.
// Method: a real Chromium registers, is closed, and is opened cold. The server notes every request, the browser's own included. Then the server is
// switched off and the QR on the screen is read by a decoder we did not write (zxing).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readPresentation, slotAt } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
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

test('a phone that was opened yesterday asks nobody this morning, though the moment it was to ask at went by overnight', async () => {
  const { nextContactAt } = phone.city
  onTestFinished(async () => {
    phone.city.nextContactAt = nextContactAt
    await phone.close() // the moved clock goes with it
  })
  phone.city.nextContactAt = new Date(now() + 3_600_000).toISOString()
  const before = await phone.open()
  phone.server.requests.length = 0
  await before.locator('.code-update').click()
  await expect.poll(() => phone.server.requests.filter((request) => request.endsWith('/v1/me/passes')).length).toBe(1)
  await expect.poll(() => before.locator('.code-update').getAttribute('aria-busy')).toBe('false')
  await endOfContact(before)
  await phone.close()
  phone.server.requests.length = 0
  const page = await phone.open(async (blank) => void (await blank.addInitScript(moveClock, nextMorning(now()) - now())))
  await page.locator('.band-green .code-qr svg').waitFor()
  expect(await page.locator('.code-clock time').textContent()).toMatch(/^07:4/)
  await live(page, 5)
  expect(phone.server.requests).toEqual([])
})

/** A contact ends with the look for a new version; a page that is closed in the middle of it leaves the browser to look again at the next opening. */
async function endOfContact(page: Page): Promise<void> {
  await expect.poll(() => phone.server.requests.filter((request) => request.endsWith('/resident/sw.js')).length).toBeGreaterThan(0)
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update())) // stands in line behind the app's own
}

/** 07:40 tomorrow in the city. */
function nextMorning(nowMs: number): number {
  const offsetMs = 8 * 3_600_000
  return (Math.floor((nowMs + offsetMs) / 86_400_000) + 1) * 86_400_000 - offsetMs + (7 * 60 + 40) * 60_000
}

/** In the page: the clock runs ahead, and chance always draws the earliest moment. */
function moveClock(aheadMs: number): void {
  const real = Date
  globalThis.Date = class extends real {
    constructor(...given: []) {
      super(...((given.length === 0 ? [real.now() + aheadMs] : given) as []))
    }
    static override now = () => real.now() + aheadMs
  } as DateConstructor
  const draw = crypto.getRandomValues.bind(crypto)
  crypto.getRandomValues = (into) => (into instanceof Uint32Array ? into.fill(0) : draw(into))
}

test('pressed again and again the button asks once; while the server wishes to be left alone it says when, and asks once afterwards', async () => {
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  const { answer } = phone.city
  onTestFinished(() => {
    phone.city.answer = answer
  })
  const held: (() => void)[] = []
  phone.city.answer = async (request, response, body) => {
    if (request.url !== '/v1/me/passes') return await answer(request, response, body)
    await new Promise<void>((resolve) => held.push(resolve))
    if (held.length > 1) return await answer(request, response, body)
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '8' })
    response.end(JSON.stringify({ code: 'service.overloaded', status: 503 }))
    return true
  }
  const button = page.locator('.code-update')
  for (let press = 0; press < 5; press += 1) await button.click()
  await expect.poll(() => held.length).toBe(1)
  held[0]!()
  await page.locator('.notice', { hasText: '服务繁忙' }).waitFor()
  await expect.poll(() => button.textContent()).toMatch(/\d 秒后更新$/)
  for (let press = 0; press < 5; press += 1) await button.click()
  await expect.poll(() => button.textContent()).toMatch(/\d 秒后自动更新$/)
  await page.locator('.top-language').click()
  await expect.poll(() => button.textContent()).toMatch(/Updates by itself in \d s$/)
  await expect.poll(() => held.length, { timeout: 20_000 }).toBe(2)
  held[1]!()
  await expect.poll(() => button.textContent()).toMatch(/Update$/)
  await expect.poll(() => page.locator('.notice').count()).toBe(0)
  expect(held.length).toBe(2)
  await page.locator('.top-language').click()
})

test('what a person asked for and a busy server refused is asked for again by itself, without anybody pressing', async () => {
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  const passes = (): number => phone.server.requests.filter((request) => request.endsWith('/v1/me/passes')).length
  const before = passes()
  phone.server.replaced.set('/v1/me/passes', {
    status: 503,
    body: JSON.stringify({ code: 'service.overloaded', status: 503 }),
    type: 'application/problem+json',
  })
  onTestFinished(() => void phone.server.replaced.delete('/v1/me/passes'))
  await page.locator('.code-update').click()
  await page.locator('.notice', { hasText: '服务繁忙' }).waitFor()
  phone.server.replaced.delete('/v1/me/passes')
  await expect.poll(passes, { timeout: 40_000 }).toBeGreaterThan(before + 1)
  await expect.poll(() => page.locator('.notice').count()).toBe(0)
})

test('once passes have come, a file that never ends holds up neither a press nor the next contact', async () => {
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  const { answer } = phone.city
  const hung: (() => void)[] = []
  onTestFinished(() => {
    phone.city.answer = answer
    for (const end of hung) end()
  })
  let asked = 0
  phone.city.answer = async (request, response, body) => {
    if (request.url === '/resident/sw.js') {
      hung.push(() => void response.destroy())
      return true
    }
    if (request.url === '/v1/me/passes') asked += 1
    return await answer(request, response, body)
  }
  const button = page.locator('.code-update')
  for (const presses of [1, 2]) {
    await expect.poll(() => button.getAttribute('aria-busy')).toBe('false')
    await button.click()
    await expect.poll(() => asked).toBe(presses)
    await expect.poll(() => hung.length).toBeGreaterThan(0)
  }
})

test('a phone whose clock was put right after it had learned a correction notices within a minute, and asks nobody for passes', async () => {
  await phone.close()
  const page = await phone.open(async (blank) => {
    await blank.addInitScript(() => {
      if (sessionStorage.getItem('set') !== null) return
      sessionStorage.setItem('set', 'once')
      localStorage.setItem('evergate-clock-offset-ms', String(-20 * 60_000))
    })
  })
  await page.locator('.code-qr svg').waitFor()
  phone.server.requests.length = 0
  const offset = (): Promise<string | null> => page.evaluate(() => localStorage.getItem('evergate-clock-offset-ms'))
  await expect.poll(offset, { timeout: 50_000 }).toBe('0')
  expect(phone.server.requests).toEqual(['HEAD /resident/sw.js'])
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

test('a declaration that a busy server refused is sent by itself once it is answered again, without anybody pressing', async () => {
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  const before = phone.city.declarations.length
  const busy = JSON.stringify({ code: 'service.overloaded', status: 503 })
  const paths = people.map(({ residentId }) => `/v1/residents/${residentId}/declarations`)
  for (const path of paths) phone.server.replaced.set(path, { status: 503, body: busy, type: 'application/problem+json' })
  const endBusy = (): void => paths.forEach((path) => void phone.server.replaced.delete(path))
  onTestFinished(endBusy)
  await page.locator('.tabs a[href$="/declare"]').click()
  await page.locator('form input[type=checkbox]').last().check()
  await page.locator('form button[type=submit]').click()
  await page.getByText('未发送的申报').first().waitFor()
  expect(phone.city.declarations.length).toBe(before)
  endBusy()
  await expect.poll(() => phone.city.declarations.length, { timeout: 40_000 }).toBe(before + 1)
})

test('a declaration that a phone unknown to the server could not send, or somebody on the way turned back, waits and is not refused', async () => {
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  const before = phone.city.declarations.length
  const paths = people.map(({ residentId }) => `/v1/residents/${residentId}/declarations`)
  for (const path of paths) phone.server.replaced.set(path, { status: 403, body: '<h1>Please buy a ticket</h1>', type: 'text/html' })
  const letThrough = (): void => paths.forEach((path) => void phone.server.replaced.delete(path))
  onTestFinished(letThrough)
  await page.locator('.tabs a[href$="/declare"]').click()
  await page.locator('form input[type=checkbox]').last().check()
  await page.locator('form button[type=submit]').click()
  await page.getByText('未发送的申报').first().waitFor()
  expect(await page.locator('.list-line .field-problem').count()).toBe(0)
  const unknown = JSON.stringify({ code: 'request.unauthenticated', status: 401 })
  for (const path of paths) phone.server.replaced.set(path, { status: 401, body: unknown, type: 'application/problem+json' })
  await page.reload() // asks again within some seconds
  await expect
    .poll(() => phone.server.requests.filter((request) => request.includes('/declarations')).length, { timeout: 20_000 })
    .toBeGreaterThan(1)
  letThrough()
  const again = await phone.open() // as it was before: the session was only said to have ended
  await again.locator('.code-update').click()
  await expect.poll(() => phone.city.declarations.length, { timeout: 40_000 }).toBe(before + 1)
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

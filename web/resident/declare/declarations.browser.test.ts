// Goal: what a resident declares reaches the server without another press: after a reload of the page, and when it was recorded while another was being sent.
// Method: a real Chromium with the small city, whose answers to declarations the test holds back or refuses. (Without the sending at the start the first test
// is red, without the second look at the queue the second.)
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { now } from '../../shared/clock.ts'
import { createRegisteredPhone, type RegisteredPhone } from '../../testing/registered-phone.ts'

const retryAfterMs = 6_000
let phone: RegisteredPhone
/** When each declaration reached the server, answered well or not. */
let attempts: number[]

beforeEach(async () => {
  phone = await createRegisteredPhone()
  attempts = []
})
afterEach(() => phone?.end())

/** Asks `first` about the first declaration: true lets it through, false refuses it for a while. */
function meetFirst(first: () => Promise<boolean>): void {
  const { answer } = phone.city
  phone.city.answer = async (request, response, body) => {
    if (!request.url?.endsWith('/declarations')) return await answer(request, response, body)
    attempts.push(now())
    if (attempts.length > 1 || (await first())) return await answer(request, response, body)
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': String(retryAfterMs / 1000) })
    response.end(JSON.stringify({ code: 'service.overloaded', status: 503 }))
    return true
  }
}

async function declare(page: Page): Promise<void> {
  await page.locator('form input[type=checkbox]').last().check()
  await page.locator('form button[type=submit]').click()
  await page.locator('.notice', { hasText: '已保存' }).first().waitFor()
}

test('refused once and the page reloaded, a declaration goes by itself after the time that the server named', async () => {
  meetFirst(async () => false)
  const page = await phone.open()
  await page.locator('.tabs a[href$="/declare"]').click()
  await declare(page)
  await expect.poll(() => attempts.length).toBe(1)
  await page.reload()
  await page.locator('.list-line').waitFor()
  await expect.poll(() => phone.city.declarations.length, { timeout: 40_000 }).toBe(1)
  expect(attempts).toHaveLength(2)
  expect(attempts[1]! - attempts[0]!).toBeGreaterThanOrEqual(retryAfterMs)
  await expect.poll(() => page.locator('.list-line').count()).toBe(0)
})

test('recorded while another is on its way, a declaration follows it at once', async () => {
  let letThrough = (): void => {}
  meetFirst(() => new Promise((resolve) => (letThrough = () => resolve(true))))
  const page = await phone.open()
  await page.locator('.tabs a[href$="/declare"]').click()
  await declare(page)
  await expect.poll(() => attempts.length).toBe(1)
  await page.locator('.button-plain').click()
  await declare(page)
  letThrough()
  await expect.poll(() => phone.city.declarations.length).toBe(2)
  expect(attempts).toHaveLength(2)
  await expect.poll(() => page.locator('.list-line').count()).toBe(0)
})

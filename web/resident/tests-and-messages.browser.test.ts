// Goal: a resident sees where each sample is, is told what follows from it, learns what became of a lost one, and shows a household's codes in turn; all that
// was ever told shows without a network, and nothing new is asked on opening.
// Method: a real Chromium with the small city; the server notes every request and is switched off where the network is gone. QR codes are read by zxing.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readPresentation } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { now } from '../shared/clock.ts'
import { createRegisteredPhone, type RegisteredPhone } from '../testing/registered-phone.ts'
import { people } from '../testing/small-city-people.ts'
import { cityMessages } from '../testing/small-city-tests.ts'

const own = people[0].residentId
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
beforeEach(async () => {
  await phone.close()
  await phone.server.setUp(false)
  await phone.server.setUp(true)
})

const open = async (path: string): Promise<Page> => {
  const page = await phone.open()
  await page.locator('.code-qr svg').waitFor()
  if (path !== '') {
    await page.evaluate((to) => history.pushState(null, '', to), `/resident/${path}`)
    await page.evaluate(() => window.dispatchEvent(new PopStateEvent('popstate')))
  }
  return page
}

const requestsTo = (part: string): string[] => phone.server.requests.filter((request) => request.includes(part))

/** The next contact brings one message of each kind, five, none of them read. */
async function bringMessages(): Promise<void> {
  phone.city.messages.set(own, cityMessages(now()))
  const page = await open('')
  await page.locator('.code-update').click()
  await expect.poll(() => page.locator('.message-mark').textContent()).toContain('5')
  await phone.close()
}

test('what a contact brought is marked on the code, also after a cold start, and nobody is asked for it', async () => {
  await bringMessages()
  phone.server.requests.length = 0
  const again = await open('')
  expect(await again.locator('.message-mark').textContent()).toContain('5')
  expect(phone.server.requests).toEqual([])
})

test('reading without a network counts at once, and the server is told at the next contact', async () => {
  await bringMessages()
  await phone.server.setUp(false)
  const page = await open('messages')
  await page.locator('.message-fresh').nth(4).waitFor()
  expect(await page.locator('main').innerText()).toContain('请留在原地')
  await page.locator('.page-back').click()
  await page.locator('.code-qr svg').waitFor()
  expect(await page.locator('.message-mark').count()).toBe(0)
  expect(phone.city.messages.get(own)!.map((message) => message.readAt)).toEqual([null, null, null, null, null])
  await phone.close()
  await phone.server.setUp(true)
  const later = await open('')
  expect(await later.locator('.message-mark').count()).toBe(0)
  await later.locator('.code-update').click()
  await expect.poll(() => phone.city.messages.get(own)!.every((message) => message.readAt !== null)).toBe(true)
  expect(requestsTo('/read')).toHaveLength(5)
})

test('each sample says where it is, what kind of tube it is in, and whether another is needed', async () => {
  const page = await open('results')
  await page.locator('.sample').nth(3).waitFor()
  const cards = await page.locator('.sample').allInnerTexts()
  expect(cards[0]).toMatch(/已采样，等待检测结果.*在转运途中.*单人单管/s)
  expect(cards[1]).toMatch(/混采阳性，待复采.*不代表您感染.*结果已发布.*十人混采/s)
  expect(cards[2]).toMatch(/阴性.*已更正.*家庭混采/s)
  expect(cards[3]).toMatch(/无效.*请重新采样.*二十人混采/s)
  expect(await page.locator('.sample').first().locator('.passed').count()).toBe(4)
})

test('a lost sample is asked for with the city’s time, once, and the answer is in plain words', async () => {
  const asked = `${new Date(now() - 86_400_000).toISOString().slice(0, 10)}T09:30`
  const page = await open('results/complaint')
  await page.locator('button[type=submit]').click()
  await page.locator('.field-problem').waitFor()
  await page.locator('input[type=datetime-local]').fill(asked)
  await page.locator('input[autocapitalize=characters]').fill('xa-2021-0042')
  await phone.server.setUp(false)
  await page.locator('button[type=submit]').click()
  await page.locator('form .notice').waitFor()
  await phone.server.setUp(true)
  phone.city.finding = { code: 'found_on_the_way', tubeCode: 'XA-2021-0043', place: 'laboratory', at: new Date(now()).toISOString() }
  await page.locator('button[type=submit]').click()
  await page.locator('.finding-card').first().waitFor()
  expect(await page.locator('.finding-card').first().innerText()).toMatch(/样本找到了.*目前：实验室已收到/s)
  expect(phone.city.complaints).toMatchObject([
    {
      residentId: own,
      sampledAt: new Date(Date.parse(`${asked}:00+08:00`)).toISOString(),
      siteId: null,
      tubeCode: 'XA-2021-0042',
      note: '',
    },
  ])
})

test('reloaded again and again while the service is busy, a page asks once and goes on showing what it holds', async () => {
  const page = await open('results')
  const samples = page.locator('main .card')
  await samples.first().waitFor()
  const shown = await samples.count()
  const { answer } = phone.city
  onTestFinished(() => {
    phone.city.answer = answer
  })
  phone.city.answer = async (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '120' })
    response.end(JSON.stringify({ code: 'service.overloaded', status: 503 }))
    return true
  }
  phone.server.requests.length = 0
  for (let reload = 0; reload < 3; reload += 1) {
    await page.reload()
    await page.locator('.notice', { hasText: '暂时无法更新' }).waitFor()
    expect(await samples.count()).toBe(shown)
  }
  expect(requestsTo('/v1/')).toEqual([`GET /v1/residents/${own}/samples`])
})

/** Stops at whoever is shown, reads the code and the name beside it, and goes on. */
async function readStopped(page: Page): Promise<string> {
  await page.locator('.in-turn button').click()
  const name = await page.locator('.in-turn-name').innerText()
  const png = await page.locator('.in-turn > div:not([hidden]) .code-qr').screenshot({ scale: 'device' })
  await page.locator('.in-turn button').click()
  const [code] = await readBarcodes(new Blob([new Uint8Array(png)]), { formats: ['QRCode'] })
  const presented = readPresentation(code?.text ?? '')
  return `${presented.ok ? presented.value.pass.claims.displayHint : 'unread'} ${name.split('\n')[0]}`
}

test('a household’s codes follow one another without a network, each read by a scanner in its turn', async () => {
  await phone.server.setUp(false)
  phone.server.requests.length = 0
  const page = await open('in-turn')
  const [button, count] = [page.locator('.in-turn button'), page.locator('.in-turn-count')]
  const shown = new Set<string>()
  await expect.poll(async () => shown.add(await count.innerText()).size, { timeout: 20_000 }).toBe(2)
  const read = new Set<string>()
  const readOne = async (): Promise<number> => {
    const line = await readStopped(page)
    if (!line.startsWith('unread')) read.add(line)
    return read.size
  }
  await expect.poll(readOne, { timeout: 40_000 }).toBe(2) // stopped, so that name and code are of one moment
  expect([...read].sort()).toEqual(['李* 李*', '王* 王*明'])
  await button.click()
  const stopped = await count.innerText()
  const from = await page.evaluate(() => performance.now())
  await page.waitForFunction((since) => performance.now() > since + 3_500, from) // two turns
  expect(await count.innerText()).toBe(stopped)
  await page.locator('fieldset.card input').first().uncheck()
  await expect.poll(() => count.innerText()).toBe('1/1')
  expect(phone.server.requests).toEqual([])
})

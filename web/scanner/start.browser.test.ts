// Goal: a device never trusts a root key unseen, never hands its code to a false server, and every state it can be in is drawn.
// Method: the built app in Chromium, without a network, with another server's key, with a camera that is refused or missing.
// (Sending the code before looking at the root key turns the second test red, words without the time those of a server that refuses.)
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AppServer, startAppServer } from '../testing/app-server.ts'
import { ensureBuilt } from '../testing/built-app.ts'
import { ENROLMENT_CODE, type FakeCity, FINGERPRINT, makeFakeCity } from './testing/fake-city.ts'
import { CAMERA_REFUSED, NO_CAMERA, type Opened, openScanner, setUpGate, waitForShell } from './testing/scanner-page.ts'

let city: FakeCity
let server: AppServer
let opened: Opened

beforeAll(() => ensureBuilt('scanner'))
beforeEach(async () => {
  city = await makeFakeCity()
  server = await startAppServer(city.route)
})
afterEach(async () => {
  await opened.browser.close()
  await server.close()
})

async function open(flags: readonly string[] = NO_CAMERA): Promise<Page> {
  opened = await openScanner(server.origin, flags)
  return opened.page
}

test('first use shows the fingerprint; place, language and region are there after a restart', async () => {
  const page = await open()
  await page.getByRole('button', { name: /^验码/ }).click()
  expect((await page.locator('.fingerprint').innerText()).replaceAll(' ', '')).toBe(FINGERPRINT.slice(0, 16))
  await page.goBack()
  await setUpGate(page, '医院')
  await page.getByRole('button', { name: '设置' }).click()
  await page.getByText('English').click()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Hospital' }).waitFor()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: /^Check passes/ }).click()
  await page.getByRole('button', { name: 'Hospital' }).waitFor()
})

test('a code made for another root key is not sent', async () => {
  const page = await open()
  await page.getByRole('button', { name: '我有登记码' }).click()
  await page
    .getByLabel('登记码')
    .last()
    .fill(ENROLMENT_CODE.replace(/\.[0-9a-f]{4}/, '.0000'))
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.locator('[data-problem=root_key_not_of_code]').waitFor()
  expect(server.requests).not.toContain('POST /v1/scanners')
})

test.each([
  ['overloaded', 503, 'service.overloaded', '服务器正忙，请在'],
  ['too many', 429, 'request.rate_limited', '请求过于频繁，请在'],
])(
  'a server that refuses an enrolment (%s) is asked again when it said, by presses too, and the page says when',
  async (_, status, code, words) => {
    const page = await open()
    city.refusedPaths.set('/v1/scanners', { status, code, retryAfter: 600 })
    await page.getByRole('button', { name: '我有登记码' }).click()
    await page.getByLabel('登记码').last().fill(ENROLMENT_CODE)
    const press = (): Promise<void> => page.getByRole('button', { name: '登记', exact: true }).click()
    await press()
    expect(await page.locator(`[data-problem="${code}"]`).innerText()).toMatch(new RegExp(`${words} 12:1[12] 以后再试`))
    const asked = server.requests.length
    await press()
    expect(await page.locator('[data-problem="network.held_back"]').innerText()).toMatch(/服务器正忙，请在 12:1[12] 以后再试/)
    expect(server.requests.slice(asked)).toEqual([])
    await page.getByRole('button', { name: '返回' }).click()
    await page.getByRole('button', { name: /^验码/ }).click()
    await page.locator('[data-problem="network.held_back"] .notice', { hasText: '以后再试' }).waitFor()
  },
)

test('a refusal that does not say for how long names no time', async () => {
  const page = await open()
  city.refusedPaths.set('/v1/region', { status: 503, code: 'service.overloaded' })
  await page.getByRole('button', { name: /^验码/ }).click()
  await page.getByText('服务器正忙，请过几分钟再试。').waitFor()
})

test('a first start without a network says how to get the files, and goes on when there is one', async () => {
  const page = await open()
  await waitForShell(page)
  await server.setUp(false)
  await page.reload()
  await page.getByRole('button', { name: /^验码/ }).click()
  await page.getByText('只需联网一次').waitFor()
  await server.setUp(true)
  await page.getByRole('button', { name: '重试' }).click()
  await page.locator('.fingerprint').waitFor()
})

test('a root key that changed is refused with what to do', async () => {
  const page = await open()
  await setUpGate(page, '医院')
  server.replaced.set('/v1/region', { body: JSON.stringify(otherRegion), type: 'application/json' })
  await page.goto(`${server.origin}/scanner/#prepare`)
  await page.reload()
  await page.locator('[data-problem=root_key_changed]').first().waitFor()
})

test.each([
  ['refused', CAMERA_REFUSED, 'not_allowed'],
  ['missing', NO_CAMERA, 'no_camera'],
] as const)('a camera that is %s is said so, with a way on', async (_, flags, state) => {
  const page = await open(flags)
  await setUpGate(page, '医院')
  await page.locator(`.viewfinder[data-state=${state}]`).waitFor()
  await page.getByRole('button', { name: '重试' }).waitFor()
})

test('leaving removes key, region and files', async () => {
  const page = await open()
  await setUpGate(page, '医院')
  await page.getByRole('button', { name: '设置' }).click()
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '退出并删除全部' }).click()
  await page.getByRole('heading', { name: '这台设备用来做什么？' }).waitFor()
  const left = await page.evaluate(async () => {
    const request = indexedDB.open('evergate-cache')
    await new Promise((resolve) => (request.onsuccess = resolve))
    const count = request.result.transaction('entries').objectStore('entries').count()
    await new Promise((resolve) => (count.onsuccess = resolve))
    return { entries: count.result, settings: JSON.parse(localStorage.getItem('evergate-scanner') ?? 'null') }
  })
  expect(left).toMatchObject({ entries: 0, settings: { pin: null, enrolment: null, venueType: null } })
})

/** RFC 7517 appendix A.1's P-256 key: a real key, and not this city's. */
const otherRegion = {
  region: 'CN-6101',
  names: { 'zh-CN': '西安', en: "Xi'an" },
  utcOffsetMinutes: 480,
  rootKey: { kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM' },
}

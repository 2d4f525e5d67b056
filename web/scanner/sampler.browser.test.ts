// Goal: a shift is worked without a network, through a restart, and the server then has exactly what was scanned: swabs moved and undone, tubes closed,
// boxed and handed over; each scan is told apart on the desk itself.
// Method: the built app in Chromium against a server that dies and comes back; the server's records are folded by the library and held against the screen.
// (Saying "done" before the record is on disk, or sending without the answers beside, turns these red.)
import { rmSync } from 'node:fs'
import { presentPass } from '@evergate/pass'
import { type DeskRecord, foldBox, foldTube } from '@evergate/pass/sampling'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { must, passBytes, phone, phoneClaims, stranger } from '../../packages/pass/src/testing/demo-region.ts'
import { type AppServer, startAppServer } from '../testing/app-server.ts'
import { ensureBuilt } from '../testing/built-app.ts'
import { closeTube, counter, enrolDesk, goTo, idNumber, openTube, said, scan, typeCode, typeDocument } from './testing/desk-page.ts'
import { ENROLMENT_CODE, type FakeCity, makeFakeCity, SITE } from './testing/fake-city.ts'
import { filmOf, makeFilmFolder, NO_CAMERA, type Opened, openScanner, waitForShell } from './testing/scanner-page.ts'

const folder = makeFilmFolder()
let city: FakeCity
let server: AppServer
let opened: Opened | null = null

beforeAll(() => ensureBuilt('scanner'))
beforeEach(async () => {
  city = await makeFakeCity()
  server = await startAppServer(city.route)
})
afterEach(async () => {
  await opened?.browser.close()
  opened = null
  await server.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function openDesk(flags: readonly string[] = NO_CAMERA): Promise<Page> {
  opened = await openScanner(server.origin, flags)
  await enrolDesk(opened.page)
  return opened.page
}

const showPass = async (index = 7, signer = phone): Promise<string> =>
  must(await presentPass(await passBytes(phoneClaims({ index })), signer, { now: city.now() }))

const unsent = (page: Page): Promise<string | null> => page.locator('[data-tab=sync]').getAttribute('data-state')

async function backOnline(page: Page): Promise<void> {
  await server.setUp(true)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(() => unsent(page), { timeout: 15_000 }).toBe('sent') // desks that come back together spread over some seconds
}

/** The tube as the server would see it. */
function tubeAtServer(tubeCode: string) {
  return foldTube(
    tubeCode,
    (city.records as unknown as DeskRecord[]).map((record) => ({
      record,
      deviceId: 'desk',
      atMs: Date.parse(record.at),
      subjectKey: record.kind === 'add_swab' ? JSON.stringify(record.subject) : null,
    })),
  )
}

/** Both closed tubes into one box, closed and handed over. */
async function packBox(page: Page): Promise<void> {
  await goTo(page, 'box')
  await scan(page, 'BX-00000001')
  await page.getByRole('button', { name: /^全部装入/ }).click()
  await expect.poll(() => counter(page)).toBe(2)
  await page.getByRole('button', { name: '封箱' }).click()
  await page.getByRole('button', { name: /支封箱/ }).click()
  await page.getByLabel('转运员姓名').fill('张师傅')
  await page.getByRole('button', { name: '交接' }).click()
}

const THIRD_ROUND = {
  roundId: '018f0000-0000-7000-8000-0000000000cc',
  name: '第三轮',
  startsAt: '2021-12-27T00:00:00.000Z',
  endsAt: '2021-12-28T16:00:00.000Z',
  mandatory: true,
  pool: 'twenty',
  tubeRule: { prefixes: ['XA'], lengthMin: 8, lengthMax: 8, checksum: 'luhn' },
}

test('a shift without network, with a restart in it, arrives whole and once', async () => {
  const page = await openDesk()
  await waitForShell(page)
  await page.locator('[data-level=fresh], .desk-tabs').first().waitFor()
  await server.setUp(false)

  await openTube(page, 'XA-000001')
  expect(await said(page, async () => scan(page, await showPass()))).toMatchObject({ outcome: 'sample_done' })
  for (let serial = 0; serial < 3; serial++)
    expect(await said(page, () => typeDocument(page, idNumber(serial)))).toMatchObject({ outcome: 'sample_done' })
  await page.getByRole('button', { name: '无码登记' }).click()
  await page.getByText('无证件', { exact: true }).click()
  await page.locator('textarea').fill('老年男性，蓝外套，住 3 号楼 2 单元 201，女儿同住')
  await page.getByRole('button', { name: /^加入/ }).click()
  await expect.poll(() => counter(page)).toBe(5)
  const widths = await page.locator('.keys .button').evaluateAll((keys) => keys.map((key) => key.getBoundingClientRect().width))
  expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1) // whoever was described at length takes no room from the other keys
  await closeTube(page, 4)

  await openTube(page, 'XA-000002', '单采')
  await typeDocument(page, idNumber(10))
  await expect.poll(() => counter(page)).toBe(1)

  await page.reload() // no network: the app and the log come from the device
  await page.locator('[data-tube="XA-000002"]').waitFor()
  expect(await counter(page)).toBe(1)
  await closeTube(page)

  await packBox(page)
  await goTo(page, 'shift')
  await page.locator('[data-line="BX-00000001"][data-sent=false]').waitFor()
  await page.getByRole('button', { name: '10–50 人' }).click()

  expect(city.records).toEqual([])
  await backOnline(page)
  await page.locator('[data-line="BX-00000001"][data-sent=true]').waitFor()
  expect(city.records.map((record) => record.sequence)).toEqual(city.records.map((_, at) => at + 1))
  expect(new Set(city.records.map((record) => record.recordId)).size).toBe(city.records.length)
  expect(tubeAtServer('XA-000001')).toMatchObject({
    pool: 'ten',
    swabsCounted: 4,
    boxCode: 'BX-00000001',
    conflicts: [],
    swabs: { length: 5 },
  })
  expect(tubeAtServer('XA-000002')).toMatchObject({ pool: 'single', swabsCounted: 1, conflicts: [], swabs: { length: 1 } })
  const entries = (city.records as unknown as DeskRecord[]).map((record) => ({
    record,
    deviceId: 'd',
    atMs: Date.parse(record.at),
    subjectKey: null,
  }))
  expect(foldBox('BX-00000001', entries)).toMatchObject({ tubeCodes: ['XA-000001', 'XA-000002'], tubesCounted: 2, courier: '张师傅' })
  expect(city.records.at(-1)).toMatchObject({ kind: 'queue_seen', people: 30 })
  for (const { proof } of city.batches) expect(proof.bh).toMatch(/^[\w-]{43}$/)
})

test('tube and pass are read by the camera', async () => {
  const page = await openDesk(filmOf(folder, ['XA-000002', await showPass()]))
  await page.getByRole('dialog').getByRole('button', { name: '打开此管' }).click()
  await page.locator('[data-said=sample_done]').waitFor()
  expect(await counter(page)).toBe(1)
})

test('done, already in this tube, already sampled, refused: each scan is told apart', async () => {
  const page = await openDesk()
  await expect.poll(() => server.requests.some((request) => request.endsWith('/keys.cwt'))).toBe(true)
  const pass = await showPass()
  expect(await said(page, () => scan(page, pass))).toEqual({ outcome: 'sample_refused', words: 'no_tube' })
  await openTube(page, 'XA-000001')
  expect(await said(page, () => scan(page, pass))).toEqual({ outcome: 'sample_done', words: 'done' })
  expect(await said(page, () => scan(page, pass))).toEqual({ outcome: 'sample_in_tube', words: 'in_tube' })
  expect(await said(page, async () => scan(page, await showPass(8, stranger)))).toEqual({
    outcome: 'sample_refused',
    words: 'pass_refused',
  })
  expect(await said(page, () => scan(page, '???????'))).toEqual({ outcome: 'sample_refused', words: 'tube.form' })
  expect(await counter(page)).toBe(1)
  await openTube(page, 'XA-000002', '单采')
  expect(await said(page, () => scan(page, pass))).toEqual({ outcome: 'sample_in_round', words: 'in_round' })
  expect(await counter(page)).toBe(0)
  expect(await said(page, () => page.getByRole('button', { name: '仍要再采一次' }).click())).toEqual({
    outcome: 'sample_done',
    words: 'done_full',
  })
})

test('the eleventh is refused at the desk, which asks for the next tube; after an undo there is room', async () => {
  const page = await openDesk()
  await openTube(page, 'XA-000001')
  for (let index = 0; index < 9; index++)
    expect(await said(page, async () => scan(page, await showPass(index)))).toMatchObject({ words: 'done' })
  expect(await said(page, async () => scan(page, await showPass(9)))).toMatchObject({ words: 'done_full' })
  expect(await said(page, async () => scan(page, await showPass(10)))).toEqual({ outcome: 'sample_refused', words: 'tube_full' })
  await page.getByText('请打开下一支采样管').waitFor()
  expect(await said(page, () => page.getByRole('button', { name: /撤销上一个/ }).click())).toMatchObject({ words: 'undone' })
  expect(await counter(page)).toBe(9)
  expect(await said(page, async () => scan(page, await showPass(10)))).toMatchObject({ words: 'done_full' })
})

test('a swab that went into the wrong tube is moved before closing, in one step', async () => {
  const page = await openDesk()
  await openTube(page, 'XA-000001')
  await openTube(page, 'XA-000002')
  await typeDocument(page, idNumber(1))
  await expect.poll(() => counter(page)).toBe(1)
  await page.getByRole('button', { name: '管内名单' }).click()
  await page.getByRole('button', { name: '移管' }).click()
  expect(
    await said(page, () =>
      page
        .getByRole('dialog')
        .getByRole('button', { name: /XA-000001/ })
        .click(),
    ),
  ).toMatchObject({ words: 'moved' })
  await page.getByRole('dialog').getByRole('button', { name: '返回' }).click()
  expect(await counter(page)).toBe(0)
  await page.getByRole('button', { name: /XA-000001/ }).click()
  expect(await counter(page)).toBe(1)
  // Moved back again: the record still names the first of this swab.
  await page.getByRole('button', { name: '管内名单' }).click()
  await page.getByRole('button', { name: '移管' }).click()
  expect(
    await said(page, () =>
      page
        .getByRole('dialog')
        .getByRole('button', { name: /XA-000002/ })
        .click(),
    ),
  ).toMatchObject({ words: 'moved' })
  await page.getByRole('dialog').getByRole('button', { name: '返回' }).click()
  await goTo(page, 'sync')
  await page.getByRole('button', { name: '立即发送' }).click()
  await expect.poll(() => city.records.length).toBe(7)
  const [first, moved] = [city.records[2]?.recordId, city.records[4]?.recordId]
  expect(city.records.slice(3)).toMatchObject([
    { kind: 'remove_swab', tubeCode: 'XA-000002', swabId: first },
    { kind: 'add_swab', tubeCode: 'XA-000001', movedFrom: first },
    { kind: 'remove_swab', tubeCode: 'XA-000001', swabId: moved },
    { kind: 'add_swab', tubeCode: 'XA-000002', movedFrom: first },
  ])
})

test('the round gives the kind and the rule for numbers, and both are known without a network', async () => {
  city.rounds.push(THIRD_ROUND)
  const page = await openDesk()
  await waitForShell(page)
  await expect.poll(() => server.requests.includes('GET /v1/rounds/at-site')).toBe(true)
  await page.reload()
  await server.setUp(false)
  await page.reload()
  await page.locator('.desk-tabs').waitFor()
  expect(await said(page, () => scan(page, 'BJ-000018'))).toMatchObject({ words: 'tube.length' })
  expect(await said(page, () => scan(page, 'BJ000018'))).toMatchObject({ words: 'tube.prefix' })
  expect(await said(page, () => scan(page, 'XA000019'))).toMatchObject({ words: 'tube.checksum' })
  await openTube(page, 'XA000018')
  await page.locator('[data-tube=XA000018]', { hasText: '20 混 1' }).waitFor()
  await backOnline(page)
  expect(city.records).toMatchObject([{ kind: 'open_tube', pool: 'twenty', roundId: '018f0000-0000-7000-8000-0000000000cc' }])
})

test('a desk without a site is told when a busy server is asked for the sites again, and no reload asks sooner', async () => {
  const scanner = {
    scannerId: '018f0000-0000-7000-8000-00000000beef',
    accessToken: 'egs_test',
    purposes: ['sampler'],
    site: null,
    venue: null,
  }
  server.replaced.set('/v1/scanners', { status: 201, type: 'application/json', body: JSON.stringify(scanner) })
  city.refusedPaths.set('/v1/sites', { status: 503, code: 'service.overloaded', retryAfter: 600 })
  opened = await openScanner(server.origin, NO_CAMERA)
  const { page } = opened
  await page.clock.install()
  await typeCode(page, ENROLMENT_CODE)
  const asked = (): number => server.requests.filter((request) => request === 'GET /v1/sites').length
  for (const _reload of [1, 2]) {
    await page.getByText(/服务繁忙，约 .* 自动重新获取采样点/).waitFor()
    await page.reload()
  }
  await page.getByText(/服务繁忙，约 .* 自动重新获取采样点/).waitFor()
  expect(asked()).toBe(1)
  city.refusedPaths.delete('/v1/sites')
  server.replaced.set('/v1/sites', { status: 200, type: 'application/json', body: JSON.stringify({ sites: [SITE] }) })
  await page.clock.fastForward(700_000)
  await page.getByRole('button', { name: SITE.name }).click()
  await page.getByRole('heading', { name: SITE.name }).waitFor()
  expect(asked()).toBe(2)
})

test('a desk opened while its rounds are refused says so, works on, and learns them later', async () => {
  city.rounds.push(THIRD_ROUND)
  server.replaced.set('/v1/rounds/at-site', { status: 503, type: 'application/problem+json', body: '{"code":"service.overloaded"}' })
  opened = await openScanner(server.origin, NO_CAMERA)
  const { page } = opened
  await page.clock.install()
  await enrolDesk(page)
  await scan(page, 'XA-000001')
  const note = page.getByRole('dialog').getByText('轮次暂未取得，请选择混采方式。')
  await note.waitFor()
  const { lines, fits } = await note.evaluate((element) => ({
    lines: Math.round(element.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(element).lineHeight)),
    fits: document.documentElement.scrollWidth <= innerWidth,
  }))
  expect({ lines, fits }).toEqual({ lines: 1, fits: true })
  await page.getByRole('button', { name: '打开此管' }).click()
  await page.locator('[data-tube="XA-000001"]').waitFor()

  server.replaced.delete('/v1/rounds/at-site')
  await page.clock.fastForward(80_000) // more than the longest time between two looks
  await scan(page, 'XA000018')
  await page.getByRole('dialog').locator('select[name=round]').waitFor()
  expect(await note.count()).toBe(0)
  await page.getByRole('button', { name: '打开此管' }).click()
  await page.locator('[data-tube=XA000018]', { hasText: '20 混 1' }).waitFor()
})

test('what the server refuses or a person must look at is shown and kept', async () => {
  const page = await openDesk()
  city.refusedRecords.set('NO', 'other_site')
  city.conflicts.push({
    conflictId: '018f0000-0000-7000-8000-0000000000ee',
    code: 'sampled_twice',
    tubeCode: 'XA-000001',
    at: '2021-12-27T04:00:00.000Z',
  })
  await openTube(page, 'XA-000001')
  await openTube(page, 'NO-000001')
  await goTo(page, 'sync')
  await page.getByRole('button', { name: '立即发送' }).click()
  await page.locator('[data-refused]', { hasText: 'NO-000001' }).waitFor()
  await page.locator('[data-conflict=sampled_twice]', { hasText: 'XA-000001' }).waitFor()
  await page.reload()
  await goTo(page, 'sync')
  await page.locator('[data-refused]', { hasText: 'NO-000001' }).waitFor()
  expect(city.records).toHaveLength(1)
})

test('what the server once had and has lost is sent again', async () => {
  const page = await openDesk()
  await openTube(page, 'XA-000001')
  for (let serial = 0; serial < 3; serial++) await said(page, () => typeDocument(page, idNumber(serial)))
  await goTo(page, 'sync')
  await page.getByRole('button', { name: '立即发送' }).click()
  await expect.poll(() => city.records.length).toBe(4)
  city.records.splice(1, 2) // a database put back to an older state
  await page.reload()
  await expect.poll(() => city.records.map((record) => record.sequence).sort(), { timeout: 20_000 }).toEqual([1, 2, 3, 4])
})

test('a device the server no longer knows keeps its records and says so', async () => {
  const page = await openDesk()
  server.replaced.set('/v1/sync/records', { status: 401, type: 'application/problem+json', body: '{"code":"request.unauthenticated"}' })
  await openTube(page, 'XA-000001')
  await goTo(page, 'sync')
  await page.getByRole('button', { name: '立即发送' }).click()
  await page.locator('[data-notice=device]').waitFor()
  expect(await page.locator('.send-state').getAttribute('data-waiting')).toBe('1')
})

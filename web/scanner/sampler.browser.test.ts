// Goal: a sample is on disk before anybody reads "saved", is sent once, stays until it was accepted, and is mended or discarded only by hand.
// Method: the built app in Chromium against a server that refuses, dies and comes back. (Discarding refused records, or clearing the queue
// before the answer, turns these red.)
import { rmSync } from 'node:fs'
import { presentPass } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { must, passBytes, phone } from '../../packages/pass/src/testing/demo-region.ts'
import { type AppServer, startAppServer } from '../testing/app-server.ts'
import { ENROLMENT_CODE, type FakeCity, makeFakeCity, SITE } from './testing/fake-city.ts'
import { filmOf, makeFilmFolder, NO_CAMERA, type Opened, openScanner, readStorage, waitForShell } from './testing/scanner-page.ts'

const ID_NUMBER = '11010519491231002X'

const folder = makeFilmFolder()
let city: FakeCity
let server: AppServer
let opened: Opened | null = null

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
  const { page } = opened
  await page.getByRole('button', { name: /^采样登记/ }).click()
  await page.getByLabel('登记码').last().fill(ENROLMENT_CODE)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: SITE.name }).waitFor()
  return page
}

async function register(page: Page, tube: string): Promise<void> {
  const form = page.locator('.sample-form').first()
  await form.locator('input[name=tube]').fill(tube)
  await form.getByText('证件', { exact: true }).click()
  await form.locator('input[name=number]').fill(ID_NUMBER)
  await form.getByRole('button', { name: '登记' }).click()
}

const tally = (page: Page, name: string): Promise<string> => page.locator(`[data-tally=${name}] dd`).innerText()

test('a sample by document is registered, shown masked, and gone from the device', async () => {
  const page = await openDesk()
  await register(page, 'xa-000001')
  await page.locator('[data-state=done]', { hasText: 'XA-000001' }).waitFor()
  expect(city.samples).toMatchObject([{ tubeCode: 'XA-000001', subject: { document: { kind: 'resident_id', number: ID_NUMBER } } }])
  expect(city.samples[0]?.sampleId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  expect(await tally(page, 'today')).toBe('1')
  const stored = await readStorage(page)
  expect(stored).not.toContain(ID_NUMBER)
  expect(stored).not.toContain('王*')
  expect(server.requests.join()).not.toContain(ID_NUMBER)
})

test('tube and pass are read by the camera, in either order', async () => {
  const pass = must(await presentPass(await passBytes(), phone, { now: city.now() + 30 }))
  const page = await openDesk(filmOf(folder, ['XA-000002', pass]))
  await page.getByText('已读取通行码：王*').waitFor()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.locator('[data-state=done]', { hasText: 'XA-000002' }).waitFor()
  expect(city.samples).toMatchObject([{ tubeCode: 'XA-000002', subject: { pass } }])
})

test('a wrong check character cannot be registered', async () => {
  const page = await openDesk()
  await page.locator('input[name=tube]').fill('XA-000003')
  await page.getByText('证件', { exact: true }).click()
  await page.locator('input[name=number]').fill('110105194912310021')
  await page.getByText('末位校验不符').waitFor()
  expect(await page.getByRole('button', { name: '登记', exact: true }).isDisabled()).toBe(true)
})

test('with the server off samples wait on disk, survive a cold start, and are sent once when it is back', async () => {
  const page = await openDesk()
  await waitForShell(page)
  await server.setUp(false)
  await register(page, 'XA-000004')
  await page.locator('[data-state=waiting]', { hasText: 'XA-000004' }).waitFor()
  await register(page, 'XA-000005')
  await page.locator('[data-state=waiting]', { hasText: 'XA-000005' }).waitFor()
  await page.reload()
  await expect.poll(() => tally(page, 'waiting')).toBe('2')
  await server.setUp(true)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(() => tally(page, 'waiting')).toBe('0')
  expect(city.samples.map((sample) => sample.tubeCode)).toEqual(['XA-000004', 'XA-000005'])
  expect(await readStorage(page)).not.toContain(ID_NUMBER)
})

test('a refused sample says why and stays; it is mended, or discarded after a second question', async () => {
  const page = await openDesk()
  city.refusedTubes.set('USED', { status: 409, code: 'sampling.tube_used' })
  await register(page, 'USED-00001')
  await register(page, 'USED-00002')
  await page.locator('[data-refusal="sampling.tube_used"]').nth(1).waitFor()
  await page.reload()
  await expect.poll(() => tally(page, 'refused')).toBe('2')
  expect(await page.locator('[data-state=refused]').first().innerText()).toContain('已用于另一份采样')

  const first = page.locator('[data-state=refused]', { hasText: 'USED-00001' })
  await first.getByRole('button', { name: '更正' }).click()
  await first.locator('input[name=tube]').fill('XA-000006')
  await first.getByRole('button', { name: '重新发送' }).click()
  await page.locator('[data-state=done]', { hasText: 'XA-000006' }).waitFor()
  expect(await tally(page, 'refused')).toBe('1')

  const second = page.locator('[data-state=refused]', { hasText: 'USED-00002' })
  await second.getByRole('button', { name: '丢弃' }).click()
  await second.getByRole('button', { name: '保留' }).click()
  await second.getByRole('button', { name: '丢弃' }).click()
  await second.getByRole('button', { name: '永久丢弃' }).click()
  await second.waitFor({ state: 'detached' })
  expect(city.samples.map((sample) => sample.tubeCode)).toEqual(['XA-000006'])
})

test('a device the server no longer knows keeps its samples and says so', async () => {
  const page = await openDesk()
  city.refusedTubes.set('XA', { status: 401, code: 'request.unauthenticated' })
  await register(page, 'XA-000007')
  await page.getByText('服务器已不认识本设备').waitFor()
  expect(await tally(page, 'waiting')).toBe('1')
  expect(await tally(page, 'refused')).toBe('0')
})

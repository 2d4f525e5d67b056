// Goal: what the desk called done survives a pulled battery; a damaged row is read from its copy,
// and told where that is damaged too; a full disk is said, long before and
// at the end, and nothing is called done that is not on disk; one page at a time is the desk; an older version's samples are still sent.
// Method: a real Chromium whose process is killed, whose rows are changed by hand, whose quota is taken away. (Answering before the transaction is
// complete, or dropping the mark of a row, turns these red.)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AppServer, startAppServer } from '../testing/app-server.ts'
import { ensureBuilt } from '../testing/built-app.ts'
import { closeTube, counter, enrolDesk, goTo, idNumber, openTube, said, typeDocument } from './testing/desk-page.ts'
import { changeRow, countRows, emptyDesk, fillDesk, limitDesk, putOldSample } from './testing/desk-storage.ts'
import { type FakeCity, makeFakeCity } from './testing/fake-city.ts'
import { type KillablePhone, openKillablePhone } from './testing/killable-phone.ts'
import { NO_CAMERA, type Opened, openScanner, readStorage, waitForShell } from './testing/scanner-page.ts'

let city: FakeCity
let server: AppServer
let opened: Opened | null = null
let phone: KillablePhone | null = null

beforeAll(() => ensureBuilt('scanner'))
beforeEach(async () => {
  city = await makeFakeCity()
  server = await startAppServer(city.route)
})
afterEach(async () => {
  await opened?.browser.close()
  await phone?.kill()
  opened = null
  phone = null
  await server.close()
})

async function openDesk(): Promise<Page> {
  opened = await openScanner(server.origin, NO_CAMERA)
  await enrolDesk(opened.page)
  await waitForShell(opened.page)
  return opened.page
}

const sendNow = async (page: Page): Promise<void> => {
  await goTo(page, 'sync')
  await page.getByRole('button', { name: '立即发送' }).click()
  await expect.poll(() => page.locator('.send-state').getAttribute('data-waiting')).toBe('0')
}

test('everything that was called done is there after the battery was pulled in the middle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-desk-'))
  try {
    phone = await openKillablePhone(folder, `${server.origin}/scanner/`)
    await enrolDesk(phone.page)
    await waitForShell(phone.page)
    await server.setUp(false)
    await openTube(phone.page, 'XA-000001')
    for (let serial = 0; serial < 6; serial++)
      expect(await said(phone.page, () => typeDocument(phone!.page, idNumber(serial)))).toMatchObject({ words: 'done' })
    await phone.kill()

    phone = await openKillablePhone(folder, `${server.origin}/scanner/#sampler`)
    await phone.page.locator('[data-tube="XA-000001"]').waitFor()
    expect(await counter(phone.page)).toBe(6)
    expect(await said(phone.page, () => typeDocument(phone!.page, idNumber(3)))).toMatchObject({ outcome: 'sample_in_tube' })
    await typeDocument(phone.page, idNumber(6))
    await server.setUp(true)
    await sendNow(phone.page)
    expect(city.records.map((record) => record.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  } finally {
    await phone?.kill()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a row that cannot be read is read from its copy', async () => {
  const page = await openDesk()
  await server.setUp(false)
  await openTube(page, 'XA-000001')
  for (let serial = 0; serial < 3; serial++) await said(page, () => typeDocument(page, idNumber(serial)))
  await changeRow(page, 3)
  await page.reload()
  await page.locator('[data-tube="XA-000001"]').waitFor()
  expect(await counter(page)).toBe(3)
  await server.setUp(true)
  await sendNow(page)
  expect(city.records.map((record) => record.sequence)).toEqual([1, 2, 3, 4])
})

test('a row of which the copy is damaged too is told and left where it is; the shift goes on and the rest is sent', async () => {
  const page = await openDesk()
  await server.setUp(false)
  await openTube(page, 'XA-000001')
  for (let serial = 0; serial < 3; serial++) await said(page, () => typeDocument(page, idNumber(serial)))
  await changeRow(page, 3)
  await changeRow(page, 3, 'copies')
  await page.reload()
  await page.locator('[data-notice=damaged]').waitFor()
  expect(await counter(page)).toBe(2)
  expect(await said(page, () => typeDocument(page, idNumber(9)))).toMatchObject({ words: 'done' })
  await closeTube(page)
  await server.setUp(true)
  await sendNow(page)
  expect(city.records.map((record) => record.sequence)).toEqual([1, 2, 4, 5, 6])
  expect(await countRows(page)).toBe(6)
  await page.getByText('服务器缺：3').waitFor()
})

test('little room is said long before; a full disk is no "done", until there is room again', async () => {
  opened = await openScanner(server.origin, NO_CAMERA)
  const { page } = opened
  await page.goto(`${server.origin}/scanner/icon.svg`) // a page of the origin on which the app does not run
  await limitDesk(page, 1_000_000)
  await page.goto(`${server.origin}/scanner/`)
  await enrolDesk(page)
  await page.locator('[data-notice=room]', { hasText: '0 MB' }).waitFor()
  await openTube(page, 'XA-000001')
  await fillDesk(page)
  expect(await said(page, () => typeDocument(page, idNumber(1)))).toEqual({ outcome: 'sample_refused', words: 'unsaved_disk_full' })
  await page.getByRole('dialog').getByRole('button', { name: '返回' }).click()
  await page.locator('[data-notice=disk_full]').waitFor()
  expect(await counter(page)).toBe(0)
  await emptyDesk(page)
  expect(await said(page, () => typeDocument(page, idNumber(1)))).toMatchObject({ words: 'done' })
  await page.locator('[data-notice=disk_full]').waitFor({ state: 'detached' })
  await sendNow(page)
  expect(city.records.map((record) => record.sequence)).toEqual([1, 2])
})

test('a second page says that the desk is open elsewhere, and takes over when asked', async () => {
  const page = await openDesk()
  await openTube(page, 'XA-000001')
  const second = await page.context().newPage()
  await second.goto(`${server.origin}/scanner/#sampler`)
  await second.locator('[data-desk=elsewhere]').waitFor()
  await second.getByRole('button', { name: '改在此处登记' }).click()
  await second.locator('[data-tube="XA-000001"]').waitFor()
  await page.locator('[data-desk=elsewhere]').waitFor()
  expect(await said(second, () => typeDocument(second, idNumber(1)))).toMatchObject({ words: 'done' })
  await second.close()
  await page.getByRole('button', { name: '改在此处登记' }).or(page.locator('[data-tube="XA-000001"]')).first().waitFor()
})

test('samples that an older version left are sent as it would have sent them, each until it is accepted', async () => {
  const page = await openDesk()
  city.refusedTubes.set('USED', { status: 409, code: 'sampling.tube_used' })
  await putOldSample(page, '018f0000-0000-7000-8000-000000000001', 'OLD-000001')
  await putOldSample(page, '018f0000-0000-7000-8000-000000000002', 'USED-00001')
  await page.reload()
  await expect.poll(() => city.samples.map((sample) => sample.tubeCode)).toEqual(['OLD-000001'])
  await goTo(page, 'sync')
  const refused = page.locator('[data-carried="USED-00001"]')
  await refused.getByText('已用于另一份采样').waitFor()
  city.refusedTubes.clear()
  await refused.getByRole('button', { name: '重新发送' }).click()
  await refused.waitFor({ state: 'detached' })
  expect(city.samples.map((sample) => sample.tubeCode)).toEqual(['OLD-000001', 'USED-00001'])
})

test('who leaves the device is told what would be lost; afterwards nothing of anybody is left', async () => {
  const page = await openDesk()
  await server.setUp(false)
  await openTube(page, 'XA-000001')
  await said(page, () => typeDocument(page, idNumber(1)))
  await page.getByRole('button', { name: '设置' }).click()
  await page
    .getByRole('button', { name: /还原|清除|离开|退出/ })
    .first()
    .click()
  await page.locator('[role=alert]', { hasText: '2' }).waitFor()
  await page.locator('.button-danger').click()
  await page.locator('.start').waitFor()
  expect(await readStorage(page)).not.toContain(idNumber(1))
})

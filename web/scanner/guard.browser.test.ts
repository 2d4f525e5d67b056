// Goal: the gate answers from video, from a gun and by hand; offline too; every answer with its words; red reaches an online gate within 30 s.
// Method: the built app in Chromium, whose camera plays a film of a pass the demo region signed.
// (Feeding the decoder a cropped corner, or dropping acceptStatusShard from the refresh, turns these red.)
import { rmSync } from 'node:fs'
import { paperPassText, presentPass } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { must, paperClaims, passBytes, phone, phoneClaims, stranger } from '../../packages/pass/src/testing/demo-region.ts'
import { type AppServer, startAppServer } from '../testing/app-server.ts'
import { ENROLMENT_CODE, type FakeCity, FINGERPRINT, makeFakeCity } from './testing/fake-city.ts'
import { filmOf, makeFilmFolder, NO_CAMERA, type Opened, openScanner, setUpGate } from './testing/scanner-page.ts'

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

const presented = async (index = 7, signer = phone): Promise<string> =>
  must(await presentPass(await passBytes(phoneClaims({ index })), signer, { now: city.now() }))

const answerOn = (page: Page): Promise<string | null> => page.locator('.answer-sheet').getAttribute('data-answer')

async function gateWithout(camera: 'camera', venue = '商店、市场'): Promise<Page> {
  void camera
  opened = await openScanner(server.origin, NO_CAMERA)
  await setUpGate(opened.page, venue)
  await opened.page.locator('[data-level=fresh]').waitFor()
  return opened.page
}

async function typeCode(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text)
  await page.getByRole('button', { name: '核验' }).click()
}

test('reads a pass from video and admits, counting it once', async () => {
  opened = await openScanner(server.origin, filmOf(folder, [await presented()]))
  const { page } = opened
  await setUpGate(page, '商店、市场')
  await page.locator('.answer-sheet').waitFor()
  expect(await answerOn(page)).toBe('admit')
  await page.getByRole('button', { name: '下一位' }).click()
  await page.locator('[data-state=scanning]').waitFor()
  expect(await page.locator('[data-count=admit]').innerText()).toMatch(/1$/)
})

// Goal: a whole shift at a testing desk with the network off (200 residents in 20 tubes, the browser killed in the middle, one damaged record), then a
// network that cuts, swallows, delays and truncates: the server holds exactly what was scanned.
// Method: the real app in Chromium, the real server behind a proxy. What was scanned is written down by the test itself, tap by tap, and held against
// what the server's own tool reads out of its database. (Saying "done" before the disk has it, or a batch marked as sent by its status alone, turn it red.)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { presentPass } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeTube, counter, enrolWith, goTo, openTube, said, scan, typeDocument } from '../../../web/scanner/testing/desk-page.ts'
import { changeRow, countAnswers, countRows, readRecords } from '../../../web/scanner/testing/desk-storage.ts'
import { type KillablePhone, openKillablePhone } from '../../../web/scanner/testing/killable-phone.ts'
import { waitForShell } from '../../../web/scanner/testing/scanner-page.ts'
import { type City, openCity } from '../city.ts'
import { nowSeconds } from '../clock.ts'
import { readServerHolds } from '../exactly-once/server-holds.ts'
import { personOf } from '../people.ts'
import type { Phone } from '../phone.ts'
import { createEnrolmentCode } from '../sampling-desk.ts'
import { openTcpProxy, type TcpProxy } from '../tcp-proxy.ts'

const tubes = 20
const residents = 200
const phonesShown = 20
/** Of the first people nobody registers by phone, so that documents and passes are never of the same person. */
const firstDocument = 1_000

/** Older than any slot that a desk accepts. */
const pictureAgeSeconds = 100

const folder = mkdtempSync(join(tmpdir(), 'evergate-shift-'))
const codeOf = (tube: number): string => `XA-${String(tube).padStart(6, '0')}`

let city: City
let proxy: TcpProxy
let phones: Phone[]
let desk: KillablePhone
/** Who went into which tube: a document's number or a resident's id. */
const scanned = new Map<string, Set<string>>()

beforeAll(async () => {
  city = await openCity()
  proxy = await openTcpProxy(city.server().port)
  phones = await Promise.all(Array.from({ length: phonesShown }, () => city.newResident()))
  desk = await openKillablePhone(folder, `http://127.0.0.1:${proxy.port}/scanner/`)
})
afterAll(async () => {
  await desk?.kill()
  await proxy?.close()
  await city?.end()
  rmSync(folder, { recursive: true, force: true })
})

async function showPass(page: Page, tubeCode: string, phone: Phone): Promise<void> {
  expect(await said(page, async () => scan(page, await phone.present()))).toMatchObject({ outcome: 'sample_done' })
  scanned.get(tubeCode)!.add(phone.residentId)
}

async function showDocument(page: Page, tubeCode: string, serial: number): Promise<void> {
  const { number } = personOf(firstDocument + serial).document
  expect(await said(page, () => typeDocument(page, number))).toMatchObject({ outcome: 'sample_done' })
  scanned.get(tubeCode)!.add(number)
}

/** Ten people into one tube: one by pass, the others by their documents. */
async function fillTube(page: Page, tube: number): Promise<void> {
  const code = codeOf(tube)
  scanned.set(code, new Set())
  await openTube(page, code, '10 混 1')
  await showPass(page, code, phones[tube]!)
  for (let place = 0; place < 9; place++) await showDocument(page, code, tube * 9 + place)
  expect(await counter(page)).toBe(10)
}

/** The page after the app was opened again, with the tube that was on the table. */
async function reopened(page: Page, tubeCode: string, count: number): Promise<void> {
  await page.locator(`[data-tube="${tubeCode}"]`).waitFor()
  expect(await counter(page)).toBe(count)
}

async function killAndOpen(): Promise<Page> {
  await desk.kill()
  desk = await openKillablePhone(folder, `http://127.0.0.1:${proxy.port}/scanner/#sampler`)
  return desk.page
}

const sendNow = (page: Page): Promise<void> => page.locator('.send-state .button').click()

/** Makes the desk send, and waits until it has given up. `meanwhile` is done when the request is on its way. */
async function sendInVain(page: Page, meanwhile: () => void = () => {}): Promise<void> {
  const sent = page.waitForEvent('request', { predicate: (request) => request.url().endsWith('/v1/sync/records') })
  await sendNow(page)
  await sent
  meanwhile()
  await page.locator('.send-state .button:not([disabled])').waitFor()
}

/** What a photograph of this phone's code holds that was taken a while ago. */
async function photograph(phone: Phone): Promise<string> {
  const text = await presentPass(Buffer.from(phone.pass().pass, 'base64url'), phone.device.signer, {
    now: nowSeconds() - pictureAgeSeconds,
  })
  if (!text.ok) throw new Error(text.reason)
  return text.value
}

test('a shift without a network', { timeout: 900_000 }, async () => {
  let { page } = desk
  const code = await createEnrolmentCode(city.staff.commander, ['sampler'], { siteId: city.desk.siteId })
  await enrolWith(page, code)
  await waitForShell(page)
  // The city's keys are on the device: from here on it needs nobody.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/policies.cwt')))
  proxy.cut()

  const picture = await photograph(phones[0]!)
  for (let tube = 0; tube < tubes; tube++) {
    await fillTube(page, tube)
    if (tube === tubes - 1) {
      // Somebody holds out a photograph of a pass, taken a while ago.
      expect(await said(page, () => scan(page, picture))).toMatchObject({ words: 'pass_refused' })
    }
    if (tube === 4) {
      // Swab number 30 is damaged on the disk, and the app starts anew.
      await changeRow(page, 30)
      await page.reload()
      await reopened(page, codeOf(tube), 10)
    }
    if (tube === 10) {
      page = await killAndOpen()
      await reopened(page, codeOf(tube), 10)
      // Undone and done again: the person left and came back.
      const last = personOf(firstDocument + tube * 9 + 8).document.number
      expect(await said(page, () => page.getByRole('button', { name: /撤销上一个/ }).click())).toMatchObject({ words: 'undone' })
      expect(await said(page, () => typeDocument(page, last))).toMatchObject({ words: 'done_full' })
    }
    await closeTube(page)
  }
  await goTo(page, 'box')
  await scan(page, 'BX-00000001')
  await page.getByRole('button', { name: /^全部装入/ }).click()
  await expect.poll(() => counter(page), { timeout: 20_000 }).toBe(tubes)
  await page.getByRole('button', { name: '封箱' }).click()
  await page.getByRole('button', { name: /支封箱/ }).click()
  await page.getByLabel('转运员姓名').fill('张师傅')
  await page.getByRole('button', { name: '交接' }).click()
  expect([...scanned.values()].reduce((sum, people) => sum + people.size, 0)).toBe(residents)
})

test('the network comes back, badly: the server holds exactly what was scanned', { timeout: 300_000 }, async () => {
  const { page } = desk
  const records = await countRows(page)
  await goTo(page, 'sync')
  const waiting = (): Promise<string | null> => page.locator('.send-state').getAttribute('data-waiting')
  for (const bytesMax of [40, 500, 2_000]) {
    proxy.mend()
    proxy.truncate(bytesMax) // the batch arrives and is stored, its answer breaks off
    await sendInVain(page)
    expect(await waiting()).toBe(String(records))
  }
  proxy.mend()
  proxy.drop()
  await sendInVain(page, () => proxy.cut()) // what was swallowed breaks at last
  proxy.mend()
  proxy.delay(700)
  await sendNow(page)
  await expect.poll(waiting, { timeout: 60_000 }).toBe('0')
  await page.locator(`[data-up-to="${records}"]`).waitFor()
  expect(await countAnswers(page)).toEqual({ already: records })

  const log = await readRecords(page)
  const held = await readServerHolds(city.dataFolder, join(folder, 'held.jsonl'))
  const mine = new Set(log.map((record) => record.recordId))
  const received = held.flatMap((event) => (event.type === 'received' && mine.has(event.recordId) ? [event] : []))
  expect(received.map((event) => event.sequence).sort((one, other) => one - other)).toEqual(log.map((_, at) => at + 1))
  expect(new Set(received.map((event) => event.recordId)).size).toBe(log.length)
  expect(held.filter((event) => event.type === 'refused')).toEqual([])
  expect(held.filter((event) => event.type === 'conflict')).toEqual([])

  const numberOf = new Map(
    log.flatMap((record) =>
      record.kind === 'add_swab' && 'document' in record.subject ? [[record.recordId, record.subject.document.number]] : [],
    ),
  )
  const members = held.flatMap((event) => (event.type === 'member' && mine.has(event.swabId) ? [event] : []))
  const found = new Map([...scanned.keys()].map((code) => [code, new Set<string>()]))
  for (const { tubeCode, swabId, personKey } of members) found.get(tubeCode)?.add(numberOf.get(swabId) ?? personKey)
  expect(members).toHaveLength(residents)
  expect(new Set(members.map((member) => member.personKey)).size).toBe(residents)
  expect(found).toEqual(scanned)
})

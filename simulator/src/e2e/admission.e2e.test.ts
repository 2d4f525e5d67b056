// Goal: issue 2, section 5, points 1 to 3: from registration to a gate that reads the code from video; nothing of it needs a server; red travels.
// Method: the real server and its PostgreSQL as processes, the real apps in Chromium, a camera that films what the resident app drew.
// (A gate that skipped the test age, a resident app that fetched its code, or an index that is not refreshed turns these red.)
import { rmSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFilmFolder, setUpGate, waitForShell } from '../../../web/scanner/testing/scanner-page.ts'
import { launchChromium } from '../../../web/testing/chromium.ts'
import { type City, openCity } from '../city.ts'
import { monotonicMs, now, nowSeconds, waitFor } from '../clock.ts'
import { bodyOf } from '../http-call.ts'
import { personOf } from '../people.ts'
import { type Phone, waitForPass } from '../phone.ts'
import { release, uploadResults } from '../staff-client.ts'
import { openTcpProxy, type TcpProxy } from '../tcp-proxy.ts'
import { type Camera, createCamera } from './camera.ts'
import { openResidentApp, pictureOfCode, type ResidentApp, readWithZbar, registerInApp, updateUntil } from './resident-app.ts'
import { moveClock, readAnswer, typeCode } from './scanner-app.ts'

const WORKPLACE = '工作场所'
const wanted = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 360, height: 640 } }
const folder = makeFilmFolder()

let city: City
let app: ResidentApp
let guards: Browser
let camera: Camera
let gate: Page
let proxy: TcpProxy
let remoteGate: Page
/** Somebody else, whose phone is not a browser: for codes that are typed. */
let neighbour: Phone

beforeAll(async () => {
  city = await openCity()
  proxy = await openTcpProxy(city.server().port)
  camera = createCamera(folder)
  guards = await launchChromium(camera.flags)
  gate = await openScannerAt(await guards.newContext(wanted), city.origin)
  app = await openResidentApp(city.origin)
  neighbour = await city.newResident()
})
afterAll(async () => {
  await app?.end()
  await guards?.close()
  await proxy?.close()
  await city?.end()
  rmSync(folder, { recursive: true, force: true })
})

async function openScannerAt(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/scanner/`)
  await setUpGate(page, WORKPLACE)
  await waitForShell(page)
  return page
}

/** Holds what the resident app shows at this moment before the gate's camera. */
async function holdOut(): Promise<void> {
  camera.film(await pictureOfCode(app.page()))
  await gate.reload()
}

async function releasePositive(tubes: readonly string[]): Promise<void> {
  const rows = tubes.map((tubeCode) => ({ tubeCode, outcome: 'positive' as const, testedAt: now() }))
  await release(city.staff.releaser, await uploadResults(city.staff.laboratory, city.laboratoryId, rows))
}

async function sample(subject: string): Promise<string> {
  const tubeCode = city.newTube()
  const sampledAt = new Date(nowSeconds() * 1000)
  bodyOf(await city.desk.register({ tubeCode, sampledAt, subject: { pass: subject } }), 'register a sample')
  return tubeCode
}

test('1: registered, denied without a test, sampled, released, green with test age, read from video and admitted', async () => {
  await registerInApp(app.page(), city.server().outboxFolder, personOf(1_000))
  await app.page().locator('.band-green').waitFor()
  await holdOut()
  expect(await readAnswer(gate)).toMatchObject({ answer: 'deny', words: expect.stringContaining('没有核酸阴性记录') })

  const tubeCode = await sample(readWithZbar(await pictureOfCode(app.page())))
  const rows = [{ tubeCode, outcome: 'negative' as const, testedAt: now() }]
  await release(city.staff.releaser, await uploadResults(city.staff.laboratory, city.laboratoryId, rows))
  await updateUntil(app.page(), '.test-age span[title]')
  await app.page().locator('.band-green .test-age', { hasText: '24' }).waitFor()

  await holdOut()
  expect(await readAnswer(gate)).toMatchObject({ answer: 'admit', words: expect.stringContaining('不到 1 小时') })
})

test('2: every server process killed: the code opens from a cold app, a loaded gate admits it, and so does one that was just started', async () => {
  camera.film(null)
  await gate.reload()
  await gate.locator('[data-level=fresh]').waitFor()
  await app.close()
  await neighbour.declare({ symptoms: ['cough'] })
  const tubeCode = await sample(await neighbour.present())
  await city.server().kill()
  try {
    await expect(fetch(`${city.origin}/readyz`)).rejects.toThrow()
    await app.openCold()
    await app.page().locator('.band-green .code-qr svg').waitFor()
    expect((await typeCode(gate, readWithZbar(await pictureOfCode(app.page())))).answer).toBe('admit')
    await holdOut()
    expect((await readAnswer(gate)).answer).toBe('admit')
  } finally {
    await city.startAgain()
  }
  const own = `/v1/residents/${neighbour.residentId}`
  const { samples } = bodyOf(await neighbour.device.call('GET', `${own}/samples`), 'list samples')
  expect(samples).toEqual([expect.objectContaining({ tubeCode, state: 'taken' })])
  const { declarations } = bodyOf(await neighbour.device.call('GET', `${own}/declarations`), 'list declarations')
  expect(declarations).toHaveLength(1)
})

test('3: a positive result turns the resident red; an online gate denies within 30 s; an offline gate says as of when', async () => {
  camera.film(null)
  await gate.reload()
  const tested = await city.newResident()
  await city.test([{ phone: tested, outcome: 'negative' }])
  await waitForPass(tested, 'the test on the pass', (pass) => pass.lastNegativeAt !== null)
  remoteGate = await openScannerAt(await guards.newContext(wanted), `http://127.0.0.1:${proxy.port}`)
  await expect.poll(async () => (await typeCode(gate, await tested.present())).answer, { timeout: 30_000 }).toBe('admit')
  const tubes = [await sample(await tested.present()), await sample(readWithZbar(await pictureOfCode(app.page())))]

  proxy.cut()
  await releasePositive(tubes)
  const releasedMs = monotonicMs()
  await waitFor('the online gate to deny', async () =>
    (await typeCode(gate, await tested.present())).answer === 'deny' ? true : undefined,
  )
  const toGateMs = monotonicMs() - releasedMs
  process.stdout.write(`red list to online gate: ${(toGateMs / 1000).toFixed(1)} s\n`)
  expect(toGateMs).toBeLessThan(30_000)
  await updateUntil(app.page(), '.band-red')

  const elevenMinutes = 660
  await moveClock(remoteGate, elevenMinutes)
  const offline = await typeCode(remoteGate, await tested.present(nowSeconds() + elevenMinutes))
  expect(offline).toMatchObject({ answer: 'admit', words: expect.stringMatching(/截至 \d\d:\d\d/) })

  proxy.mend()
  await moveClock(remoteGate, -elevenMinutes)
  await expect.poll(async () => (await typeCode(remoteGate, await tested.present())).answer, { timeout: 30_000 }).toBe('deny')
})

// Goal: issue 2, section 5, points 4 to 7: what must not open a gate, what a gate must not decide, and paper.
// Method: the real server, the real apps in Chromium; pictures and paper are read by zbar and poppler, and by the scanner from video.
// (An extractable device key, a gate without slots or without the hard age limit, or a hospital that denies turns these red.)
import { rmSync } from 'node:fs'
import { encodeBase45, readPresentation, TEXT_PREFIX } from '@evergate/pass'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFilmFolder, setUpGate } from '../../../web/scanner/testing/scanner-page.ts'
import { launchChromium } from '../../../web/testing/chromium.ts'
import { type City, openCity } from '../city.ts'
import { nowSeconds } from '../clock.ts'
import { createDevice } from '../device.ts'
import { type Gate, openGate } from '../gate.ts'
import { personOf } from '../people.ts'
import { type Phone, waitForPass } from '../phone.ts'
import { type Camera, createCamera } from './camera.ts'
import { print, textOf } from './paper.ts'
import { openResidentApp, pictureOfCode, type ResidentApp, readWithZbar, registerInApp } from './resident-app.ts'
import { chooseVenue, moveClock, readAnswer, typeCode } from './scanner-app.ts'
import { plant, steal } from './stolen-storage.ts'

const folder = makeFilmFolder()
const hourSeconds = 3_600
const slotSeconds = 30

let city: City
let guards: Browser
let camera: Camera
let scanner: Page
let gate: Gate
let tested: Phone
let untested: Phone
let red: Phone

beforeAll(async () => {
  city = await openCity()
  ;[tested, untested, red] = [await city.newResident(), await city.newResident(), await city.newResident()]
  await city.test([
    { phone: tested, outcome: 'negative' },
    { phone: red, outcome: 'positive' },
  ])
  await waitForPass(tested, 'the test on the pass', (pass) => pass.lastNegativeAt !== null)
  await waitForPass(red, 'the red pass', (pass) => pass.colour === 'red')
  gate = await openGate(city.origin)
  camera = createCamera(folder)
  guards = await launchChromium(camera.flags)
  scanner = await guards.newPage({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 360, height: 640 } })
  await scanner.goto(`${city.origin}/scanner/`)
  await setUpGate(scanner, '工作场所')
})
afterAll(async () => {
  await guards?.close()
  await city?.end()
  rmSync(folder, { recursive: true, force: true })
})

test('4: a screenshot is refused two slots later', async () => {
  const text = await tested.present()
  expect((await typeCode(scanner, text)).answer).toBe('admit')
  await moveClock(scanner, 2 * slotSeconds)
  expect(await typeCode(scanner, text)).toMatchObject({ answer: 'check_another_way', words: expect.stringContaining('可能是截图') })
  await moveClock(scanner, -2 * slotSeconds)
})

test('4: everything a script can read out of one browser cannot present in another', async () => {
  const apps: ResidentApp[] = []
  try {
    const victim = await openResidentApp(city.origin)
    apps.push(victim)
    await registerInApp(victim.page(), city.server().outboxFolder, personOf(1_000))
    const honest = await gate.check(readWithZbar(await pictureOfCode(victim.page())))
    expect(honest).toMatchObject({ stage: 'policy', reasons: expect.arrayContaining(['test_missing']) })
    const loot = await steal(victim.page())
    expect(loot.privateKeys).toEqual([{ extractable: false, exported: [] }])
    await victim.close()

    const thief = await openResidentApp(city.origin)
    apps.push(thief)
    await thief.page().locator('input[autocomplete=name]').waitFor()
    await plant(thief.page(), loot)
    await thief.openCold()
    await thief.page().locator('.code-qr svg').waitFor()
    const shown = readWithZbar(await pictureOfCode(thief.page()))
    expect(await gate.check(shown)).toMatchObject({ answer: 'check_another_way', stage: 'device' })
    expect((await typeCode(scanner, shown)).words).toContain('签名不真实')
    const read = readPresentation(shown)
    const asPaper = TEXT_PREFIX + encodeBase45(read.ok ? read.value.pass.bytes : new Uint8Array())
    expect(await gate.check(asPaper)).toMatchObject({ answer: 'check_another_way', reasons: ['presentation.unproven'] })

    const session = loot.stores.find(({ store }) => store === 'session')?.rows[0]?.value
    const device = await createDevice(city.origin)
    device.accessToken = session?.accessToken as string
    expect(device.accessToken).toMatch(/^egr_/)
    expect((await device.call('GET', '/v1/me/passes')).status).toBe(401)
  } finally {
    for (const app of apps) await app.end()
  }
})

test('5: past the hard age limit a gate judges nobody', async () => {
  const later = 24 * hourSeconds + 60
  await moveClock(scanner, later)
  await scanner.locator('[data-level=too_old]').waitFor()
  for (const phone of [tested, untested, red]) {
    const answer = await typeCode(scanner, await phone.present(nowSeconds() + later))
    expect(answer.answer).toBe('check_another_way')
    expect(answer.words).toContain('名单')
    const at = nowSeconds() + later
    expect(await gate.check(await phone.present(at), 'shop', at)).toMatchObject({ answer: 'check_another_way', colour: null })
  }
  await moveClock(scanner, -later)
  await scanner.locator('[data-level=fresh]').waitFor()
})

test('6: a hospital turns nobody away', async () => {
  await gate.refresh()
  expect(await gate.check(await red.present(), 'workplace')).toMatchObject({ answer: 'deny', reasons: ['colour_red'] })
  for (const venue of ['hospital', 'emergency']) {
    for (const phone of [tested, untested, red]) expect((await gate.check(await phone.present(), venue)).answer).toMatch(/^admit/)
    expect((await gate.check('EG1:BROKEN', venue)).answer).toBe('check_another_way')
  }
  await chooseVenue(scanner, '医院')
  for (const phone of [untested, red]) expect((await typeCode(scanner, await phone.present())).answer).toBe('admit_with_precautions')
})

test('7: a paper pass is printed, read from video and admitted with an identity reminder', async () => {
  const answer = await tested.device.call('POST', `/v1/residents/${tested.residentId}/paper-pass`)
  expect(answer.status).toBe(200)
  expect(textOf(answer.bytes)).toContain('西安')
  const page = print(answer.bytes)
  await gate.refresh()
  expect(await gate.check(readWithZbar(page))).toMatchObject({ answer: 'admit', pass: { kind: 'paper', displayHint: '王*' } })

  await chooseVenue(scanner, '工作场所')
  camera.film(page)
  await scanner.reload()
  const shown = await readAnswer(scanner)
  expect(shown).toMatchObject({ answer: 'admit', words: expect.stringMatching(/核对身份证件[\s\S]*王\*/) })
})

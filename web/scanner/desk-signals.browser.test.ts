// Goal: the four outcomes of a scan sound, vibrate, look and read differently, so that a sampler who looks at the next person knows.
// Method: a browser whose loudspeaker and vibration motor are recorded; a real scan for each outcome. (Playing one signal for two outcomes turns it red.)
import { presentPass } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must, passBytes, phone } from '../../packages/pass/src/testing/demo-region.ts'
import { type AppServer, startAppServer } from '../testing/app-server.ts'
import { ensureBuilt } from '../testing/built-app.ts'
import { SIGNALS } from './signals/tones.ts'
import { enrolDesk, openTube, said, scan } from './testing/desk-page.ts'
import { type FakeCity, makeFakeCity } from './testing/fake-city.ts'
import { NO_CAMERA, type Opened, openScanner } from './testing/scanner-page.ts'

let city: FakeCity
let server: AppServer
let opened: Opened

beforeAll(async () => {
  ensureBuilt('scanner')
  city = await makeFakeCity()
  server = await startAppServer(city.route)
  opened = await openScanner(server.origin, NO_CAMERA)
  await opened.page.addInitScript(`{
    globalThis.felt = []
    globalThis.heard = []
    navigator.vibrate = (pattern) => felt.push(pattern) > 0
    const real = AudioContext.prototype.createOscillator
    AudioContext.prototype.createOscillator = function () {
      const made = real.call(this)
      const start = made.start.bind(made)
      made.start = (at) => { heard.push(Math.round(made.frequency.value)); start(at) }
      return made
    }
  }`)
  await opened.page.reload()
  await enrolDesk(opened.page)
})
afterAll(async () => {
  await opened?.browser.close()
  await server?.close()
})

interface Signal {
  readonly outcome: string
  readonly felt: unknown
  readonly heard: unknown
  readonly word: string
  readonly ground: string
  readonly shape: string | null
}

async function signalOf(page: Page, text: string): Promise<Signal> {
  await page.evaluate('felt.length = 0; heard.length = 0')
  const { outcome } = await said(page, () => scan(page, text))
  const band = page.locator('.said')
  const [felt, heard] = (await page.evaluate('[felt.at(-1), [...heard]]')) as [unknown, unknown]
  return {
    outcome,
    felt,
    heard,
    word: await band.locator('strong').innerText(),
    ground: await band.evaluate((element) => getComputedStyle(element).backgroundColor),
    shape: await band.locator('.said-mark-shape').getAttribute('d'),
  }
}

test('done, already in this tube, already sampled, refused', async () => {
  const { page } = opened
  const pass = must(await presentPass(await passBytes(), phone, { now: city.now() }))
  await openTube(page, 'XA-000001')
  const done = await signalOf(page, pass)
  const inTube = await signalOf(page, pass)
  await openTube(page, 'XA-000002')
  const inRound = await signalOf(page, pass)
  const refused = await signalOf(page, 'EG1:BROKEN')
  const all = [done, inTube, inRound, refused]
  expect(all.map((signal) => signal.outcome)).toEqual(['sample_done', 'sample_in_tube', 'sample_in_round', 'sample_refused'])
  for (const part of ['felt', 'heard', 'word', 'ground', 'shape'] as const)
    expect(new Set(all.map((signal) => JSON.stringify(signal[part]))), part).toHaveProperty('size', all.length)
  for (const { outcome, felt, heard } of all) {
    const { vibration, tones } = SIGNALS[outcome as keyof typeof SIGNALS]
    expect(felt).toEqual([...vibration])
    expect(heard).toEqual(tones.map((tone) => tone.hertz))
  }
})

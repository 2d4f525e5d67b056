/**
 * The resident app in a real Chromium, driven as a resident drives it: register, update, look, hold the code out. A profile folder is the phone.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openPhone } from '../../../web/testing/chromium.ts'
import { messagesIn, waitForCode } from '../outbox-folder.ts'
import type { Person } from '../people.ts'

export interface ResidentApp {
  /** Where Chromium keeps everything of this phone. */
  readonly folder: string
  page(): Page
  /** A cold start: a new browser process on the same profile. */
  openCold(): Promise<Page>
  close(): Promise<void>
  /** Closes and forgets the phone. */
  end(): Promise<void>
}

/** A phone on which the app was never opened, at the app's address. */
export async function openResidentApp(origin: string): Promise<ResidentApp> {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-phone-'))
  let context: BrowserContext | undefined
  let page: Page | undefined
  const app: ResidentApp = {
    folder,
    page: () => {
      if (page === undefined) throw new Error('the app is not open')
      return page
    },
    openCold: async () => {
      await app.close()
      context = await openPhone(folder)
      page = context.pages()[0] ?? (await context.newPage())
      await page.goto(`${origin}/resident/`)
      return page
    },
    close: async () => {
      await context?.close()
      context = undefined
    },
    end: async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await app.openCold()
  return app
}

/** Registers this person by hand, with the code from the SMS, until a code is on the screen and the app works without a network. */
export async function registerInApp(page: Page, outboxFolder: string, person: Person): Promise<void> {
  const known = new Set(messagesIn(outboxFolder))
  await page.locator('input[autocomplete=name]').fill(person.name)
  await page.locator('input[autocapitalize=characters]').fill(person.document.number)
  await page.locator('input[type=tel]').fill(person.phone)
  await page.locator('button[type=submit]').click()
  await page.locator('.code-digits').waitFor()
  await page.locator('.code-digits').fill(await waitForCode(outboxFolder, `+86${person.phone}`, known))
  await page.locator('.code-qr svg').waitFor({ timeout: 60_000 })
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated')
}

/** Presses "update" until `selector` is on the code page. */
export async function updateUntil(page: Page, selector: string): Promise<void> {
  await page.locator(selector).or(page.locator('.code-update:not([disabled])')).first().waitFor()
  while ((await page.locator(selector).count()) === 0) {
    await page.locator('.code-update').click()
    await page.locator('.code-update:not([disabled])').waitFor()
  }
}

/** The pixels of the QR on the screen, as a PNG. */
export function pictureOfCode(page: Page): Promise<Buffer> {
  return page.locator('.code-qr').screenshot()
}

/** The text of the QR in a picture, read by zbar, a decoder we did not write. */
export function readWithZbar(png: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-picture-'))
  try {
    const path = join(folder, 'code.png')
    writeFileSync(path, png)
    return execFileSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', path], { encoding: 'utf8' }).trimEnd()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

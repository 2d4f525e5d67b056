/** A phone in a real Chromium that has registered in the small city and whose service worker is in charge: the state most tests begin from. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { now } from '../shared/clock.ts'
import { type AppServer, startAppServer } from './app-server.ts'
import { ensureBuilt } from './built-app.ts'
import { openPhone } from './chromium.ts'
import { createSmallCity, type SmallCity } from './small-city.ts'

export interface RegisteredPhone {
  readonly server: AppServer
  readonly city: SmallCity
  readonly url: string
  /** Where Chromium keeps everything of this phone. */
  readonly folder: string
  /** Closes the browser as the system does when memory is short. */
  close(): Promise<void>
  /** A cold start. `prepare` may add scripts before the app is opened; null leaves the page blank. */
  open(prepare?: (page: Page) => Promise<void>): Promise<Page>
  end(): Promise<void>
}

export async function createRegisteredPhone(): Promise<RegisteredPhone> {
  ensureBuilt('resident')
  const city = await createSmallCity(now())
  const server = await startAppServer((request, response, body) => city.answer(request, response, body))
  const folder = mkdtempSync(join(tmpdir(), 'evergate-phone-'))
  const url = `${server.origin}/resident/`
  let context: BrowserContext | null = null
  const phone: RegisteredPhone = {
    server,
    city,
    url,
    folder,
    close: async () => {
      await context?.close()
      context = null
    },
    open: async (prepare) => {
      context ??= await openPhone(folder)
      const page = context.pages()[0] ?? (await context.newPage())
      await prepare?.(page)
      await page.goto(url)
      return page
    },
    end: async () => {
      await phone.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await register(await phone.open())
  return phone
}

async function register(page: Page): Promise<void> {
  await page.locator('input[autocomplete=name]').fill('王小明')
  await page.locator('input[autocapitalize=characters]').fill('11010519491231002X')
  await page.locator('input[type=tel]').fill('13812345678')
  await page.locator('button[type=submit]').click()
  await page.locator('.code-digits').fill('123456')
  await page.locator('.code-qr svg').waitFor()
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated')
}

// A Chromium showing the scanner, for tests: with a camera that plays a film of codes, or with none.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import encodeQR from 'qr'
import { launchChromium } from '../../testing/chromium.ts'
import { writeQrVideo } from '../../testing/y4m.ts'

/** A folder for films, below the system's temporary one. */
export function makeFilmFolder(): string {
  return mkdtempSync(join(tmpdir(), 'evergate-film-'))
}

/** Films the texts one after the other, a second each, and answers the flags that make Chromium play them as its camera. */
export function filmOf(folder: string, texts: readonly string[]): string[] {
  const path = join(folder, `camera-${texts.length}-${texts[0]?.length}.y4m`)
  const pictures = texts.map((text) => encodeQR(text, 'raw', { ecc: 'medium', border: 1 }))
  writeQrVideo(path, pictures, { framesEach: 30 })
  return ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`]
}

export const NO_CAMERA: readonly string[] = []
/** There is one, and nobody allows it. */
export const CAMERA_REFUSED: readonly string[] = ['--use-fake-device-for-media-stream']

export interface Opened {
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
}

export async function openScanner(origin: string, flags: readonly string[]): Promise<Opened> {
  const browser = await launchChromium(flags)
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.goto(`${origin}/scanner/`)
  return { browser, context, page }
}

/** From the first screen to a working gate: trust on first use, then the place. */
export async function setUpGate(page: Page, venue: string): Promise<void> {
  await page.getByRole('button', { name: /^验码/ }).click()
  await page.getByRole('button', { name: '一致，使用' }).click()
  await page.getByRole('button', { name: venue }).click()
  await page.locator('[data-level=fresh]').waitFor()
}

/** Waits until the service worker holds the app: from then on a start needs no network. */
export async function waitForShell(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active === null || active.state === 'activated') return
    await new Promise<void>((resolve) => active.addEventListener('statechange', () => active.state === 'activated' && resolve()))
  })
}

/** Everything a script can read out of this page's storage, as one text. */
export async function readStorage(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const open = (name: string): Promise<IDBDatabase> =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const all = (store: IDBObjectStore): Promise<unknown[]> =>
      new Promise((resolve) => {
        const request = store.getAll()
        request.onsuccess = () => resolve(request.result)
      })
    const parts: unknown[] = [{ ...localStorage }, { ...sessionStorage }, location.href]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await open(name)
      for (const store of database.objectStoreNames) parts.push(await all(database.transaction(store).objectStore(store)))
      database.close()
    }
    return JSON.stringify(parts)
  })
}

// A Chromium showing the scanner, for tests: with a camera that plays a film of a QR, or with none.
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

/** Films the texts one after the other and answers the flags that make Chromium play them as its camera. */
export function filmOf(folder: string, texts: readonly string[]): string[] {
  const path = join(folder, 'camera.y4m')
  const pictures = texts.map((text) => encodeQR(text, 'raw', { ecc: 'medium', border: 1 }))
  writeQrVideo(path, pictures, { framesEach: 30 })
  return ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`]
}

export const NO_CAMERA: readonly string[] = []

export interface Opened {
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
}

export async function openScanner(
  origin: string,
  flags: readonly string[],
  shape: { width: number; height: number } = { width: 360, height: 640 },
): Promise<Opened> {
  const browser = await launchChromium(flags)
  const context = await browser.newContext({ viewport: shape, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.goto(`${origin}/scanner/`)
  return { browser, context, page }
}

/** From the first screen to a working gate: trust on first use, then the place. */
export async function setUpGate(page: Page, venue: string): Promise<void> {
  await page.getByRole('button', { name: /^验码/ }).click()
  await page.getByRole('button', { name: '一致，使用' }).click()
  await page.getByRole('button', { name: venue }).click()
  await page.locator('.guard').waitFor()
}

/** Starts the real Chromium for browser tests: the one named by EVERGATE_CHROMIUM, else Debian's, else Playwright's own. Must not download anything. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const places = [process.env.EVERGATE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export function findChromium(): string | undefined {
  return places.find((place) => place !== undefined && existsSync(place))
}

export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium()
  return chromium.launch({ args: [...chromiumFlags, ...args], ...(executablePath === undefined ? {} : { executablePath }) })
}

/** A browser whose storage stays in a folder: closing it and opening it again is a cold start of the app. */
export function openPhone(
  folder: string,
  options: { readonly locale?: string; readonly viewport?: { width: number; height: number } } = {},
): Promise<BrowserContext> {
  const executablePath = findChromium()
  return chromium.launchPersistentContext(folder, {
    args: [...chromiumFlags],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 360, height: 640 },
    ...options,
    ...(executablePath === undefined ? {} : { executablePath }),
  })
}

/** A desk: Chromium with the console open on the real server, signed in or not. Also watches that nothing breaks the page's own rules. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { RealServer } from './real-server.ts'
import { type StaffCalls, signInStaff } from './staff-calls.ts'

export interface Desk {
  readonly page: Page
  readonly context: BrowserContext
  /** Whoever sits there; undefined before signing in. */
  readonly staff: StaffCalls | undefined
  /** What the browser complained about: broken rules of the content security policy and uncaught errors. */
  readonly complaints: readonly string[]
  open(path: string): Promise<void>
  /** Throws where the console went on asking although it was told to wait. */
  close(): Promise<void>
}

export interface City {
  readonly server: RealServer
  readonly browser: Browser
}

/** Less than a test may take, so that the step that fails is named. */
const stepTimeoutMs = 20_000
/** Of one question: it and one repetition. Each is told to wait for some twenty seconds, which is about as long as a journey takes. */
const refusalsMax = 2

/** Sits somebody of the demo city down at a desk; null leaves it at the sign-in form. */
export async function openDesk({ server, browser }: City, username: string | null, locale: 'en-GB' | 'zh-CN' = 'en-GB'): Promise<Desk> {
  const context = await browser.newContext({
    locale,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const staff = username === null ? undefined : await signInStaff(server, username)
  if (staff !== undefined) {
    const [name, value] = staff.cookie.split('=', 2)
    await context.addCookies([{ name: name!, value: value!, url: server.url, httpOnly: true, sameSite: 'Strict' }])
  }
  context.setDefaultTimeout(stepTimeoutMs)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Warning:/.test(message.text())) complaints.push(message.text())
  })
  const refusals = countRefusals(page)
  return {
    page,
    context,
    staff,
    complaints,
    open: async (path) => {
      await page.goto(`${server.url}/console${path}`)
    },
    close: async () => {
      await context.close()
      const impatient = [...refusals].filter(([, times]) => times > refusalsMax).map(([asked, times]) => `${asked}: refused ${times} times`)
      if (impatient.length > 0) throw new Error(`the console did not wait: ${impatient.join(', ')}`)
    },
  }
}

/** How often a server that has too much to do refused each question of a page. */
function countRefusals(page: Page): ReadonlyMap<string, number> {
  const refusals = new Map<string, number>()
  page.on('response', (response) => {
    if (response.status() !== 503 && response.status() !== 429) return
    const asked = `${response.request().method()} ${new URL(response.url()).pathname}`
    refusals.set(asked, (refusals.get(asked) ?? 0) + 1)
  })
  return refusals
}

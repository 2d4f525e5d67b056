/**
 * Gate checks in a real Chromium whose processor is slowed down. The page is blank; what runs in it is the library and a gate made there.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'

const checks = 200

/** Milliseconds within which 99 of 100 checks are done, with the processor slowed down `throttle` times. */
export async function checksInChromium(throttle: number): Promise<number> {
  const script = await bundle()
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const page = await browser.newPage()
    await page.route('https://gate.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })) // WebCrypto wants a secure page
    await page.goto('https://gate.example/')
    await page.addScriptTag({ content: script })
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    const times = (await page.evaluate(`gateBench.timeChecks(${checks})`)) as number[]
    return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1]!
  } finally {
    await browser.close()
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'time-checks.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'gateBench',
    conditions: ['evergate-source'],
    target: 'es2022',
  })
  return outputFiles[0]!.text
}

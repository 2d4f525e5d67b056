// The suite of @evergate/pass in Chromium, the same files as under Node but for those that need Node (*.node.test.ts).
// EVERGATE_CHROMIUM names the browser; otherwise the usual places are looked at.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']
const executablePath = process.env.EVERGATE_CHROMIUM ?? PLACES.find((path) => existsSync(path))
// Without these Chromium talks to the outside world, or refuses to run as root.
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const repository = resolve(import.meta.dirname, '../..')

export default defineConfig({
  resolve: { conditions: ['evergate-source'] },
  // The outside vectors lie beside the repository.
  server: { fs: { allow: [repository, resolve(repository, '../shared/vectors')] } },
  optimizeDeps: { include: ['cborg', 'fflate', 'fast-check', 'qr', 'zxing-wasm/reader'] },
  test: {
    name: 'pass-browser',
    sequence: { groupOrder: 2 },
    root: import.meta.dirname,
    include: ['src/**/*.test.ts'],
    exclude: ['src/**/*.node.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args } }),
      instances: [{ browser: 'chromium' }],
    },
  },
})

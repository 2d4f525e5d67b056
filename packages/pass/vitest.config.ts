// The suite of @evergate/pass under Node. The same files run in Chromium through vitest.browser.config.ts.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['evergate-source'] },
  ssr: { resolve: { conditions: ['evergate-source'] } },
  test: { name: 'pass', sequence: { groupOrder: 0 }, root: import.meta.dirname, include: ['src/**/*.test.ts'] },
})

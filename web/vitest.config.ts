/** The test project `web`: unit tests in Node beside the code, and *.browser.test.ts, which drive a real Chromium. Must not start a server itself. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['evergate-source'] },
  ssr: { resolve: { conditions: ['evergate-source'] } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    name: 'web',
    sequence: { groupOrder: 4 },
    include: ['{shared,resident,scanner,console,testing}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Browser tests start Chromium and may wait for a build; on two shared cores a start has been seen to take 8 s.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    retry: 1, // a browser on a busy machine may miss a moment once; twice is a fault
  },
})

// The end-to-end tests: real servers as child processes, real PostgreSQL, and in *.e2e.test.ts a real Chromium.
import { defineConfig } from 'vitest/config'

const conditions = ['evergate-source', 'module', 'node', 'development']

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['evergate-source', 'node'] } },
  test: {
    name: 'simulator',
    sequence: { groupOrder: 5 },
    include: ['src/**/*.test.ts'],
    // A start makes a database cluster; on two busy cores one has been seen to take 40 s.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    retry: 1, // a browser on a busy machine may miss a moment once; twice is a fault
    pool: 'forks',
    maxWorkers: 1, // every file brings a server, a PostgreSQL and perhaps a browser of its own
  },
})

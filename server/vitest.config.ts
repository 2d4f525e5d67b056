// How the server's tests run: on a real PostgreSQL, with the pass library taken from its source.
import { defineConfig } from 'vitest/config'

const conditions = ['evergate-source', 'module', 'node', 'development']

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['evergate-source', 'node'] } },
  test: {
    name: 'server',
    sequence: { groupOrder: 3 },
    include: ['src/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['src/testing/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2, // the machine has two cores, and PostgreSQL wants some of them too
  },
})

// The tests of the tooling, and the house rules, which are tests of the whole tree.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'tools', sequence: { groupOrder: 1 }, include: ['**/*.test.ts'], exclude: ['fixtures/**'], testTimeout: 60_000 },
})

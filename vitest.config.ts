// Every test project of the repository, so that one `vitest run` finds them all. It holds no settings of its own.
// They run one after the other (each has its groupOrder): two cores cannot serve PostgreSQL, servers and browsers of several at once.
import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const projects = [
  'packages/pass/vitest.config.ts',
  'packages/pass/vitest.browser.config.ts',
  'server/vitest.config.ts',
  'simulator/vitest.config.ts',
  'web/vitest.config.ts',
  'tools/vitest.config.ts',
]

export default defineConfig({ test: { projects: projects.filter((path) => existsSync(new URL(path, import.meta.url))) } })

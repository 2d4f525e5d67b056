// Goal: no test run leaves a PostgreSQL or a folder behind, not even one that is killed.
// Method: kill a process that started PostgreSQL in a disposable folder; wait for both to go. (Without the watcher both stay.)
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { until } from '../platform/clock.ts'
import { postgresProcessesOf } from '../platform/embedded-postgres/processes.ts'

const program = `
  import { makeDisposableFolder } from '${fileURLToPath(new URL('./disposable-folder.ts', import.meta.url))}'
  import { startEmbeddedPostgres } from '${fileURLToPath(new URL('../platform/embedded-postgres/index.ts', import.meta.url))}'
  const { path } = makeDisposableFolder()
  await startEmbeddedPostgres({ dataDir: path, log: { info: () => undefined } })
  console.log(path)
`

test('a killed test run leaves nothing behind', async () => {
  const args = ['--conditions=evergate-source', '--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program]
  const run = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [path] = (await once(createInterface({ input: run.stdout }), 'line')) as [string]
  const cluster = join(path, 'cluster')
  expect(postgresProcessesOf(cluster).length).toBeGreaterThan(0)
  run.kill('SIGKILL')
  expect(await until(() => !existsSync(path) && postgresProcessesOf(cluster).length === 0, 30_000)).toBe(true)
})

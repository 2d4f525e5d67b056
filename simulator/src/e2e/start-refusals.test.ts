// Goal: whatever keeps the server from starting is told in one clear line, with a non-zero exit and no stack trace.
// Method: the real program, started as npm start does, in situations that cannot work.
// (Taking the StartError out of any of these places turns it red.)
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort, spawnServer } from '../server-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'evergate-start-'))
let occupied: Server
let busyPort: number

beforeAll(async () => {
  busyPort = await findFreePort()
  occupied = createServer()
  await new Promise<void>((resolve) => occupied.listen(busyPort, '127.0.0.1', resolve))
  writeFileSync(join(folder, 'a-file'), '')
})
afterAll(() => {
  occupied.close()
  rmSync(folder, { recursive: true, force: true })
})

const data = ['--data', join(folder, 'data')]
const cases: [what: string, flags: () => string[], says: RegExp][] = [
  ['a busy port', () => [...data, '--port', String(busyPort)], /Port \d+ is in use/],
  ['a folder that cannot be made', () => ['--data', '/proc/evergate', '--port', '0'], /\/proc\/evergate/],
  ['a data folder that is a file', () => ['--data', join(folder, 'a-file'), '--port', '0'], /a-file/],
  ['a database that does not answer', () => [...data, '--database-url', 'postgres://city:sesam@127.0.0.1:1/city'], /127\.0\.0\.1:1/],
  ['a port that is none', () => ['--port', '99999'], /--port.*whole number/],
]

test.each(cases)('%s', async (_what, flags, says) => {
  const server = spawnServer(flags())
  const code = await server.exitCode
  const lines = server.output().trim().split('\n')
  expect(code).toBe(1)
  expect(lines.at(-1)).toMatch(says)
  expect(server.output()).not.toMatch(/^\s+at /m)
  expect(server.output()).not.toContain('sesam')
})

/**
 * Goal: a program of several processes is one service: any of them answers, one that is killed is missed by nobody for long and comes back, and none is left
 * behind when the supervisor is gone. Method: the real program on a database of its own, killed piece by piece.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../platform/clock.ts'
import { makeDisposableFolder } from '../testing/disposable-folder.ts'
import { createTestDatabase } from '../testing/test-database.ts'

const root = join(import.meta.dirname, '../../..')
const folder = makeDisposableFolder()
const lines: string[] = []
let program: ChildProcess
let origin: string

beforeAll(async () => {
  const { url } = await createTestDatabase()
  const flags = ['--port', '0', '--data', folder.path, '--database-url', url, '--processes', '2', '--log', 'silent']
  program = spawn(process.execPath, ['--conditions=evergate-source', '--import', 'tsx', 'server/src/main.ts', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface({ input: program.stdout! }).on('line', (line) => lines.push(line))
  const address = (): string | undefined => /Console +(http:\S+)\/console/.exec(lines.join('\n'))?.[1]
  expect(await until(() => address() !== undefined, 120_000, 100)).toBe(true)
  origin = address()!
}, 130_000)
afterAll(async () => {
  if (program.exitCode === null && program.signalCode === null) program.kill('SIGKILL')
  await folder.remove()
})

/** Processes of the program that run the server (Linux: /proc, proc(5)); esbuild of the loader is none. */
function workers(): number[] {
  const children = readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  return children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts'))
}

/** A connection of its own: the processes take turns by connection. */
async function answers(): Promise<boolean> {
  return fetch(`${origin}/readyz`, { headers: { connection: 'close' } }).then(
    (answer) => answer.ok,
    () => false,
  )
}

/** Names of the processes that have answered a request. */
async function answered(): Promise<Set<string>> {
  const figures = await (await fetch(`${origin}/metrics`)).text()
  return new Set([...figures.matchAll(/evergate_http_seconds_count\{.*process="([^"]+)"\} [1-9]/g)].map((match) => match[1]!))
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('two processes answer on one port, and the figures are of all three', async () => {
  for (let times = 0; times < 6; times++) expect(await answers()).toBe(true)
  expect(await until(async () => (await answered()).size === 2, 20_000, 100)).toBe(true)
  const figures = await (await fetch(`${origin}/metrics`)).text()
  for (const name of ['http-1', 'http-2', 'decision']) expect(figures).toContain(`process_resident_memory_bytes{process="${name}"}`)
})

test('one that is killed comes back, and the others answer meanwhile', async () => {
  const before = workers()
  expect(before.length).toBe(3)
  process.kill(before[0]!, 'SIGKILL')
  expect(await until(() => lines.some((line) => line.includes('ended (SIGKILL)')), 20_000)).toBe(true)
  expect(await answers()).toBe(true)
  expect(await until(() => workers().length === 3, 60_000, 100)).toBe(true)
  expect(await until(async () => (await answers()) && (await answered()).size === 2, 60_000, 200)).toBe(true)
}, 120_000)

test('no process outlives the supervisor', async () => {
  const all = workers()
  const ended = once(program, 'exit')
  program.kill('SIGKILL')
  await ended
  expect(await until(() => !all.some(isAlive), 20_000, 50)).toBe(true)
}, 30_000)

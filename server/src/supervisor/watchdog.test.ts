/**
 * Goal: a process whose event loop hangs is ended and started again, and none is ended for being busy loading, or because the whole machine stood still.
 * Method: the watchdog with made-up time; the supervisor with a worker that really hangs.
 * (Without the watchdog's end of a silent worker the last test turns red; counting all the time that nobody looked turns the second red.)
 */
import cluster, { type Worker } from 'node:cluster'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { until } from '../platform/clock.ts'
import { startSupervisor } from './supervisor.ts'
import { createWatchdog } from './watchdog.ts'

test('whoever says something within the time is well; whoever does not is told, once; whoever was never heard of is still loading', () => {
  const dog = createWatchdog<string>(30_000, 0)
  dog.heard('well')
  dog.heard('hung')
  dog.heard('ended')
  dog.forget('ended')
  const found: string[] = []
  for (let second = 1; second <= 100; second++) {
    if (second % 20 === 0) dog.heard('well')
    found.push(...dog.silent(second * 1_000).map((post) => `${post} at ${second}`))
  }
  expect(found).toEqual(['hung at 31'])
})

test('a machine that stood still for an hour is no reason', () => {
  const dog = createWatchdog<string>(30_000, 0)
  dog.heard('well')
  expect([...dog.silent(1_000), ...dog.silent(3_601_000), ...dog.silent(3_602_000)]).toEqual([])
})

let stop: (() => Promise<void>) | undefined
afterEach(() => stop?.())

test('a worker that hangs is ended, said so, and started again', async () => {
  cluster.setupPrimary({ exec: join(import.meta.dirname, 'testing/hanging-worker.ts'), execArgv: ['--import', 'tsx'] })
  const lines: string[] = []
  const spoke = new Set<Worker>()
  cluster.on('message', (worker) => void spoke.add(worker))
  const part = { name: 'http-1', roles: ['intake'], sharedBy: 1, tendsFolder: false } as const
  const supervisor = startSupervisor({ parts: [part], databaseUrl: undefined, silentMsMax: 500, say: (line) => void lines.push(line) })
  stop = supervisor.stop
  await supervisor.ready
  expect(await until(() => lines.length >= 2, 30_000)).toBe(true)
  expect(lines[0]).toMatch(/http-1.*said nothing.*is ended/)
  expect(lines[1]).toMatch(/http-1.*ended \(SIGKILL\).*started again/)
  expect(await until(() => spoke.size === 2, 30_000)).toBe(true)
}, 90_000)

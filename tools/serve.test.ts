// Goal: the launcher is a faithful parent: exit codes come up, a wish to stop goes down once, and no death of a parent leaves a server behind.
// Method: a stand-in server under the real launcher. 'close' of the launcher's output is the server's end too, as both hold the same pipe:
// a server left behind would leave the test waiting. (Without the IPC channel, or without the look at npm, the last three tests time out.)
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './steps/paths.mjs'

const launcherFile = join(root, 'tools', 'fixtures', 'launch-stand-in.mjs')

function start(program: string, args: string[], env = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const lines: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter((line) => line !== '')))
  return { child, lines, ended: once(child, 'close') }
}

const launch = (...args: string[]) => start(process.execPath, [launcherFile, ...args])

async function ready(lines: string[], child: ChildProcess) {
  while (!lines.includes('ready') && child.stdout) await once(child.stdout, 'data')
}

test("the server's exit code is the launcher's", async () => {
  expect((await launch('7').ended)[0]).toBe(7)
})

test('a wish to stop that arrives twice at once is passed on once', async () => {
  const { child, lines, ended } = launch()
  await ready(lines, child)
  child.kill('SIGINT')
  child.kill('SIGINT')
  child.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
  expect(lines).toEqual(['ready', expect.stringMatching(/^SIG(INT|TERM)$/)])
})

test('a launcher that is killed takes the server with it', async () => {
  const { child, lines, ended } = launch()
  await ready(lines, child)
  child.kill('SIGKILL')
  await ended
  expect(lines).toEqual(['ready', 'launcher gone'])
})

test.each([
  ['a shell that stays between', '"$0" "$1"; :'],
  ['a shell that makes way', 'exec "$0" "$1"'],
])('npm that is killed takes launcher and server with it, through %s', async (_name, script) => {
  const asNpmDoes = `require('node:child_process').spawn('/bin/sh', ['-c', ${JSON.stringify(script)}, process.execPath, process.argv[1]], { stdio: 'inherit' })`
  const { child, lines, ended } = start(process.execPath, ['-e', asNpmDoes, launcherFile], { npm_lifecycle_event: 'start' })
  await ready(lines, child)
  child.kill('SIGKILL')
  await ended
  expect(lines).toEqual(['ready', 'SIGTERM'])
})

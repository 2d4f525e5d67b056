// Goal: PostgreSQL's programs run for the user who has to run them: when npm made no links, when the clone lies where only root may enter, when a
// start was cut short in the middle of copying.
// Method: a copy of the package without its links, in a folder of mode 700, under a version of its own so that the real cache is not touched.
import { randomBytes } from 'node:crypto'
import { cpSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDisposableFolder } from '../../testing/disposable-folder.ts'
import { provideBinaries } from './binaries.ts'
import { chooseRunAs } from './run-as.ts'

const version = `18.0.0-test-${randomBytes(4).toString('hex')}`
const folder = makeDisposableFolder(tmpdir())
const native = join(folder.path, 'package', 'native')
const isRoot = process.getuid?.() === 0
const leftBehind: string[] = []

beforeAll(() => {
  const installed = dirname(dirname(provideBinaries(undefined).postgres))
  cpSync(installed, native, { recursive: true, filter: (path) => !path.includes('/lib/lib') || !isLink(path) })
})

afterAll(async () => {
  for (const path of leftBehind) rmSync(path, { recursive: true, force: true })
  await folder.remove()
})

function isLink(path: string): boolean {
  try {
    return readlinkSync(path) !== ''
  } catch {
    return false
  }
}

test('the links that npm did not make are made', () => {
  const links = () => readdirSync(join(native, 'lib')).filter((name) => isLink(join(native, 'lib', name)))
  expect(links()).toEqual([])
  const { postgres, major } = provideBinaries(undefined, { native, version })
  expect(postgres).toBe(join(native, 'bin', 'postgres'))
  expect(major).toBe('18')
  expect(links()).toContain('libpq.so.5')
})

test.skipIf(!isRoot)('programs below a folder that the other user cannot enter are copied to where he can, once', () => {
  const runAs = chooseRunAs()
  const first = provideBinaries(runAs, { native, version })
  leftBehind.push(dirname(dirname(first.postgres)))
  expect(first.postgres).toMatch(/^\/var\/cache\/evergate\/postgres-18\.0\.0-test-/)
  const copiedAt = statSync(first.postgres).mtimeMs
  expect(provideBinaries(runAs, { native, version }).postgres).toBe(first.postgres)
  expect(statSync(first.postgres).mtimeMs).toBe(copiedAt)
  expect(readdirSync('/var/cache/evergate').filter((name) => name.startsWith(`postgres-${version}`))).toHaveLength(1)
})

test('programs that cannot run on this machine are named as the reason, and nothing of them is kept', () => {
  const broken = join(folder.path, 'broken', 'native')
  cpSync(native, broken, { recursive: true, verbatimSymlinks: true })
  writeFileSync(join(broken, 'bin', 'postgres'), 'this is not a program')
  const other = `${version}-broken`
  expect(() => provideBinaries(undefined, { native: broken, version: other })).toThrow(
    /does not run on this machine \(.+\)\. Set DATABASE_URL/,
  )
  if (isRoot) expect(readdirSync('/var/cache/evergate').filter((name) => name.includes(other))).toEqual([])
})

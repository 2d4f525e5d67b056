// Goal: the apps are built again exactly when something that goes into them changed.
// Method: the hash of a small folder, before and after each kind of change.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashOfFiles } from './steps/source-hash.mjs'

let folder = ''
const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
const hash = () => hashOfFiles(folder, ['web', 'lock.json'])

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evergate-hash-'))
  for (const path of ['web', 'web/dist', 'web/shared']) mkdirSync(join(folder, path))
  write('lock.json', '{}')
  write('web/shared/clock.ts', '1')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a changed, a new, a renamed and a removed source each change the hash', () => {
  const hashes = new Set([hash()])
  write('web/shared/clock.ts', '2')
  hashes.add(hash())
  write('web/shared/store.ts', '3')
  hashes.add(hash())
  renameSync(join(folder, 'web/shared/store.ts'), join(folder, 'web/shared/vault.ts'))
  hashes.add(hash())
  write('lock.json', '{ }')
  hashes.add(hash())
  expect(hashes.size).toBe(5)
  rmSync(join(folder, 'web/shared/vault.ts'))
  expect(hashes).not.toContain(hash())
})

test('outputs, tests and hidden files do not', () => {
  const before = hash()
  write('web/dist/app.js', 'built')
  write('web/shared/clock.test.ts', 'a test')
  write('web/.cache', 'anything')
  expect(hash()).toBe(before)
})

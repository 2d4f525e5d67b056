// Goal: a database ends at this build's schema however many processes start at once, and a database of a newer build is left alone.
// Method: migrations of our own in a temporary folder, run on empty databases of the throwaway cluster. (Without the lock the race fails; without
// the look at unknown names the newer database is accepted.)
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { migrate } from './migrate.ts'

const log = { info: () => undefined }
const maintenanceUrl = inject('testMaintenanceUrl')
const folders: string[] = []
const databases: string[] = []
let url: string

async function query(target: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: target })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-migrations-'))
  folders.push(folder)
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return folder
}

beforeEach(async () => {
  const name = `empty_${randomBytes(6).toString('hex')}`
  await query(maintenanceUrl, `CREATE DATABASE ${name}`)
  databases.push(name)
  url = Object.assign(new URL(maintenanceUrl), { pathname: `/${name}` }).href
})

afterAll(async () => {
  for (const name of databases) await query(maintenanceUrl, `DROP DATABASE ${name} WITH (FORCE)`)
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const two = {
  '0001_first.sql': 'CREATE TABLE a (n int);',
  '0002_second.sql': 'ALTER TABLE a ADD COLUMN m int;',
  'README.md': 'not a migration',
}

test('applies what is missing, in order, once', async () => {
  expect(await migrate(url, { log, folder: folderWith({ '0001_first.sql': two['0001_first.sql'] }) })).toEqual(['0001_first'])
  const folder = folderWith(two)
  expect(await migrate(url, { log, folder })).toEqual(['0002_second'])
  expect(await migrate(url, { log, folder })).toEqual([])
  expect(await query(url, 'SELECT name FROM platform.migration ORDER BY id')).toEqual([{ name: '0001_first' }, { name: '0002_second' }])
})

test('four processes at once: one applies, the others wait', async () => {
  const folder = folderWith({ ...two, '0003_slow.sql': 'SELECT pg_sleep(0.2); INSERT INTO a VALUES (1, 1);' })
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, { log, folder })))
  expect(applied.filter((names) => names.length === 3)).toHaveLength(1)
  expect(applied.filter((names) => names.length === 0)).toHaveLength(3)
  expect(await query(url, 'SELECT count(*)::int AS n FROM a')).toEqual([{ n: 1 }])
})

test('refuses a database of a newer build, and leaves it as it is', async () => {
  await migrate(url, { log, folder: folderWith(two) })
  const older = folderWith({ '0001_first.sql': two['0001_first.sql'] })
  await expect(migrate(url, { log, folder: older })).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/newer.*0002_second/),
  })
  expect(await query(url, 'SELECT count(*)::int AS n FROM platform.migration')).toEqual([{ n: 2 }])
})

test('a migration that fails leaves nothing of any migration behind, and names its fault', async () => {
  const folder = folderWith({ ...two, '0003_broken.sql': 'ALTER TABLE a\nADD COLUMN only int;' })
  await expect(migrate(url, { log, folder })).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/0003_broken: syntax error .* in the line: ADD COLUMN only int/),
  })
  expect(await query(url, "SELECT to_regclass('public.a') AS a")).toEqual([{ a: null }])
  expect(await migrate(url, { log, folder: folderWith(two) })).toEqual(['0001_first', '0002_second'])
})

test('one clear line when the database cannot be reached, without the password', async () => {
  const wrong = Object.assign(new URL(url), { password: 'a-secret' }).href
  const refused = await migrate(wrong, { log }).catch((error: Error) => error)
  expect(refused).toMatchObject({ name: 'StartError', message: expect.stringMatching(/password authentication failed/) })
  expect(String(refused)).not.toContain('a-secret')
  await expect(migrate('nonsense', { log })).rejects.toMatchObject({ name: 'StartError' })
  await expect(migrate('postgres://127.0.0.1:1/x', { log })).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/127\.0\.0\.1:1/),
  })
})

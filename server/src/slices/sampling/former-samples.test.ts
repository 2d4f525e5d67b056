/**
 * Goal: a database of the former version comes forward with all of its samples: found by tube and by resident, known to a device that repeats its call, and folded
 * to the same rows. Method: the migrations up to the one before, samples as that version wrote them, then all migrations.
 */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDatabase, type Database } from '../../platform/db/database.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { uuidFrom } from '../../platform/ids.ts'
import { createVault } from '../../platform/vault.ts'
import { applyTubes } from './apply-tubes.command.ts'
import { fingerprintOf, readClaims } from './claims.command.ts'
import { findSamplesByTubes, readSamplesOfResident, readSwabsOfTubes, readTubes } from './index.ts'

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url))
const vault = createVault(randomBytes(32))
const log = { info: () => undefined }
const name = `former_${randomBytes(6).toString('hex')}`
const folder = mkdtempSync(join(tmpdir(), 'evergate-former-'))
const [sampleId, residentId, siteId, deviceId] = ['sample', 'resident', 'site', 'device'].map(uuidFrom) as [string, string, string, string]
const sampledAt = new Date('2021-12-27T04:00:00.123Z')
const body = JSON.stringify(['TUBE-0001', siteId, sampledAt.toISOString(), 'pass', 'EG1:…'])
let db: Database

async function maintain(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testMaintenanceUrl') })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

beforeAll(async () => {
  await maintain(`create database ${name}`)
  const url = Object.assign(new URL(inject('testMaintenanceUrl')), { pathname: `/${name}` }).href
  for (const file of readdirSync(migrations)) if (file < '0011') cpSync(join(migrations, file), join(folder, file))
  await migrate(url, { log, folder })
  db = createDatabase({ url, name: 'former', connectionsMax: 2, statementTimeoutMs: 20_000 })
  await sql`insert into sampling.tube values ('TUBE-0001', 'single', 1, ${sampledAt}::timestamptz + interval '1 minute')`.execute(db.read)
  await sql`
    insert into sampling.swab values ('TUBE-0001', 1, ${sampleId}, ${residentId}, ${siteId}, ${sampledAt}, ${sampledAt}::timestamptz + interval '1 minute', 'scanner',
      ${deviceId}, 'document')`.execute(db.read)
  await sql`insert into sampling.claim values (${sampleId}, ${vault.lookupHash('sampling.body', body)}, ${sampledAt})`.execute(db.read)
  await sql`insert into sampling.sample_of_resident values (${residentId}, ${sampleId}, 'TUBE-0001', ${siteId}, ${sampledAt})`.execute(
    db.read,
  )
  await migrate(url, { log })
}, 30_000)

afterAll(async () => {
  await db.close()
  await maintain(`drop database ${name} with (force)`)
  rmSync(folder, { recursive: true })
})

const sample = { tubeCode: 'TUBE-0001', sampleId, residentId, sampledAt, siteId }

test('the sample is found by its tube and by its resident, with the device that took it', async () => {
  expect(await findSamplesByTubes(db.read, ['TUBE-0001'])).toEqual([sample])
  expect(await readSamplesOfResident(db.read, residentId, 10)).toEqual([{ ...sample, kind: 'single' }])
  expect(await readSwabsOfTubes(db.read, ['TUBE-0001'])).toMatchObject([{ ...sample, deviceId, identifiedBy: 'document', removed: false }])
})

test('a device that repeats its call is known', async () => {
  expect((await readClaims(db.read, [sampleId])).get(sampleId)).toBe(fingerprintOf(vault, 'sampling.body', body))
})

test('the records that were made for it add up to the very same rows', async () => {
  const before = await readTubes(db.read, ['TUBE-0001'])
  expect(before).toMatchObject([{ kind: 'single', openedAt: sampledAt, closedAt: sampledAt, swabs: 1, ambiguous: false }])
  await db.transaction((tx) => applyTubes(tx, ['TUBE-0001'], new Map()))
  expect(await readTubes(db.read, ['TUBE-0001'])).toEqual(before)
  expect(await findSamplesByTubes(db.read, ['TUBE-0001'])).toEqual([sample])
  const { rows } = await sql`select code from sampling.conflict`.execute(db.read)
  expect(rows).toEqual([])
})

/**
 * Goal: a database of an earlier version, in use, comes to this version with every person, sample, result and piece of evidence it held.
 * Method: the migrations up to 0010 alone, rows as that version wrote them, then all migrations; what was there is looked for under its new name.
 * (Leaving out the samples' insert into the journal, the results' insert into tube_result, the view's trigger, or the look at whether there is anything to
 * analyse, makes it red.)
 */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publicKeyFromJwk } from '@evergate/pass'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from './platform/db/migrate.ts'
import { uuidFrom } from './platform/ids.ts'
import { makePhoneKey } from './testing/phone-key.ts'

const migrations = join(import.meta.dirname, '../migrations')
const log = { info: () => undefined }
const name = `former_${process.pid}`
const maintenanceUrl = inject('testMaintenanceUrl')
const url = Object.assign(new URL(maintenanceUrl), { pathname: `/${name}` }).href
const at = '2021-12-27T04:00:00.000Z'
const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [site, laboratory, account, releaser, resident, phoneless] = [1, 2, 3, 4, 5, 6].map(id)
const [byPass, byDocument, batch, result, correction, corrected] = [11, 12, 21, 22, 23, 24].map(id)

let client: pg.Client
const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await client.query(sql)).rows

/** A negative test as versions up to 0022 wrote it, and one that corrects it. */
const saidFirst = uuidFrom(`test_result ${result} ${byDocument} negative ${at} true 0`)
const saidLater = uuidFrom(`test_result ${corrected} ${byDocument} invalid ${at} true 0`)
const testData = (resultId: string | undefined, outcome: string): string =>
  JSON.stringify({ sampleId: byDocument, resultId, outcome, sampledAt: at, pooled: true })

const [formerKey, key] = [makePhoneKey(), makePhoneKey()]

/** What the earlier version had written after a day: two samples, one result released and corrected, the other not there yet. */
const formerDay = `
  insert into places.district values ('610102', 'Xincheng');
  insert into places.street values ('610102001', '610102', 'Xiyilu');
  insert into places.site (site_id, name, street_code) values ('${site}', 'School hall', '610102001');
  insert into places.laboratory values ('${laboratory}', 'Laboratory one');
  insert into residents.resident (resident_id, wrapped_key, name_sealed, document_kind, document_sealed, street_code, registered_at)
    select who, '\\x00', '\\x00', 'resident_id', '\\x00', '610102001', '${at}' from unnest(array['${resident}', '${phoneless}']::uuid[]) who;
  insert into residents.document_index values (sha256('document'), '${resident}');
  insert into residents.phone_index values (sha256('phone'), '${resident}');
  insert into residents.device values
    ('${resident}', '${id(31)}', 'former thumbprint', '${JSON.stringify(formerKey)}', sha256('one'), '${at}', '${at}'),
    ('${resident}', '${id(32)}', 'thumbprint', '${JSON.stringify(key)}', sha256('two'), '${at}', null);
  insert into sampling.tube values ('TUBE-0001', 'single', 1, '${at}'), ('TUBE-0002', 'single', 1, '${at}');
  insert into sampling.swab values ('TUBE-0001', 1, '${byPass}', '${resident}', '${site}', '${at}', '${at}', 'scanner', '${id(7)}', 'pass'),
    ('TUBE-0002', 1, '${byDocument}', '${phoneless}', '${site}', '${at}', '${at}', 'staff', '${account}', 'document');
  insert into sampling.claim values ('${byPass}', '\\x000102030405060708', '${at}'), ('${byDocument}', '\\x010102030405060708', '${at}'), ('${id(13)}', '\\x020102030405060708', '${at}');
  insert into sampling.sample_of_resident values ('${resident}', '${byPass}', 'TUBE-0001', '${site}', '${at}'), ('${phoneless}', '${byDocument}', 'TUBE-0002', '${site}', '${at}');
  insert into results.file values ('${id(20)}', sha256('a'), '${laboratory}', '${account}', '${at}', 1, 1, 0, 0, true);
  insert into results.batch (batch_id, kind, laboratory_id, file_id, uploaded_by, uploaded_at, rows, positives, invalids, state, decided_by, decided_at)
    values ('${batch}', 'results', '${laboratory}', '${id(20)}', '${account}', '${at}', 1, 1, 0, 'released', '${releaser}', '${at}');
  insert into results.batch (batch_id, kind, laboratory_id, correction_reason, uploaded_by, uploaded_at, rows, positives, invalids, state, decided_by, decided_at)
    values ('${correction}', 'correction', '${laboratory}', 'wrong well', '${account}', '${at}', 1, 0, 0, 'released', '${releaser}', '${at}');
  insert into results.result (resident_id, result_id, batch_id, sample_id, tube_code, outcome, sampled_at, tested_at, corrects_result_id)
    values ('${resident}', '${result}', '${batch}', '${byPass}', 'TUBE-0001', 'positive', '${at}', '${at}', null),
      ('${resident}', '${corrected}', '${correction}', '${byPass}', 'TUBE-0001', 'negative', '${at}', '${at}', '${result}');
  insert into decisions.evidence values ('${resident}', '${result}', 'test_result', '${at}', '{"outcome": "positive"}', 'laboratory', null, '${at}');
  insert into decisions.evidence values ('${phoneless}', '${saidFirst}', 'test_result', '${at}', '${testData(result, 'negative')}', 'laboratory', null, '${at}'),
    ('${phoneless}', '${saidLater}', 'test_result', '${at}', '${testData(corrected, 'invalid')}', 'laboratory', '${saidFirst}', '${at}');
  insert into decisions.rule_set values ('xian-2021-12', 1, '{}', '${at}', '${at}'), ('arrival', 1, '{}', '${at}', null);
  insert into decisions.colour values ('${resident}', 'green', '${at}', '{"colour":"green"}', 'xian-2021-12', 1, '${at}', null, 2),
    ('${phoneless}', 'green', '${at}', '{"colour":"green","findings":[],"undecided":[]}', 'xian-2021-12', 1, '${at}', null, 3);`

beforeAll(async () => {
  const maintenance = new pg.Client({ connectionString: maintenanceUrl })
  await maintenance.connect()
  await maintenance.query(`create database ${name}`)
  await maintenance.end()
  const folder = mkdtempSync(join(tmpdir(), 'evergate-former-'))
  for (const file of readdirSync(migrations).filter((file) => file < '0011')) copyFileSync(join(migrations, file), join(folder, file))
  await migrate(url, { log, folder })
  rmSync(folder, { recursive: true })
  client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(formerDay)
  await migrate(url, { log })
})

afterAll(async () => {
  await client.end()
  const maintenance = new pg.Client({ connectionString: maintenanceUrl })
  await maintenance.connect()
  await maintenance.query(`drop database ${name} with (force)`)
  await maintenance.end()
})

test('every sample is in its tube, in the journal, and with its resident; every id stays used', async () => {
  expect(await rows('select tube_code, sample_id, resident_id, site_id, state from sampling.swab order by tube_code')).toEqual([
    { tube_code: 'TUBE-0001', sample_id: byPass, resident_id: resident, site_id: site, state: 'counted' },
    { tube_code: 'TUBE-0002', sample_id: byDocument, resident_id: phoneless, site_id: site, state: 'counted' },
  ])
  expect(await rows("select container_code, record_id from sampling.record where kind = 'add_swab' order by 1")).toEqual([
    { container_code: 'TUBE-0001', record_id: byPass },
    { container_code: 'TUBE-0002', record_id: byDocument },
  ])
  expect(await rows('select pool, swabs, closed_at is not null as closed from sampling.tube')).toEqual(
    Array(2).fill({ pool: 'single', swabs: 1, closed: true }),
  )
  expect(await rows('select resident_id, tube_code from sampling.sample_of_resident order by 2')).toEqual([
    { resident_id: resident, tube_code: 'TUBE-0001' },
    { resident_id: phoneless, tube_code: 'TUBE-0002' },
  ])
  expect(await rows('select count(*)::int as ids from sampling.claim')).toEqual([{ ids: 3 }])
})

test('a server of a former version that still runs fails, instead of deciding without the negatives or deleting a person with the phone', async () => {
  expect(await rows("select to_regclass('decisions.test_result') as former")).toEqual([{ former: null }])
  for (const change of [
    `insert into residents.device values ('${phoneless}', '${id(33)}', '\\x00', '\\x00', '${at}', null)`,
    `update residents.device set cancelled_at = '${at}' where resident_id = '${resident}'`,
    `delete from residents.device where resident_id = '${resident}'`,
  ])
    await expect(rows(change)).rejects.toThrow('residents.device is only read')
  expect(await rows('select device_id, device_cancelled_at from residents.resident order by resident_id')).toEqual([
    { device_id: id(32), device_cancelled_at: null },
    { device_id: null, device_cancelled_at: null },
  ])
})

test('tables that were built anew have statistics, and an empty one is not taken for one that stays empty', async () => {
  expect(
    await rows(`select oid::regclass::text as name, reltuples from pg_class
      where oid = any('{decisions.first_word,decisions.negative_result,residents.resident}'::regclass[]) order by 1`),
  ).toEqual([
    { name: 'decisions.first_word', reltuples: 1 },
    { name: 'decisions.negative_result', reltuples: -1 },
    { name: 'residents.resident', reltuples: 2 },
  ])
})

test('people are found by the same documents and numbers, and keep the phone they use', async () => {
  const expected = publicKeyFromJwk(key as { kty: string; crv: string; x: string; y: string })
  if (!expected.ok) throw new Error(expected.reason)
  expect(await rows('select device_id, public_key, token_hash, cancelled_at from residents.device')).toEqual([
    { device_id: id(32), public_key: Buffer.from(expected.value), token_hash: sha256('two').subarray(0, 16), cancelled_at: null },
  ])
  for (const [table, text] of [['document', 'document'] as const, ['phone', 'phone'] as const])
    expect(await rows(`select replace(${table}_hash::text, '-', '') as hash from residents.${table}_index`)).toEqual([
      { hash: sha256(text).subarray(0, 16).toString('hex') },
    ])
})

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

test('every result stands under its old id, with what corrected it', async () => {
  expect(
    await rows('select tube_code, result_id, batch_id, outcome, corrects_result_id from results.tube_result order by result_id'),
  ).toEqual([
    { tube_code: 'TUBE-0001', result_id: result, batch_id: batch, outcome: 'positive', corrects_result_id: null },
    { tube_code: 'TUBE-0001', result_id: corrected, batch_id: correction, outcome: 'negative', corrects_result_id: result },
  ])
})

test('people, evidence and colours are as they were', async () => {
  expect(await rows('select document_kind, provisional from residents.resident')).toEqual(
    Array(2).fill({ document_kind: 'resident_id', provisional: false }),
  )
  expect(await rows('select evidence_id, kind from decisions.evidence order by evidence_id')).toEqual([
    { evidence_id: result, kind: 'test_result' },
    { evidence_id: saidLater, kind: 'test_result' },
  ])
  expect(await rows('select resident_id, sample_id, result_id, outcome, pooled, sampled_at from decisions.first_word')).toEqual([
    { resident_id: phoneless, sample_id: byDocument, result_id: result, outcome: 'negative', pooled: true, sampled_at: new Date(at) },
  ])
  expect(
    await rows(`select decided.colour, decision, decided.version, rule_set_id from decisions.colour as decided
      join decisions.rule_set on number = rule_set order by decided.version`),
  ).toEqual([
    { colour: 'green', decision: '{"colour":"green"}', version: 2, rule_set_id: 'xian-2021-12' },
    { colour: 'green', decision: null, version: 3, rule_set_id: 'xian-2021-12' },
  ])
})

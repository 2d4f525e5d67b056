/**
 * Goal: a laboratory hands in its own export as it is; what its words mean is kept by version and can be tried before it counts.
 * Method: real PostgreSQL; templates saved, refused and used, by dry run and in earnest, in several formats.
 */
import { beforeAll, expect, test } from 'vitest'
import { createTestStaff } from '../../testing/test-staff.ts'
import { contentTypeOf, workbook } from './testing/write-files.ts'
import { createTestLaboratory, type TestLaboratory } from './testing.ts'

let lab: TestLaboratory
beforeAll(async () => {
  lab = await createTestLaboratory()
})

const template = {
  columns: { tube_code: 'Barcode', outcome: 'ORF1ab/N', tested_at: 'Run end' },
  outcomeWords: { '-': 'negative', '+': 'positive', '?': 'invalid' },
  timeZoneOffsetMinutes: 480,
  delimiter: ';',
  sheet: null,
  skipRows: 1,
} as const
const path = () => `/v1/laboratories/${lab.laboratoryIds[1]}/template`
const save = (change: object = {}) => lab.laboratory.call('PUT', path(), { ...template, ...change })
const lines = ['Run 42', 'Well;Barcode;ORF1ab/N;Run end', 'A1;T-100001;-;2021-12-27 11:30', 'A2;T-100002;+;2021/12/27 11:30:05']
const upload = (query: object = {}, text = lines.join('\n')) => lab.upload(text, { laboratoryId: lab.laboratoryIds[1]!, ...query })

test('the standard form holds until a laboratory has its own', async () => {
  expect(await lab.laboratory.call('GET', path())).toMatchObject({
    status: 200,
    body: { version: null, columns: { tube_code: 'tube_code' }, delimiter: ',', timeZoneOffsetMinutes: null, controls: null },
  })
  expect(await upload()).toMatchObject({ status: 422, body: { code: 'results.header_wrong' } })
  expect((await save()).body).toEqual({ version: 1 })
  expect((await lab.laboratory.call('GET', path())).body).toEqual({ version: 1, encoding: 'utf-8', controls: null, ...template })
})

test('an export is tried, and then taken', async () => {
  const trial = (await upload({ dryRun: 'true' })).body
  expect(trial).toMatchObject({ state: 'ready', rowsTotal: 2, rowsGood: 2, rowsBad: 0, applied: false, fileId: null })
  expect(await lab.ground.db.read.selectFrom('results.tube_result').selectAll().execute()).toEqual([])
  expect((await upload()).body).toMatchObject({ rowsGood: 2, applied: true })
  const stored = await lab.ground.db.read
    .selectFrom('results.tube_result')
    .select(['tube_code', 'outcome', 'tested_at'])
    .orderBy('tube_code')
    .execute()
  expect(stored).toEqual([
    { tube_code: 'T-100001', outcome: 'negative', tested_at: new Date('2021-12-27T03:30:00Z') },
    { tube_code: 'T-100002', outcome: 'positive', tested_at: new Date('2021-12-27T03:30:05Z') },
  ])
  const [file] = await lab.ground.db.read.selectFrom('results.file').select(['format', 'template_version']).execute()
  expect(file).toEqual({ format: 'csv', template_version: 1 })
})

test('the same rows in another format are duplicates, row by row', async () => {
  const rows = lines.map((line) => line.split(';'))
  const answer = await lab.uploadAs(contentTypeOf.xlsx, workbook(rows), { laboratoryId: lab.laboratoryIds[1]! })
  expect(answer.body).toMatchObject({ rowsTotal: 2, rowsGood: 0, duplicates: 2, applied: false })
})

test('errors of a trial are a file too', async () => {
  const trial = (await upload({ dryRun: 'true' }, `${lines.join('\n')}\nA3;T-100003;~;2021-12-27 11:30`)).body
  expect(trial).toMatchObject({ rowsBad: 1, errors: [{ row: 5, field: 'outcome', value: '~' }] })
  const file = await lab.laboratory.call('GET', `/v1/results/files/${trial.uploadId}/errors.csv`)
  expect(file.bytes.toString('utf8').split('\r\n')[1]).toContain('"5","outcome","results.outcome_unknown"')
})

test.each([
  ['a word of two meanings', { outcomeWords: { '-': 'negative', '+': 'positive', '＋': 'invalid' } }],
  ['two columns of one name', { columns: { ...template.columns, outcome: ' barcode' } }],
  ['no word for negative', { outcomeWords: { '+': 'positive', '++': 'positive' } }],
  ['a word for two controls', { controls: { column: 'Kind', positive: ['C'], negative: ['c'] } }],
])('a template with %s is refused', async (_name, change) => {
  expect(await save(change)).toMatchObject({ status: 422, body: { code: 'results.template_ambiguous', fault: expect.any(String) } })
})

test('who may change what words mean, and that it is written down', async () => {
  const others = await createTestStaff(lab.app, lab.ground, ['releaser', 'commander'])
  expect((await others.call('PUT', path(), template)).status).toBe(403)
  expect((await others.call('GET', path())).status).toBe(200)
  const nowhere = `/v1/laboratories/${lab.ground.ids.uuid()}/template`
  expect(await lab.laboratory.call('PUT', nowhere, template)).toMatchObject({ status: 404, body: { code: 'results.laboratory_unknown' } })
  const twice = await Promise.all([save({ skipRows: 2 }), save({ skipRows: 3 })])
  expect(twice.map(({ status }) => status).toSorted()[0]).toBe(200)
  const versions = await lab.ground.db.read.selectFrom('results.template').select('version').orderBy('version').execute()
  const trail = await lab.ground.db.read
    .selectFrom('audit.entry')
    .select(['outcome', 'actor_id'])
    .where('action', '=', 'results.save_template')
    .execute()
  expect(trail.filter(({ outcome }) => outcome === 'done').length).toBe(versions.length)
  expect(new Set(trail.map(({ actor_id }) => actor_id))).toEqual(new Set([lab.laboratory.accountId]))
})

/**
 * Goal: a laboratory's file is read exactly, every wrong row is named with its field, good rows are kept or none as the user chose, and nothing is taken twice.
 * Method: real PostgreSQL, files through the route; tables of wrong files and wrong rows; two uploads of one tube at once.
 */
import { beforeAll, expect, test } from 'vitest'
import { createTestStaff } from '../../testing/test-staff.ts'
import type { RegisteredResident } from '../residents/testing.ts'
import { createTestLaboratory, header, type TestLaboratory } from './testing.ts'

let lab: TestLaboratory
let resident: RegisteredResident

beforeAll(async () => {
  lab = await createTestLaboratory()
  resident = await lab.register(1)
})

const tube = () => lab.sample(resident.residentId)
const stored = async (tubeCode: string) =>
  (
    await lab.ground.db.read
      .selectFrom('results.tube_result')
      .select('outcome')
      .where('tube_code', '=', tubeCode)
      .where('void', '=', false)
      .execute()
  ).map((row) => row.outcome)

test('a good file becomes a batch that awaits release', async () => {
  const tubes = [await tube(), await tube(), await tube()]
  const lines = [lab.line(tubes[0]!), lab.line(tubes[1]!, '阳性'), lab.line(tubes[2]!, ' Invalid ')]
  const answer = await lab.upload(lines, {}, lab.laboratory)
  expect(answer).toMatchObject({ status: 200, body: { rowsTotal: 3, rowsGood: 3, rowsBad: 0, duplicates: 0, applied: true, errors: [] } })
  expect(await Promise.all(tubes.map(stored))).toEqual([['negative'], ['positive'], ['invalid']])
  const { batch, results } = (await lab.releaser.call('GET', `/v1/results/batches/${answer.body.batchId}`)).body
  expect(batch).toMatchObject({
    laboratoryName: '第一检验所',
    kind: 'results',
    rows: 3,
    positives: 1,
    invalids: 1,
    state: 'awaiting',
    releasedBy: null,
  })
  expect(batch.uploadedBy.accountId).toBe(lab.laboratory.accountId)
  expect(results.map((one: { tubeCode: string }) => one.tubeCode).toSorted()).toEqual(tubes.toSorted())
})

test.each([
  ['a byte order mark and CRLF', (line: string) => `\ufeff${header}\r\n${line}\r\n`],
  ['quoted fields, also in the header', (line: string) => `"tube_code","outcome","tested_at"\n${line.replaceAll(/[^,]+/g, '"$&"')}`],
  ['columns in another order', (line: string) => `tested_at,tube_code,outcome\n${line.replace(/^(.*),(.*),(.*)$/, '$3,$1,$2')}`],
  ['capitals and spaces in the header', (line: string) => ` Tube_Code ,OUTCOME,tested_at\n${line}`],
  ['empty lines', (line: string) => `${header}\n\n${line}\n\n\n`],
  ['a lower-case tube code with spaces', (line: string) => `${header}\n ${line.toLowerCase().replace(',', ' ,')}`],
  ['a time of another zone without seconds', (line: string) => `${header}\n${line.replace(/[^,]*$/, '2021-12-27 12:00+08:00')}`],
])('%s is read', async (_name, write) => {
  const code = await tube()
  expect((await lab.upload(write(lab.line(code)))).body).toMatchObject({ rowsGood: 1, rowsBad: 0 })
  expect(await stored(code)).toEqual(['negative'])
})

test.each([
  ['no content', '', 422, { code: 'results.header_wrong', missing: ['tube_code', 'outcome', 'tested_at'], unknown: [] }],
  ['a header only', `${header}\n`, 422, { code: 'results.file_empty' }],
  [
    'a wrong column',
    `tube,outcome,tested_at\nT1,negative,x`,
    422,
    { code: 'results.header_wrong', missing: ['tube_code'], unknown: ['tube'] },
  ],
  ['a column twice', `${header},outcome\nx`, 422, { code: 'results.header_wrong', missing: [], unknown: ['outcome'] }],
  ['no header', 'T000001,negative,2021-12-27T12:00:00Z\n', 422, { code: 'results.header_wrong' }],
  ['a quote never closed', `${header}\n"T000001,negative,2021-12-27T12:00:00Z\n`, 422, { code: 'results.file_malformed', row: 2 }],
  ['an endless quoted field', `${header}\n"${'x'.repeat(10_000)}`, 422, { code: 'results.file_malformed', row: 2 }],
  ['another encoding', Buffer.from([...Buffer.from(`${header}\nT1,`), 0xd2, 0xf5, 0xd0, 0xd4]), 422, { code: 'results.file_not_utf8' }],
  ['one byte cut off', Buffer.from(`${header}\nT1,阴性`).subarray(0, -1), 422, { code: 'results.file_not_utf8' }],
  ['UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le'), 422, { code: 'results.file_not_utf8' }],
  ['a cell of ten megabytes', `${header}\n${'x'.repeat(10_000_000)},negative,x`, 422, { code: 'results.file_malformed', row: 2 }],
])('a file with %s is refused as a whole', async (_name, content, status, body) => {
  expect(await lab.upload(content)).toMatchObject({ status, body })
})

test('a file at an unknown laboratory, of another type, or by somebody else is refused', async () => {
  const code = await tube()
  expect(await lab.upload([lab.line(code)], { laboratoryId: lab.ground.ids.uuid() })).toMatchObject({
    status: 422,
    body: { code: 'results.laboratory_unknown' },
  })
  const path = `/v1/results/files?laboratoryId=${lab.laboratoryIds[0]}&onBadRows=keep_good`
  expect((await lab.laboratory.call('POST', path, 'x', { 'content-type': 'text/html' })).status).toBe(415)
  expect((await lab.upload([lab.line(code)], { onBadRows: 'guess' })).status).toBe(400)
  const others = await createTestStaff(lab.app, lab.ground, ['releaser', 'administrator', 'commander', 'sampler'])
  expect((await lab.upload([lab.line(code)], {}, others)).status).toBe(403)
  expect(await stored(code)).toEqual([])
})

const in3Minutes = () => new Date(lab.ground.clock.now().getTime() + 180_000).toISOString()
test.each([
  ['what is no tube code', () => 'T 1,negative,2021-12-27T04:00:00Z', 'tube_code', 'results.tube_unknown', 'T 1'],
  ['no tube code', () => ',negative,2021-12-27T04:00:00Z', 'tube_code', 'results.tube_unknown', ''],
  ['a quoted newline', () => '"T00\n0001",negative,2021-12-27T04:00:00Z', 'tube_code', 'results.tube_unknown', 'T00 0001'],
  ['an unknown outcome', (code: string) => `${code},maybe,2021-12-27T04:00:00Z`, 'outcome', 'results.outcome_unknown', 'maybe'],
  [
    'a day that is none',
    (code: string) => `${code},negative,2021-02-30T04:00:00Z`,
    'tested_at',
    'results.time_invalid',
    '2021-02-30T04:00:00Z',
  ],
  ['a time without zone', (code: string) => `${code},negative,2021-12-27 12:00`, 'tested_at', 'results.time_invalid', '2021-12-27 12:00'],
  [
    'a time in the future',
    (code: string) => `${code},negative,${in3Minutes()}`,
    'tested_at',
    'results.tested_in_future',
    '2021-12-27T04:03:00.000Z',
  ],
  [
    'a test before the sample',
    (code: string) => `${code},negative,2021-12-27T02:59:59Z`,
    'tested_at',
    'results.tested_before_sampled',
    '2021-12-27T02:59:59.000Z',
  ],
  ['a field too many', (code: string) => `${code},negative,2021-12-27T04:00:00Z,x`, null, 'results.columns_wrong', undefined],
  ['a field too few', (code: string) => `${code},negative`, null, 'results.columns_wrong', undefined],
  ['a very long value', () => `${'x'.repeat(3_000)},negative,2021-12-27T04:00:00Z`, 'tube_code', 'results.tube_unknown', 'x'.repeat(40)],
])('a row with %s is named, and the good rows are kept or none', async (_name, bad, field, code, value) => {
  const [good, other] = [await tube(), await tube()]
  const lines = [lab.line(good), bad(other)]
  const error = { row: 3, field, code, ...(value === undefined ? {} : { value }) }
  const dry = await lab.upload(lines, { dryRun: 'true' })
  expect(dry.body).toMatchObject({ rowsTotal: 2, rowsGood: 1, rowsBad: 1, applied: false, fileId: null, errors: [error] })
  const none = await lab.upload(lines, { onBadRows: 'reject_all' })
  expect(none).toMatchObject({ status: 422, body: { code: 'results.bad_rows', rowsGood: 1, rowsBad: 1, errors: [error] } })
  expect(await stored(good)).toEqual([])
  const some = await lab.upload(lines)
  expect(some).toMatchObject({ status: 200, body: { applied: true, rowsGood: 1, errors: [error] } })
  expect([await stored(good), await stored(other)]).toEqual([['negative'], []])
})

test('a tube twice in a file counts once, and the second row is named', async () => {
  const code = await tube()
  const { body } = await lab.upload([lab.line(code), lab.line(code, 'positive')])
  expect(body).toMatchObject({
    rowsGood: 1,
    rowsBad: 1,
    errors: [{ row: 3, field: 'tube_code', code: 'results.duplicate_row', value: code }],
  })
  expect(await stored(code)).toEqual(['negative'])
})

test('the same file again is refused; a file with gaps may come again when they are filled', async () => {
  const code = await tube()
  const { fileId } = (await lab.upload([lab.line(code)])).body
  expect(await lab.upload([lab.line(code)])).toMatchObject({ status: 409, body: { code: 'results.file_seen_before', fileId } })
  const [known, wrong] = [await tube(), 'T 1']
  const lines = [lab.line(known), lab.line(wrong)]
  expect((await lab.upload(lines)).body).toMatchObject({ rowsGood: 1, rowsBad: 1 })
  expect((await lab.upload(lines)).body).toMatchObject({ rowsGood: 0, rowsBad: 1, duplicates: 1, applied: false, batchId: null })
})

test('what is reported already is a duplicate when it says the same, and an error when it says something else', async () => {
  const [one, other] = [await tube(), await tube()]
  await lab.upload([lab.line(one), lab.line(other)])
  const { body } = await lab.upload([lab.line(one), lab.line(other, 'positive')])
  expect(body).toMatchObject({
    rowsGood: 0,
    duplicates: 1,
    rowsBad: 1,
    errors: [{ row: 3, field: 'outcome', code: 'results.already_reported' }],
  })
  expect(body.errors[0].message).toContain('correction')
  expect(await stored(other)).toEqual(['negative'])
})

test('when two files report one tube at once, it has one result', async () => {
  for (let round = 0; round < 5; round++) {
    const code = await tube()
    const answers = await Promise.all([lab.upload([lab.line(code, 'negative')]), lab.upload([lab.line(code, 'positive')])])
    expect(answers.map((one) => one.status)).toEqual([200, 200])
    expect(answers.map((one) => one.body.rowsGood).toSorted()).toEqual([0, 1])
    expect((await stored(code)).length).toBe(1)
    const same = await tube()
    const twins = await Promise.all([lab.upload([lab.line(same)]), lab.upload([lab.line(same)])])
    expect(twins.map((one) => one.status).toSorted()).toEqual([200, 409])
  }
})

test('the file of errors holds all of them and runs nothing in a spreadsheet', async () => {
  const lines = [
    '=HYPERLINK("http://evil"),negative,x',
    '@SUM(A1),negative,x',
    ...Array.from({ length: 1_100 }, (_, n) => `GONE-${n + 1000},lost,2021-12-27T04:00:00Z`),
  ]
  const { body } = await lab.upload(lines.map((line) => line.replace(/^=[^,]*/, (cell) => `"${cell.replaceAll('"', '""')}"`)))
  expect(body).toMatchObject({ rowsBad: 1_102, applied: false, batchId: null })
  expect(body.errors.length).toBe(1_000)
  const file = await lab.laboratory.call('GET', `/v1/results/files/${body.fileId}/errors.csv`)
  const rows = file.bytes.toString('utf8').split('\r\n')
  expect(rows.length).toBe(1 + 1_102 + 1)
  expect(rows[1]).toBe(`"2","tube_code","results.tube_unknown","This is no tube code.","'=HYPERLINK(""http://evil"")"`)
  expect(rows[2]).toContain(`"'@SUM(A1)"`)
  expect((await lab.laboratory.call('GET', `/v1/results/files/${lab.ground.ids.uuid()}/errors.csv`)).status).toBe(404)
})

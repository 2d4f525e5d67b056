// Goal: issue 2, section 5, point 8: whatever is handed in wrongly is refused with the row or field, good rows are kept or none as chosen, nothing is lost.
// Method: the real server over HTTP; a table of wrong inputs each with the answer it must get; at the end the one good row still turns a phone green.
// (A parser that skips bad rows in silence, or an upload that stores before it judges, turns these red.)
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, openCity } from '../city.ts'
import { now, nowSeconds } from '../clock.ts'
import { createDevice } from '../device.ts'
import { bodyOf } from '../http-call.ts'
import { personOf } from '../people.ts'
import { type Phone, waitForPass } from '../phone.ts'
import { release, resultFile, uploadFile } from '../staff-client.ts'

let city: City
let phone: Phone
/** Tubes with a sample in them, and when it was taken. */
const tubes: string[] = []
let sampledAt: Date

beforeAll(async () => {
  city = await openCity()
  phone = await city.newResident()
  sampledAt = new Date(nowSeconds() * 1000)
  for (let i = 0; i < 2; i++) {
    const tubeCode = city.newTube()
    bodyOf(await city.desk.register({ tubeCode, sampledAt, subject: { pass: await phone.present() } }), 'register a sample')
    tubes.push(tubeCode)
  }
})
afterAll(() => city?.end())

const header = 'tube_code,outcome,tested_at'
const upload = (file: string | Uint8Array<ArrayBuffer>, onBadRows: 'keep_good' | 'reject_all' = 'reject_all') =>
  uploadFile(city.staff.laboratory, file, { laboratoryId: city.laboratoryId, onBadRows })
const batches = async (): Promise<number> =>
  bodyOf(await city.staff.laboratory.call('GET', '/v1/results/batches?state=awaiting'), 'list').batches.length
const later = (minutes: number): string => new Date(now().getTime() + minutes * 60_000).toISOString()

test('registration names the wrong field', async () => {
  const device = await createDevice(city.origin)
  const good = { ...personOf(500), locale: 'zh-CN' }
  const register = (change: object) => device.call('POST', '/v1/registrations', { ...good, ...change })
  const number = good.document.number
  const wrongDigit = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1')
  const wrongDocument = await register({ document: { kind: 'resident_id', number: wrongDigit } })
  expect(wrongDocument).toMatchObject({ status: 422, body: { code: 'residents.document_invalid', field: 'document.number' } })
  expect(wrongDocument.body.reason).toBe('resident_id.check_character')
  expect(JSON.stringify(wrongDocument.body)).not.toContain(wrongDigit)
  expect(await register({ phone: '12345' })).toMatchObject({ status: 422, body: { code: 'residents.phone_invalid', field: 'phone' } })
  expect(await register({ name: '<b>' })).toMatchObject({ status: 422, body: { code: 'residents.name_invalid', field: 'name' } })
  const incomplete = await register({ document: { kind: 'resident_id' } })
  expect(incomplete).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
  expect(JSON.stringify(incomplete.body.errors)).toContain('number')
  expect(await register({ name: 'x'.repeat(100_000) })).toMatchObject({ status: 413, body: { code: 'request.too_large' } })
})

test('the desk names what is wrong with a sample', async () => {
  const tubeCode = city.newTube()
  const pass = await phone.present()
  const at = (minutes: number): Date => new Date(later(minutes))
  const register = async (change: object) => (await city.desk.register({ tubeCode, subject: { pass }, ...change })) as unknown
  const document = { ...personOf(501).document }
  const number = `${document.number.slice(0, 17)}${document.number.endsWith('1') ? '2' : '1'}`
  const refused = (status: number, code: string) => ({ status, body: { code } })
  expect(await register({ sampledAt: at(60) })).toMatchObject(refused(422, 'sampling.sampled_in_future'))
  expect(await register({ sampledAt: at(-30 * 24 * 60) })).toMatchObject(refused(422, 'sampling.sampled_too_old'))
  expect(await register({ tubeCode: 'TUBE 1!' })).toMatchObject(refused(422, 'sampling.tube_code_invalid'))
  expect(await register({ subject: { document } })).toMatchObject(refused(404, 'sampling.resident_not_found'))
  expect(await register({ subject: { document: { kind: 'resident_id', number } } })).toMatchObject({ status: 422 })
  expect(await register({ subject: { pass: 'EG1:NOT A PASS' } })).toMatchObject(refused(422, 'sampling.pass_refused'))
  const other = await city.newResident()
  const used = await city.desk.register({ tubeCode: tubes[0]!, subject: { pass: await other.present() } })
  expect(used).toMatchObject(refused(409, 'sampling.tube_used'))
})

test('a file that is wrong as a whole is refused as a whole', async () => {
  const row = `${tubes[0]},negative,${later(0)}`
  expect(await upload(`tube,outcome,tested_at\n${row}\n`)).toMatchObject({
    status: 422,
    body: { code: 'results.header_wrong', missing: ['tube_code'], unknown: ['tube'] },
  })
  expect(await upload(`${header}\n`)).toMatchObject({ status: 422, body: { code: 'results.file_empty' } })
  expect(await upload(`${header}\n"${row}\n`)).toMatchObject({ status: 422, body: { code: 'results.file_malformed', row: 2 } })
  const invalidUtf8 = new Uint8Array([...new TextEncoder().encode(`${header}\n${row}`), 0xc3, 0x28, 0x0a])
  expect(await upload(invalidUtf8)).toMatchObject({ status: 422, body: { code: 'results.file_not_utf8' } })
  const tenMegabytes = `${header}\n${'x'.repeat(10 * 1024 * 1024)},negative,${later(0)}\n`
  expect(await upload(tenMegabytes)).toMatchObject({ status: 422, body: { code: 'results.file_malformed', row: 2 } })
  expect(await batches()).toBe(0)
})

test('each wrong row is named with its field; none is kept, or the good ones, as chosen', async () => {
  const [first, second] = tubes as [string, string]
  const rows = [
    [`${first},negative,${later(0)}`],
    ['NO TUBE,negative,2026-11-21T08:00:00Z', 'tube_code', 'results.tube_unknown'],
    [`${second},perhaps,${later(0)}`, 'outcome', 'results.outcome_unknown'],
    [`${second},negative,yesterday`, 'tested_at', 'results.time_invalid'],
    [`${first},positive,${later(0)}`, 'tube_code', 'results.duplicate_row'],
    [`${second},negative,${later(24 * 60)}`, 'tested_at', 'results.tested_in_future'],
  ] as const
  const file = [header, ...rows.map(([text]) => text)].join('\r\n')
  const errors = rows.flatMap(([, field, code], i) => (field === undefined ? [] : [expect.objectContaining({ row: i + 2, field, code })]))

  const none = await upload(file, 'reject_all')
  expect(none).toMatchObject({ status: 422, body: { code: 'results.bad_rows', rowsTotal: 6, rowsGood: 1, rowsBad: 5, errors } })
  expect(await batches()).toBe(0)

  const kept = bodyOf(await upload(file, 'keep_good'), 'keep the good rows')
  expect(kept).toMatchObject({ rowsTotal: 6, rowsGood: 1, rowsBad: 5, applied: true, errors })
  const faults = await city.staff.laboratory.call('GET', `/v1/results/files/${kept.fileId}/errors.csv`)
  expect(new TextDecoder().decode(faults.bytes).trim().split('\n')).toHaveLength(6)

  const sameSays = await upload(resultFile([{ tubeCode: first, outcome: 'negative', testedAt: now() }]))
  expect(sameSays).toMatchObject({ status: 200, body: { duplicates: 1, rowsGood: 0 } })
  expect(await upload(resultFile([{ tubeCode: first, outcome: 'positive', testedAt: now() }]))).toMatchObject({
    status: 422,
    body: { code: 'results.bad_rows', errors: [expect.objectContaining({ row: 2, field: 'outcome', code: 'results.already_reported' })] },
  })

  expect(await city.staff.laboratory.call('POST', `/v1/results/batches/${kept.batchId}/release`)).toMatchObject({ status: 403 })
  await release(city.staff.releaser, kept.batchId)
  expect(await city.staff.releaser.call('POST', `/v1/results/batches/${kept.batchId}/release`)).toMatchObject({ status: 409 })
  const pass = await waitForPass(phone, 'the one good row', (held) => held.lastNegativeAt !== null)
  expect(pass).toMatchObject({ colour: 'green', lastNegativeAt: sampledAt.toISOString() })
})

test('a wrong result is corrected by two people, and the colour with it', async () => {
  const [first] = tubes as [string, string]
  const correct = await city.staff.laboratory.call('POST', '/v1/results/corrections', {
    tubeCode: first,
    outcome: 'positive',
    reason: 'The rack was read from the wrong side.',
  })
  await release(city.staff.releaser, bodyOf(correct, 'correct').batchId)
  await waitForPass(phone, 'the corrected colour', (held) => held.colour === 'red')
})

/**
 * Goal: a tube holds one person whoever races for it, a repeated call changes nothing, a device works at its own site only, and asking by document is no
 * way to find people.
 * Method: real PostgreSQL, enrolled devices with keys, real residents; two devices race for one tube; every refusal once.
 */
import { beforeAll, expect, test } from 'vitest'
import type { TestPhone } from '../../testing/test-phone.ts'
import { createTestScanner, createTestStaff } from '../../testing/test-staff.ts'
import { idNumber, type RegisteredResident } from '../residents/testing.ts'
import { findSamplesByTubes, readSamplesOfResident } from './index.ts'
import { createTestCity, type TestCity } from './testing.ts'

let city: TestCity
let device: TestPhone
let other: TestPhone
let resident: RegisteredResident
let neighbour: RegisteredResident
let tubes = 0

beforeAll(async () => {
  city = await createTestCity()
  device = await createTestScanner(city.app, city.ground, ['sampler'], { siteId: city.siteIds[0]! })
  other = await createTestScanner(city.app, city.ground, ['sampler'], { siteId: city.siteIds[0]! })
  resident = await city.register(1)
  neighbour = await city.register(2)
})

const sample = (change: object = {}) => {
  tubes += 1
  return {
    sampleId: city.ground.ids.uuid(),
    tubeCode: `TUBE-${String(tubes).padStart(4, '0')}`,
    siteId: city.siteIds[0]!,
    sampledAt: city.ground.clock.now().toISOString(),
    subject: { pass: `pass of ${resident.residentId}` } as object,
    ...change,
  }
}
const send = (body: object, by = device) => by.call('POST', '/v1/samples', body)
const trail = async (subject: string) =>
  city.ground.db.read.selectFrom('audit.entry').select(['outcome', 'detail']).where('subject', '=', subject).execute()

test('a sample is registered by pass, found by its tube and by its resident', async () => {
  const body = sample()
  expect(await send(body)).toMatchObject({ status: 200, body: { sampleId: body.sampleId, nameMasked: '王*明', already: false } })
  const stored = { sampleId: body.sampleId, residentId: resident.residentId, siteId: body.siteId, tubeCode: body.tubeCode }
  expect(await findSamplesByTubes(city.ground.db.read, [body.tubeCode, 'UNKNOWN-1'])).toMatchObject([stored])
  expect(await readSamplesOfResident(city.ground.db.read, resident.residentId, 100)).toContainEqual({
    ...stored,
    kind: 'single',
    sampledAt: new Date(body.sampledAt),
  })
})

test('a sample is registered by document, in whatever form it was typed, and that is on the trail without the number', async () => {
  const number = ` ${resident.document.number.toLowerCase()} `
  const body = sample({ subject: { document: { kind: 'resident_id', number } } })
  expect(await send(body)).toMatchObject({ status: 200, body: { already: false } })
  expect(await trail(body.sampleId)).toEqual([{ outcome: 'done', detail: { by: 'document', siteId: body.siteId } }])
})

test('a repeated call is known, also when the pass would no longer be accepted', async () => {
  const body = sample({ subject: { pass: `once pass of ${resident.residentId}` } })
  await send(body)
  expect((await send(body, other)).body).toEqual({ sampleId: body.sampleId, nameMasked: '王*明', already: true })
  const changed = { ...body, subject: { pass: `pass of ${neighbour.residentId}` } }
  expect(await send(changed)).toMatchObject({ status: 409, body: { code: 'sampling.id_reused' } })
  expect(await send({ ...body, tubeCode: 'ANOTHER-TUBE' })).toMatchObject({ status: 409, body: { code: 'sampling.id_reused' } })
})

test('the same person scanned twice into one tube is one sample', async () => {
  const body = sample()
  await send(body)
  const again = await send({ ...body, sampleId: city.ground.ids.uuid() })
  expect(again.body).toMatchObject({ sampleId: body.sampleId, already: true })
})

test('when two devices race for a tube, one person is in it', async () => {
  for (let round = 0; round < 5; round++) {
    const mine = sample()
    const theirs = { ...mine, sampleId: city.ground.ids.uuid(), subject: { pass: `pass of ${neighbour.residentId}` } }
    const answers = await Promise.all([send(mine, device), send(theirs, other)])
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409])
    expect(answers.find((one) => one.status === 409)?.body.code).toBe('sampling.tube_used')
    expect((await findSamplesByTubes(city.ground.db.read, [mine.tubeCode])).length).toBe(1)
  }
})

const later = (ms: number) => new Date(city.ground.clock.now().getTime() + ms).toISOString()
test.each([
  ['a tube code with a space', () => ({ tubeCode: 'TUBE 0001' }), 422, 'sampling.tube_code_invalid'],
  ['a tube code too short', () => ({ tubeCode: 'T1' }), 422, 'sampling.tube_code_invalid'],
  ['another site', () => ({ siteId: city.siteIds[1]! }), 403, 'sampling.other_site'],
  ['a time in the future', () => ({ sampledAt: later(120_001) }), 422, 'sampling.sampled_in_future'],
  ['a time too long ago', () => ({ sampledAt: later(-14 * 86_400_000 - 1) }), 422, 'sampling.sampled_too_old'],
  ['a pass that does not hold', () => ({ subject: { pass: 'forged' } }), 422, 'sampling.pass_refused'],
  [
    'an unknown document',
    () => ({ subject: { document: { kind: 'resident_id', number: idNumber(77) } } }),
    404,
    'sampling.resident_not_found',
  ],
  [
    'a wrong check digit',
    () => ({ subject: { document: { kind: 'resident_id', number: '110105194912310021' } } }),
    422,
    'sampling.document_invalid',
  ],
  ['no subject', () => ({ subject: {} }), 400, 'request.invalid'],
  ['two subjects', () => ({ subject: { pass: 'x', document: { kind: 'passport', number: 'E123456' } } }), 400, 'request.invalid'],
  ['a time without zone', () => ({ sampledAt: '2021-12-27 12:00' }), 400, 'request.invalid'],
])('%s is refused, and recorded', async (_name, change, status, code) => {
  const body = sample(change())
  expect(await send(body)).toMatchObject({ status, body: { code } })
  if (status !== 400) expect(await trail(body.sampleId)).toMatchObject([{ outcome: code }])
  expect(await findSamplesByTubes(city.ground.db.read, [body.tubeCode])).toEqual([])
})

test('small clock errors and the day of a long outage are taken', async () => {
  expect((await send(sample({ sampledAt: later(119_000) }))).status).toBe(200)
  expect((await send(sample({ sampledAt: later(-14 * 86_400_000 + 60_000) }))).status).toBe(200)
})

test('one device cannot ask for documents without end, and others are not held up by it', async () => {
  const asking = await createTestScanner(city.app, city.ground, ['sampler'], { siteId: city.siteIds[0]! })
  const ask = (n: number, by: TestPhone) => send(sample({ subject: { document: { kind: 'resident_id', number: idNumber(200 + n) } } }), by)
  for (let n = 0; n < 60; n++) expect((await ask(n, asking)).status).toBe(404)
  expect(await ask(60, asking)).toMatchObject({ status: 429, body: { code: 'sampling.too_many_documents' } })
  expect((await ask(60, device)).status).toBe(404)
  expect((await send(sample(), asking)).status).toBe(200)
})

test('guards and other staff register nothing; a sampler at the console may, at any site', async () => {
  const guard = await createTestScanner(city.app, city.ground, ['guard'], { siteId: city.siteIds[0]! })
  expect((await send(sample(), guard)).status).toBe(403)
  const laboratory = await createTestStaff(city.app, city.ground, ['laboratory', 'releaser', 'administrator'])
  expect((await laboratory.call('POST', '/v1/samples', sample())).status).toBe(403)
  const sampler = await createTestStaff(city.app, city.ground, ['sampler'])
  expect((await sampler.call('POST', '/v1/samples', sample({ siteId: city.siteIds[1]! }))).status).toBe(200)
  const nowhere = await sampler.call('POST', '/v1/samples', sample({ siteId: city.ground.ids.uuid() }))
  expect(nowhere).toMatchObject({ status: 422, body: { code: 'sampling.site_unknown' } })
})

test('a site sees its day and its last samples, and no other site’s', async () => {
  const site = city.siteIds[2]!
  const desk = await createTestScanner(city.app, city.ground, ['sampler'], { siteId: site })
  const midnight = Date.parse('2021-12-26T16:00:00.000Z') // local midnight of 27 December
  await send(sample({ siteId: site, sampledAt: new Date(midnight - 1).toISOString() }), desk)
  for (let n = 0; n < 11; n++) await send(sample({ siteId: site, sampledAt: new Date(midnight + n).toISOString() }), desk)
  const { body } = await desk.call('GET', `/v1/samples/summary?siteId=${site}`)
  expect(body.today).toBe(11)
  expect(body.last.length).toBe(10)
  expect(body.last[0]).toMatchObject({ nameMasked: '王*明', sampledAt: new Date(midnight + 10).toISOString() })
  expect((await desk.call('GET', `/v1/samples/summary?siteId=${city.siteIds[0]}`)).body.code).toBe('sampling.other_site')
})

test('a site’s last samples name nobody whose number was typed: that would tell who is registered', async () => {
  const site = city.siteIds[1]!
  const desk = await createTestScanner(city.app, city.ground, ['sampler'], { siteId: site })
  const typed = sample({ siteId: site, subject: { document: resident.document } })
  await send(typed, desk)
  const { last } = (await desk.call('GET', `/v1/samples/summary?siteId=${site}`)).body
  expect(last).toContainEqual(expect.objectContaining({ sampleId: typed.sampleId, nameMasked: '' }))
})

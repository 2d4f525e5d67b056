/**
 * Goal: what a desk wrote down is on the server exactly once, whatever is sent twice, cut, mixed up or made up; what cannot be taken is kept and told.
 * Method: real PostgreSQL and enrolled devices; every answer of the protocol made to happen, each held against the rows that are there afterwards.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { until } from '../../platform/clock.ts'
import { findSamplesByTubes, readConflicts, readDevices, readTubes } from './index.ts'
import { answersOf, createTestCity, createTestDesk, fillTube, type TestCity } from './testing.ts'

let city: TestCity
let people: readonly string[]
let tubes = 0

beforeAll(async () => {
  city = await createTestCity()
  people = await city.registerMany(4)
})

const newTube = () => `SYNC-${String(++tubes).padStart(4, '0')}`
const residentsIn = async (tubeCode: string) =>
  (await findSamplesByTubes(city.ground.db.read, [tubeCode])).map((one) => one.residentId).toSorted()
const journalOf = async (tubeCode: string) =>
  city.ground.db.read.selectFrom('sampling.record').selectAll().where('container_code', '=', tubeCode).orderBy('sequence').execute()
const conflictsOf = async (deviceId: string) => readConflicts(city.ground.db.read, { deviceId, limit: 100 })

test('a tube that was filled offline is on the server as it was filled', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const answer = await desk.send(fillTube(desk, tubeCode, people.slice(0, 2)))
  expect(answer).toMatchObject({ status: 200, body: { received: { upTo: 4, highest: 4, gaps: [] }, conflictsOpen: 0 } })
  expect(answersOf(answer)).toEqual(['stored', 'stored', 'stored', 'stored'])
  await city.applyRecords()
  expect(await residentsIn(tubeCode)).toEqual(people.slice(0, 2).toSorted())
  const tube = { kind: 'ten', swabs: 2, swabsCounted: 2, siteId: desk.siteId, deviceId: desk.device.scannerId, ambiguous: false }
  expect(await readTubes(city.ground.db.read, [tubeCode])).toMatchObject([{ ...tube, closedAt: city.ground.clock.now() }])
})

test('a batch sent again, in whole, in part, in parallel and by another device, is there once', async () => {
  const [desk, other] = [await createTestDesk(city), await createTestDesk(city)]
  const tubeCode = newTube()
  // seconds apart, as people work: what two devices hand in of one and the same instant has no order but that of the devices
  const records = fillTube(desk, tubeCode, people.slice(0, 3)).map((record, at, all) => ({
    ...record,
    at: new Date(Date.parse(record.at) - (all.length - at) * 1_000).toISOString(),
  }))
  const sent = await Promise.all([desk.send(records), desk.send(records.toReversed()), other.send(records), desk.send(records.slice(1, 3))])
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(sent.flatMap(answersOf).filter((said) => said === 'stored').length).toBe(records.length)
  expect(new Set((await desk.send(records)).body.answers.map((one: { answer: string }) => one.answer))).toEqual(new Set(['already']))
  await city.applyRecords()
  expect((await journalOf(tubeCode)).length).toBe(records.length)
  expect(await residentsIn(tubeCode)).toEqual(people.slice(0, 3).toSorted())
  expect(await readConflicts(city.ground.db.read, { tubeCodes: [tubeCode], limit: 10 })).toEqual([])
})

test('an answer lost after the commit changes nothing: the second sending is told that all is there, and all is there once', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const records = fillTube(desk, tubeCode, people)
  await desk.send(records) // nobody heard this answer
  await city.applyRecords()
  const more = [...records, desk.write('box_tube', { boxCode: 'BOX-0001', tubeCode })]
  expect(answersOf(await desk.send(more))).toEqual([...records.map(() => 'already'), 'stored'])
  await city.applyRecords()
  expect((await readTubes(city.ground.db.read, [tubeCode]))[0]).toMatchObject({ swabs: 4, boxCode: 'BOX-0001' })
})

test('a batch whose connection breaks in the middle of the body leaves nothing behind', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const records = fillTube(desk, tubeCode, people)
  const body = desk.batch(records)
  const headers = { ...(await desk.headersFor(body)), host: 'localhost', 'content-length': String(Buffer.byteLength(body)) }
  await city.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = city.app.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`POST /v1/sync/records HTTP/1.1\r\n${lines.join('')}\r\n${body.slice(0, body.length / 2)}`)
  const proofs = async () =>
    Number((await sql<{ n: string }>`select count(*) as n from platform.seen_proof`.execute(city.ground.db.read)).rows[0]!.n)
  const before = await proofs()
  await until(async () => (await proofs()) !== before, 500)
  socket.destroy()
  await until(async () => (await new Promise<number>((resolve) => city.app.server.getConnections((_error, n) => resolve(n)))) === 0, 5_000)
  expect(await journalOf(tubeCode)).toEqual([])
  expect((await desk.device.call('GET', '/v1/sync/state')).body).toMatchObject({ upTo: 0, highest: 0 })
  expect(answersOf(await desk.send(records))).toEqual(records.map(() => 'stored'))
})

test('a body that is not the one the device signed is refused whole', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const body = desk.batch(fillTube(desk, tubeCode, people.slice(0, 1)))
  const send = async (headers: Record<string, string>, payload: string) =>
    city.app.inject({ method: 'POST', url: '/v1/sync/records', headers, payload })
  const altered = await send(await desk.headersFor(body), body.replace(people[0]!, people[1]!))
  expect([altered.statusCode, altered.json().code]).toEqual([401, 'sampling.batch_not_signed'])
  const unsigned = await send({ ...(await desk.headersFor(body)), dpop: await desk.device.proof('POST', '/v1/sync/records') }, body)
  expect([unsigned.statusCode, unsigned.json().code]).toEqual([401, 'sampling.batch_not_signed'])
  expect((await send({ ...(await desk.headersFor(body)), 'content-type': 'application/json' }, body)).statusCode).toBe(415)
  expect(await journalOf(tubeCode)).toEqual([])
})

test.each([
  ['no JSON', '{'],
  ['no records', '[]'],
  ['half a character', Buffer.from([0x22, 0xe7, 0x8e])],
])('a body with %s is invalid', async (_name, body) => {
  const desk = await createTestDesk(city)
  const answer = await city.app.inject({
    method: 'POST',
    url: '/v1/sync/records',
    headers: await desk.headersFor(body as string),
    payload: body,
  })
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'request.invalid'])
})

test('501 records, and more than a megabyte, are too many', async () => {
  const desk = await createTestDesk(city)
  const record = desk.write('queue_seen', { people: 1 })
  expect((await desk.send(Array.from({ length: 501 }, () => record))).status).toBe(400)
  expect(await desk.send([record, 'x'.repeat(1024 * 1024)])).toMatchObject({ status: 413, body: { code: 'request.too_large' } })
})

test('an id used for something else is refused, kept sealed, and told; what had the id first stays', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const records = fillTube(desk, tubeCode, people.slice(0, 1))
  await desk.send(records)
  const forged = { ...records[1]!, subject: { document: { kind: 'passport', number: 'E7654321' } } }
  for (let times = 0; times < 2; times++) {
    const answer = await desk.send([forged])
    expect(answersOf(answer)).toEqual(['id_reused'])
    expect(answer.body.conflictsOpen).toBe(1)
  }
  expect(await conflictsOf(desk.device.scannerId)).toMatchObject([{ code: 'id_reused', recordIds: [records[1]!.recordId] }])
  await city.applyRecords()
  expect(await residentsIn(tubeCode)).toEqual([people[0]])
  const kept = await city.ground.db.read
    .selectFrom('sampling.refused_record')
    .selectAll()
    .where('device_id', '=', desk.device.scannerId)
    .execute()
  expect(kept.length).toBe(1)
  expect(city.ground.vault.openDataKey(kept[0]!.wrapped_key).open(`refused ${kept[0]!.refused_id}`, kept[0]!.record_sealed)).toContain(
    'E7654321',
  )
  expect(kept[0]!.record_sealed.toString('latin1')).not.toContain('E7654321')
})

test('two records under one id in one batch: the first is taken', async () => {
  const desk = await createTestDesk(city)
  const record = desk.write('queue_seen', { people: 1 })
  expect(answersOf(await desk.send([record, { ...record, people: 2 }, record]))).toEqual(['stored', 'id_reused', 'already'])
})

test('a sequence number used again: the record counts, and somebody is told', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const records = fillTube(desk, tubeCode, people.slice(0, 2)).map((record, at) => (at === 2 ? { ...record, sequence: 2 } : record))
  expect(answersOf(await desk.send(records))).toEqual(['stored', 'stored', 'stored', 'stored'])
  await city.applyRecords()
  expect(await residentsIn(tubeCode)).toEqual(people.slice(0, 2).toSorted())
  expect(await conflictsOf(desk.device.scannerId)).toMatchObject([{ code: 'sequence_reused', recordIds: [records[2]!.recordId], tubeCode }])
  expect((await desk.device.call('GET', '/v1/sync/state')).body).toMatchObject({ upTo: 2, highest: 4, gaps: [[3, 3]] })
})

test('what is no record, and what only the server may write, is refused alone; the others are taken', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const [open, swab, close] = fillTube(desk, tubeCode, people.slice(0, 1))
  const forged = { ...desk.write('remove_swab', { tubeCode, swabId: swab!.recordId }), kind: 'void_swab', reason: 'because I may' }
  const nul = desk.write('hand_over', { boxCode: 'BOX-0002', courier: 'a\0b' })
  const half = desk.write('hand_over', { boxCode: 'BOX-0002', courier: 'a\ud800b' })
  const answer = await desk.send([null, open, { recordId: 'x' }, forged, nul, half, swab, close])
  const no = 'record_invalid'
  expect(answersOf(answer)).toEqual([no, 'stored', no, no, no, no, 'stored', 'stored'])
  await city.applyRecords()
  expect(await residentsIn(tubeCode)).toEqual([people[0]])
  expect((await conflictsOf(desk.device.scannerId)).map(({ code }) => code)).toEqual(['record_invalid'])
  expect(answer.body.received).toEqual({ upTo: 6, highest: 6, gaps: [] }) // refused and kept is received: nothing is missing
})

test('a device writes for its own site only', async () => {
  const desk = await createTestDesk(city)
  const record = { ...desk.write('queue_seen', { people: 5 }), siteId: city.siteIds[1] }
  expect(answersOf(await desk.send([record]))).toEqual(['other_site'])
  expect((await conflictsOf(desk.device.scannerId)).map(({ code }) => code)).toEqual(['other_site'])
})

test('what is missing in between is seen, and closes when it comes', async () => {
  const desk = await createTestDesk(city)
  const records = Array.from({ length: 12 }, () => desk.write('queue_seen', { people: 3 }))
  const some = records.filter((_record, at) => ![3, 4, 8].includes(at))
  expect((await desk.send(some, { queued: 3 })).body.received).toEqual({
    upTo: 3,
    highest: 12,
    gaps: [
      [4, 5],
      [9, 9],
    ],
  })
  const [device] = await readDevices(city.ground.db.read, [desk.device.scannerId])
  expect(device).toMatchObject({ missingRecords: 3, queued: 3, siteId: desk.siteId })
  expect((await desk.send(records.slice(3, 5))).body.received).toEqual({ upTo: 8, highest: 12, gaps: [[9, 9]] })
  expect((await desk.send([records[8]!])).body.received).toEqual({ upTo: 12, highest: 12, gaps: [] })
})

test('a clock that is a day ahead or behind is corrected, and told once; no time is in the future', async () => {
  const dayMs = 86_400_000
  for (const offMs of [dayMs, -dayMs]) {
    const desk = await createTestDesk(city)
    const tubeCode = newTube()
    const now = city.ground.clock.now()
    const deskNow = new Date(now.getTime() + offMs)
    const hourAgo = new Date(deskNow.getTime() - 3_600_000)
    const records = fillTube(desk, tubeCode, people.slice(0, 1), hourAgo)
    await desk.send(records.slice(0, 2), { sentAt: deskNow.toISOString() })
    await desk.send(records.slice(2), { sentAt: deskNow.toISOString() })
    await city.applyRecords()
    const [sample] = await findSamplesByTubes(city.ground.db.read, [tubeCode])
    expect(sample!.sampledAt.getTime()).toBe(now.getTime() - 3_600_000)
    const told = await conflictsOf(desk.device.scannerId)
    expect(told.map(({ code }) => code)).toEqual(['clock_wrong'])
  }
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const ahead = new Date(city.ground.clock.now().getTime() + 100_000)
  await desk.send(fillTube(desk, tubeCode, people.slice(0, 1), ahead), { sentAt: ahead.toISOString() })
  await city.applyRecords()
  expect((await findSamplesByTubes(city.ground.db.read, [tubeCode]))[0]!.sampledAt).toEqual(city.ground.clock.now())
  expect(await conflictsOf(desk.device.scannerId)).toEqual([])
})

test('a record of years ago is taken and told: the clock was wrong when it was written', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  await desk.send(fillTube(desk, tubeCode, people.slice(0, 1), new Date('2000-01-01T00:00:00Z')))
  await city.applyRecords()
  expect(await residentsIn(tubeCode)).toEqual([people[0]])
  expect((await conflictsOf(desk.device.scannerId)).map(({ code }) => code)).toEqual(['clock_wrong'])
})

test('a record from before clocks began is refused; the oldest that is taken holds no tube up', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  await desk.send(fillTube(desk, tubeCode, people.slice(0, 2)))
  await city.applyRecords()
  const hostile = await createTestDesk(city, 1)
  const ancient = { ...hostile.write('remove_swab', { tubeCode, swabId: people[0]! }), at: '0000-01-01T00:00:00.000Z' }
  expect(answersOf(await hostile.send([ancient]))).toEqual(['record_invalid'])
  const early = hostile.write('remove_swab', { tubeCode, swabId: people[0]! }, new Date(0))
  expect(answersOf(await hostile.send([early], { sentAt: '2199-12-31T00:00:00.000Z' }))).toEqual(['stored'])
  await city.applyRecords()
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from sampling.touched where container_code = ${tubeCode}`.execute(city.ground.db.read)
  expect(rows).toEqual([{ waiting: 0 }])
  expect(await readConflicts(city.ground.db.read, { tubeCodes: [tubeCode], limit: 10 })).toMatchObject([
    { code: 'swab_unknown', at: new Date(0) },
  ])
})

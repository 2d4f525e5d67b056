/**
 * Goal: somebody who was sampled and has no result learns at once where the tube is, or who looks for it; nobody is told that they were not sampled.
 * Method: the real slices, each way in which a swab goes astray made to happen at a desk; then who may complain, how often, and who reads it. Each finding
 * was broken once to see its test fail.
 */
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStaff } from '../../testing/test-staff.ts'
import { idNumber, type RegisteredResident } from '../residents/testing.ts'
import { complaintsPerDayMax } from './complaint.command.ts'
import { type ComplaintFacts, findSample } from './complaint.ts'
import { createRoundCity, type RoundCity, type RoundUnderTest } from './testing/round.ts'

const minuteMs = 60_000
let city: RoundCity
let round: RoundUnderTest
let me: RegisteredResident
let registered = 100

beforeAll(async () => {
  city = await createRoundCity()
})
beforeEach(async () => {
  round = await city.nextRound()
  registered += 1
  me = await city.register(registered)
})

const mine = () => ({ pass: `EG1:pass of ${me.residentId}` })
const body = (change: object = {}) => ({
  complaintId: city.ground.ids.uuid(),
  sampledAt: city.ground.clock.now().toISOString(),
  siteId: null,
  tubeCode: null,
  note: '',
  ...change,
})
const path = () => `/v1/residents/${me.residentId}/complaints`
const complain = async (change: object = {}) => (await me.phone.call('POST', path(), body(change))).body.finding
const trail = (subject: string) =>
  city.ground.db.read.selectFrom('audit.entry').select(['action', 'outcome', 'detail']).where('subject', '=', subject).execute()

test('a sample on its way, and once its result is released', async () => {
  const desk = await round.desk()
  const tube = round.fill(desk, [0, mine()])
  const box = round.pack(desk, [tube])
  await desk.send([...tube.records, ...box.records])
  await city.settle()
  const { tubeCode } = tube
  expect(await complain()).toMatchObject({ code: 'found_on_the_way', tubeCode, place: 'on_the_way', at: expect.any(String) })
  await round.receiveBox(box.boxCode)
  await city.settle()
  expect(await complain({ tubeCode: tubeCode.toLowerCase() })).toMatchObject({ code: 'found_on_the_way', place: 'laboratory' })
  await round.finish(box.boxCode, [tubeCode])
  expect(await complain()).toMatchObject({ code: 'found_released', tubeCode, place: 'released' })
  expect((await me.phone.call('GET', path())).body.complaints.map((one: { finding: { code: string } }) => one.finding.code)).toEqual([
    'found_released',
    'found_released', // sought anew
    'found_released',
  ])
})

test('a number that the laboratory read wrongly', async () => {
  const desk = await round.desk()
  const tube = round.fill(desk, [mine()])
  await desk.send(tube.records)
  const wrong = `${tube.tubeCode.slice(0, -2)}${tube.tubeCode.at(-1)}${tube.tubeCode.at(-2)}X`.slice(0, tube.tubeCode.length - 1)
  await round.receive([wrong])
  await city.settle()
  expect(await complain()).toMatchObject({ code: 'found_under_other_tube', tubeCode: wrong, place: 'laboratory' })
})

test('a number that the resident read wrongly', async () => {
  const desk = await round.desk()
  const tube = round.fill(desk, [mine()])
  await desk.send(tube.records)
  await city.settle()
  expect(await complain({ tubeCode: 'T-OTHER-NUMBER' })).toMatchObject({
    code: 'found_under_other_tube',
    tubeCode: tube.tubeCode,
    place: 'closed',
  })
})

test('a swab that the desk took out again', async () => {
  const desk = await round.desk()
  const tube = round.fill(desk, [0, mine()], { open: true })
  const removed = desk.write('remove_swab', { tubeCode: tube.tubeCode, swabId: tube.records.at(-1)!.recordId })
  await desk.send([...tube.records, removed])
  await city.settle()
  expect(await complain({ siteId: desk.siteId })).toEqual({ code: 'swab_removed', tubeCode: tube.tubeCode, place: 'desk', at: removed.at })
})

test('a desk that has not sent everything, at the site named or where people of that street go', async () => {
  const desk = await round.desk()
  const sent = round.fill(desk, [0])
  round.fill(desk, [mine()])
  await desk.send(sent.records, { queued: 3 })
  await city.settle()
  const heardAt = city.ground.clock.now().toISOString()
  const finding = { code: 'desk_not_synced', tubeCode: null, place: 'desk', at: heardAt }
  expect(await complain({ siteId: desk.siteId })).toEqual(finding)
  expect(await complain({ tubeCode: sent.tubeCode })).toEqual(finding)
  expect(await complain()).toMatchObject({ code: 'not_found' }) // nobody knows where they live
  const inDistrict = { street_code: '610113001' }
  await city.ground.db.read.updateTable('residents.resident').set(inDistrict).where('resident_id', '=', me.residentId).execute()
  expect(await complain()).toEqual(finding)
  await desk.send(round.fill(desk, [1]).records, { queued: 0 }) // the hole stays
  await city.settle()
  expect(await complain({ siteId: desk.siteId })).toMatchObject({ code: 'desk_not_synced' })
})

test('a tube without them, a swab of somebody unnamed, and nothing at all', async () => {
  const desk = await round.desk()
  const tube = round.fill(desk, [0, 1])
  await desk.send(tube.records)
  await city.settle()
  expect(await complain({ tubeCode: tube.tubeCode })).toMatchObject({
    code: 'tube_without_person',
    tubeCode: tube.tubeCode,
    place: 'closed',
  })
  expect(await complain({ siteId: desk.siteId })).toEqual({ code: 'not_found', tubeCode: null, place: null, at: null })
  const typed = round.fill(desk, [{ document: { kind: 'resident_id', number: idNumber(registered + 500) } }])
  await desk.send(typed.records)
  await city.settle()
  expect(await complain({ siteId: desk.siteId })).toMatchObject({ code: 'unnamed_swab', tubeCode: null })
})

test('staff see who complains, what is around, and answer once; all of it is on the trail', async () => {
  const desk = await round.desk()
  const tube = round.fill(desk, [0, { provisional: { description: '红衣老人' } }])
  await desk.send(tube.records, { queued: 1 })
  await round.receive([`${tube.tubeCode}9`])
  await city.settle()
  const said = body({ siteId: desk.siteId, tubeCode: tube.tubeCode, note: ' 排了两小时 ' })
  await me.phone.call('POST', path(), said)
  const community = await createTestStaff(city.app, city.ground, ['community'])
  const find = async (state: string) =>
    (await community.call('GET', `/v1/complaints?state=${state}`)).body.complaints.find(
      (one: { complaintId: string }) => one.complaintId === said.complaintId,
    )
  const listed = { nameMasked: '王*明', note: '排了两小时', state: 'open', finding: { code: 'desk_not_synced' }, residentId: me.residentId }
  expect(await find('open')).toMatchObject(listed)
  const one = `/v1/complaints/${said.complaintId}`
  expect((await community.call('GET', one)).body).toMatchObject({
    ...listed,
    ownSamples: [],
    tubesAround: [{ tubeCode: tube.tubeCode, place: 'closed', swabs: 2, unnamed: 1 }],
    nearNumbers: [{ tubeCode: `${tube.tubeCode}9`, place: 'laboratory' }],
    desks: [{ deviceId: desk.device.scannerId, label: 'Test', queued: 1, missingRecords: 0 }],
  })
  expect((await community.call('POST', `${one}/answer`, { answer: '样本已找到' })).status).toBe(204)
  expect((await community.call('POST', `${one}/answer`, { answer: '又一次' })).body.code).toBe('reconciliation.complaint_answered_already')
  expect([await find('open'), (await find('answered')).answer]).toEqual([undefined, '样本已找到'])
  expect((await me.phone.call('GET', path())).body.complaints[0]).toMatchObject({
    answer: '样本已找到',
    state: 'answered',
    note: '排了两小时',
  })
  expect((await trail(said.complaintId)).map((entry) => `${entry.action} ${entry.outcome}`).toSorted()).toEqual([
    'reconciliation.answer_complaint done',
    'reconciliation.answer_complaint reconciliation.complaint_answered_already',
    'reconciliation.read_complaint done',
  ])
  expect(await trail(me.residentId)).toContainEqual({
    action: 'reconciliation.complain',
    outcome: 'done',
    detail: { finding: 'desk_not_synced', complaintId: said.complaintId },
  })
  const sampler = await createTestStaff(city.app, city.ground, ['sampler', 'laboratory', 'auditor'])
  expect([(await sampler.call('GET', '/v1/complaints')).status, (await sampler.call('GET', one)).status]).toEqual([403, 403])
  const nowhere = `/v1/complaints/${city.ground.ids.uuid()}`
  expect((await community.call('GET', nowhere)).status).toBe(404)
  expect((await community.call('POST', `${nowhere}/answer`, { answer: '样本' })).status).toBe(404)
})

test('the note and the answer are readable nowhere in the database', async () => {
  await complain({ note: '机密的备注' })
  const rows = await city.ground.db.read.selectFrom('reconciliation.complaint').selectAll().execute()
  const text = JSON.stringify(rows.map((row) => ({ ...row, note: row.note_sealed?.toString('utf8') })))
  expect(text).not.toContain('机密')
})

test('the same complaint twice is one; its id is nobody else’s', async () => {
  const said = body()
  const answers = await Promise.all([me.phone.call('POST', path(), said), me.phone.call('POST', path(), said)])
  expect(answers.map((one) => one.status)).toEqual([200, 200])
  expect((await me.phone.call('GET', path())).body.complaints.length).toBe(1)
  const other = await city.register(registered + 800)
  const reused = await other.phone.call('POST', `/v1/residents/${other.residentId}/complaints`, said)
  expect(reused).toMatchObject({ status: 409, body: { code: 'reconciliation.complaint_id_reused' } })
  expect(await other.phone.call('POST', path(), body())).toMatchObject({ status: 403, body: { code: 'reconciliation.not_held' } })
  expect((await other.phone.call('GET', path())).body.code).toBe('reconciliation.not_held')
  expect((await trail(me.residentId)).map((entry) => entry.outcome)).toContain('reconciliation.not_held')
})

test('so many a day and no more', async () => {
  for (let n = 0; n < complaintsPerDayMax; n++) {
    city.ground.clock.advance(minuteMs)
    expect((await complain()).code).toBe('not_found')
  }
  city.ground.clock.advance(minuteMs)
  const refused = await me.phone.call('POST', path(), body())
  expect(refused).toMatchObject({ status: 429, body: { code: 'reconciliation.too_many_complaints' } })
})

const days = (n: number) => new Date(city.ground.clock.now().getTime() + n * 24 * 60 * minuteMs).toISOString()
test.each([
  ['a time to come', () => ({ sampledAt: days(0.1) }), 422, 'reconciliation.sampled_at_invalid'],
  ['a time long ago', () => ({ sampledAt: days(-31) }), 422, 'reconciliation.sampled_at_invalid'],
  ['a number that is none', () => ({ tubeCode: '管12345' }), 422, 'reconciliation.tube_code_invalid'],
  ['an unknown site', () => ({ siteId: city.ground.ids.uuid() }), 422, 'reconciliation.site_unknown'],
  ['too long a note', () => ({ note: 'x'.repeat(301) }), 400, 'request.invalid'],
])('%s is refused', async (_name, change, status, code) => {
  expect(await me.phone.call('POST', path(), body(change()))).toMatchObject({ status, body: { code } })
})

const own = { tubeCode: 'TUBE-OWN', place: 'boxed', at: null } as const
const nothing: ComplaintFacts = { tubeCode: null, own: [], removed: [], claimed: null, mistaken: null, unsynced: null, unnamed: 0 }
const everything: ComplaintFacts = {
  tubeCode: 'TUBE-SAID',
  own: [own],
  removed: [{ tubeCode: 'TUBE-LEFT', at: null }],
  claimed: { tubeCode: 'TUBE-SAID', place: 'closed', at: null },
  mistaken: { tubeCode: 'TUBE-OWM', place: 'tested', at: null },
  unsynced: { heardAt: null },
  unnamed: 2,
}
test.each<[string, Partial<ComplaintFacts>, string, string | null]>([
  ['a released own sample before all', { own: [{ ...own, place: 'released' }] }, 'found_released', 'TUBE-OWN'],
  ['then the number that the laboratory has', {}, 'found_under_other_tube', 'TUBE-OWM'],
  ['then the own tube', { mistaken: null }, 'found_under_other_tube', 'TUBE-OWN'],
  ['on its way where the number fits', { mistaken: null, tubeCode: null }, 'found_on_the_way', 'TUBE-OWN'],
  ['then a swab taken out', { own: [] }, 'swab_removed', 'TUBE-LEFT'],
  ['then a desk that has not sent', { own: [], removed: [] }, 'desk_not_synced', null],
  ['then the tube without them', { own: [], removed: [], unsynced: null }, 'tube_without_person', 'TUBE-SAID'],
  ['then somebody unnamed', { ...nothing, unnamed: 1 }, 'unnamed_swab', null],
  ['and nothing', nothing, 'not_found', null],
])('of many signs: %s', (_name, change, code, tubeCode) => {
  expect(findSample({ ...everything, ...change })).toMatchObject({ code, tubeCode })
})

/**
 * Goal: from the desk's log to the phone: a positive pool holds everybody in it, a single result frees one, a correction frees the rest, a swab taken out by staff
 * counts no more; also where the result comes before the desk has synced.
 * Method: real desks, laboratory files, releases and routes over PostgreSQL; nothing is written past the slices.
 */
import { beforeAll, expect, test } from 'vitest'
import { consumeAll } from '../../testing/test-server.ts'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { decisionsSlice, publishExampleRuleSets, recomputeAll } from '../decisions/index.ts'
import type { RegisteredResident } from '../residents/testing.ts'
import { resultsSlice } from '../results/index.ts'
import { readConflicts } from '../sampling/index.ts'
import { createTestCity, createTestDesk, fillTube, type TestCity, type TestDesk } from '../sampling/testing.ts'
import { transportSlice } from '../transport/index.ts'
import { recallsSlice } from './index.ts'

const slices = [transportSlice(), resultsSlice(), decisionsSlice({ utcOffsetHours: 8 }), recallsSlice()]
const minuteMs = 60_000
let city: TestCity
let desk: TestDesk
let people: RegisteredResident[]

beforeAll(async () => {
  city = await createTestCity(slices)
  await publishExampleRuleSets(city.ground)
  desk = await createTestDesk(city)
  people = []
  for (let n = 1; n <= 12; n += 1) people.push(await city.register(n))
})

async function settle(): Promise<void> {
  await city.applyRecords()
  await consumeAll(city.ground, slices)
}

async function sync(records: readonly unknown[]): Promise<void> {
  expect((await desk.send(records)).status).toBe(200)
  await settle()
  city.ground.clock.advance(30 * minuteMs)
}

/** Somebody who has just signed in: sessions end while the day goes on. */
const staff = (role: string): Promise<TestStaff> => createTestStaff(city.app, city.ground, [role])

async function release(batchId: string): Promise<void> {
  const releaser = await staff('releaser')
  const { body } = await releaser.call('GET', `/v1/results/batches/${batchId}`)
  const confirmed = (body.batch.anomalies ?? []).map(({ code }: { code: string }) => ({ code, reason: 'looked at' }))
  expect((await releaser.call('POST', `/v1/results/batches/${batchId}/release`, { confirmed })).status).toBe(204)
  await settle()
  city.ground.clock.advance(30 * minuteMs)
}

async function report(tubeCode: string, outcome: string): Promise<void> {
  const laboratory = await staff('laboratory')
  const query = new URLSearchParams({ laboratoryId: city.laboratoryIds[0]!, onBadRows: 'keep_good', dryRun: 'false' })
  const file = `tube_code,outcome,tested_at\n${tubeCode},${outcome},${city.ground.clock.now().toISOString()}`
  const { body } = await laboratory.call('POST', `/v1/results/files?${query}`, file, { 'content-type': 'text/csv; charset=utf-8' })
  await release(body.batchId)
}

async function correct(tubeCode: string, outcome: string): Promise<void> {
  const laboratory = await staff('laboratory')
  const answer = await laboratory.call('POST', '/v1/results/corrections', { tubeCode, outcome, reason: 'tubes were swapped' })
  await release(answer.body.batchId)
}

const colourOf = async ({ residentId, phone }: RegisteredResident) =>
  (await phone.call('GET', `/v1/residents/${residentId}/status`)).body.colour
const toldTo = async ({ residentId, phone }: RegisteredResident): Promise<string[]> =>
  (await phone.call('GET', `/v1/residents/${residentId}/messages`)).body.messages.map(({ kind }: { kind: string }) => kind).toSorted()
const colours = (who: readonly RegisteredResident[]) => Promise.all(who.map(colourOf))
const idsOf = (who: readonly RegisteredResident[]) => who.map(({ residentId }) => residentId)

test('a positive pool holds everybody, the single frees one, the correction frees the others and says so', async () => {
  const [first, ...others] = people.slice(0, 4)
  await sync(fillTube(desk, 'DAY-POOL-1', idsOf([first!, ...others])))
  await report('DAY-POOL-1', 'positive')
  expect(await colours([first!, ...others])).toEqual(['yellow', 'yellow', 'yellow', 'yellow'])
  await sync([
    desk.write('open_tube', { tubeCode: 'DAY-SINGLE-1', pool: 'single', roundId: null }),
    desk.write('add_swab', { tubeCode: 'DAY-SINGLE-1', subject: { pass: `EG1:pass of ${first!.residentId}` }, movedFrom: null }),
    desk.write('close_tube', { tubeCode: 'DAY-SINGLE-1', swabsCounted: 1 }),
  ])
  await report('DAY-SINGLE-1', 'negative')
  expect(await colours([first!, ...others])).toEqual(['green', 'yellow', 'yellow', 'yellow'])
  const listed = async (state: string) => (await (await staff('commander')).call('GET', `/v1/recalls?state=${state}`)).body.counts
  expect(await listed('open')).toEqual({ open: 3, resolved: 1, cancelled: 0 })
  await correct('DAY-POOL-1', 'negative')
  expect(await colours([first!, ...others])).toEqual(['green', 'green', 'green', 'green'])
  expect(await listed('cancelled')).toEqual({ open: 0, resolved: 1, cancelled: 3 })
  for (const one of [first!, ...others]) expect(await toldTo(one)).toEqual(['recall_asked', 'recall_ended', 'result_corrected'])
})

test('a result that was there before the desk synced reaches everybody as soon as they are known', async () => {
  const who = people.slice(4, 7)
  const records = fillTube(desk, 'DAY-LATE-1', idsOf(who))
  city.ground.clock.advance(120 * minuteMs)
  await report('DAY-LATE-1', 'positive')
  expect(await colours(who)).toEqual(['green', 'green', 'green'])
  await sync(records.slice(1)) // the opening, which says what kind of tube it is, comes last
  expect(await colours(who)).toEqual(['yellow', 'yellow', 'yellow'])
  await sync(records.slice(0, 1))
  expect(await colours(who)).toEqual(['yellow', 'yellow', 'yellow'])
  for (const one of who) expect(await toldTo(one)).toEqual(['recall_asked'])
})

test('a swab that staff take out of an overfull tube after the release counts no more, and its person is told', async () => {
  const who = people.slice(0, 11)
  await sync(fillTube(desk, 'DAY-FULL-1', idsOf(who)))
  await report('DAY-FULL-1', 'positive')
  const [eleventh] = who.slice(-1)
  expect(await colourOf(eleventh!)).toBe('yellow')
  const [conflict] = await readConflicts(city.ground.db.read, { tubeCodes: ['DAY-FULL-1'], state: 'open', limit: 10 })
  const commander = await staff('commander')
  const body = { resolution: 'void_swabs', swabIds: [conflict!.recordIds[0]], note: '管内只有十支拭子' }
  expect((await commander.call('POST', `/v1/sampling/conflicts/${conflict!.conflictId}/resolve`, body)).status).toBe(204)
  await settle()
  expect(await colourOf(eleventh!)).toBe('green')
  expect(await toldTo(eleventh!)).toEqual(['recall_asked', 'recall_ended', 'swab_voided'])
  expect(await colourOf(people[9]!)).toBe('yellow')
  expect((await recomputeAll(city.ground.db)).differing).toEqual([])
})

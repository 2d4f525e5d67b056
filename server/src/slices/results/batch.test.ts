/**
 * Goal: nothing counts before a second person has released it, a rejected batch counts for nothing, a correction replaces what it corrects and nothing else.
 * Method: real PostgreSQL, two accounts, one account with both roles, releases at once, the outbox read; residents look at their own samples.
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import type { TestAnswer } from '../../testing/test-phone.ts'
import { createTestStaff } from '../../testing/test-staff.ts'
import type { RegisteredResident } from '../residents/testing.ts'
import { readAllReleased, readStandingResults, readTubesOfBatch } from './index.ts'
import { createTestLaboratory, type TestLaboratory } from './testing.ts'

let lab: TestLaboratory
let resident: RegisteredResident

beforeAll(async () => {
  lab = await createTestLaboratory()
  resident = await lab.register(1)
})

const events = async () => {
  const { rows } = await sql<{
    batch: string
  }>`select payload ->> 'batchId' as batch from platform.outbox_event where type = 'results.released'`.execute(lab.ground.db.read)
  return rows.map((row) => row.batch)
}
const reported = async (outcome = 'negative') => {
  const tubeCode = await lab.sample(resident.residentId)
  return { tubeCode, batchId: (await lab.upload([lab.line(tubeCode, outcome)])).body.batchId as string }
}
const own = async (tubeCode: string) =>
  (await resident.phone.call('GET', `/v1/residents/${resident.residentId}/samples`)).body.samples.find(
    (one: { tubeCode: string }) => one.tubeCode === tubeCode,
  )
const correct = (tubeCode: string, outcome: string) =>
  lab.laboratory.call('POST', '/v1/results/corrections', { tubeCode, outcome, reason: 'wrong row' })
const reject = (batchId: string, by = lab.releaser) =>
  by.call('POST', `/v1/results/batches/${batchId}/reject`, { reason: 'cold chain broken' })

test('a result counts from its release on, once', async () => {
  const { tubeCode, batchId } = await reported('positive')
  expect(await own(tubeCode)).toMatchObject({ state: 'taken', outcome: null, testedAt: null, siteName: expect.stringContaining('采样点') })
  expect(await readAllReleased(lab.ground.db.read, [tubeCode])).toEqual([])
  expect(await readTubesOfBatch(lab.ground.db.read, batchId)).toMatchObject([{ tubeCode, outcome: 'positive', state: 'awaiting' }])
  let releases: Promise<TestAnswer[]> = Promise.resolve([])
  await lab.ground.db.transaction(async (tx) => {
    await tx.selectFrom('results.batch').select('batch_id').where('batch_id', '=', batchId).forUpdate().execute()
    releases = Promise.all([lab.release(batchId), lab.release(batchId), lab.release(batchId)])
    await lockWaiters(lab.ground, 3) // all have begun, none has decided
  })
  expect((await releases).map((one) => one.status).toSorted()).toEqual([204, 409, 409])
  expect((await events()).filter((one) => one === batchId).length).toBe(1)
  const [result] = await readStandingResults(lab.ground.db.read, [tubeCode])
  expect(result).toMatchObject({ tubeCode, outcome: 'positive', correctsResultId: null })
  const now = lab.ground.clock.now().toISOString()
  expect(await own(tubeCode)).toMatchObject({ state: 'released', outcome: 'positive', testedAt: now, releasedAt: now, corrected: false })
})

test('nobody releases or rejects what they handed in, whatever their roles', async () => {
  const both = await createTestStaff(lab.app, lab.ground, ['laboratory', 'releaser', 'administrator'])
  const tubeCode = await lab.sample(resident.residentId)
  const { batchId } = (await lab.upload([lab.line(tubeCode)], {}, both)).body
  expect(await lab.release(batchId, both)).toMatchObject({ status: 403, body: { code: 'results.same_person' } })
  expect(await reject(batchId, both)).toMatchObject({ status: 403, body: { code: 'results.same_person' } })
  const forced = sql`update results.batch set state = 'released', decided_by = uploaded_by, decided_at = now() where batch_id = ${batchId}`
  await expect(forced.execute(lab.ground.db.read)).rejects.toThrow(/batch_needs_two_people/)
  expect((await lab.release(batchId, lab.laboratory)).body.code).toBe('request.forbidden')
  expect((await lab.release(batchId)).status).toBe(204)
  const trail = await lab.ground.db.read.selectFrom('audit.entry').select('outcome').where('subject', '=', batchId).execute()
  expect(trail.map((one) => one.outcome).toSorted()).toEqual(['done', 'results.same_person', 'results.same_person'])
})

test('a rejected batch counts for nothing, stays on record, and its file may come again', async () => {
  const { tubeCode, batchId } = await reported()
  expect((await reject(batchId)).status).toBe(204)
  expect(await lab.release(batchId)).toMatchObject({ status: 409, body: { code: 'results.not_awaiting', state: 'rejected' } })
  expect(await own(tubeCode)).toMatchObject({ state: 'taken' })
  expect((await lab.releaser.call('GET', '/v1/results/batches?state=rejected')).body.batches[0]).toMatchObject({
    batchId,
    rejectionReason: 'cold chain broken',
  })
  const again = await lab.upload([lab.line(tubeCode)])
  expect(again.body).toMatchObject({ rowsGood: 1, applied: true })
  expect((await events()).includes(batchId)).toBe(false)
})

test('a correction replaces a result when a second person has released it, and may be corrected again', async () => {
  const { tubeCode, batchId } = await reported('positive')
  expect(await correct(tubeCode, 'negative')).toMatchObject({ status: 422, body: { code: 'results.tube_unknown' } }) // nothing released yet
  await lab.release(batchId)
  expect(await correct(tubeCode, 'positive')).toMatchObject({ status: 422, body: { code: 'results.unchanged' } })
  const first = await correct(tubeCode, 'negative')
  expect(await correct(tubeCode, 'invalid')).toMatchObject({ status: 409, body: { code: 'results.correction_awaiting' } })
  expect(await own(tubeCode)).toMatchObject({ outcome: 'positive', corrected: false })
  expect((await lab.release(first.body.batchId, lab.laboratory)).status).toBe(403)
  expect((await lab.release(first.body.batchId)).status).toBe(204)
  expect(await own(tubeCode)).toMatchObject({ outcome: 'negative', corrected: true })
  const released = await readAllReleased(lab.ground.db.read, [tubeCode]) // both at one moment of the test's clock
  const [original, correction] = released.toSorted((a) => (a.correctsResultId === null ? -1 : 1))
  expect(original).toMatchObject({ correctsResultId: null, outcome: 'positive' })
  expect(await readStandingResults(lab.ground.db.read, [tubeCode])).toEqual([correction])
  expect(correction).toMatchObject({ correctsResultId: original!.resultId, outcome: 'negative' })
  const second = await correct(tubeCode, 'invalid')
  await lab.release(second.body.batchId)
  expect(await own(tubeCode)).toMatchObject({ outcome: 'invalid', corrected: true })
  expect((await lab.upload([lab.line(tubeCode, 'invalid')])).body).toMatchObject({ duplicates: 1, rowsBad: 0 })
})

test('a rejected correction leaves the result as it was, and another may follow', async () => {
  const { tubeCode, batchId } = await reported('negative')
  await lab.release(batchId)
  await reject((await correct(tubeCode, 'positive')).body.batchId)
  expect(await own(tubeCode)).toMatchObject({ outcome: 'negative', corrected: false })
  expect((await correct(tubeCode, 'invalid')).status).toBe(200)
})

test('residents see their own samples only', async () => {
  const stranger = await lab.register(2)
  expect((await stranger.phone.call('GET', `/v1/residents/${resident.residentId}/samples`)).status).toBe(403)
  expect((await lab.laboratory.call('GET', `/v1/residents/${resident.residentId}/samples`)).status).toBe(403)
})

test('a large batch is read a page at a time', async () => {
  const tubes: string[] = []
  for (let n = 0; n < 501; n++) tubes.push(await lab.sample(resident.residentId))
  const { batchId } = (await lab.upload(tubes.map((tubeCode) => lab.line(tubeCode)))).body
  const first = (await lab.releaser.call('GET', `/v1/results/batches/${batchId}`)).body
  const second = (await lab.releaser.call('GET', `/v1/results/batches/${batchId}?cursor=${first.nextCursor}`)).body
  const codes = [...first.results, ...second.results].map((one: { tubeCode: string }) => one.tubeCode)
  expect([first.results.length, second.results.length, second.nextCursor]).toEqual([500, 1, null])
  expect(codes.toSorted()).toEqual(tubes.toSorted())
  expect((await lab.releaser.call('GET', `/v1/results/batches/${lab.ground.ids.uuid()}`)).status).toBe(404)
  expect((await lab.releaser.call('GET', '/v1/results/batches?state=lost')).status).toBe(400)
})

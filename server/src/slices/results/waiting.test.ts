/**
 * Goal: a result that comes before the desk's log is kept, seen to be waiting, and reaches its tube when the desk has told of it; two outcomes for one tube are seen.
 * Method: real PostgreSQL; files name tubes that are registered later, never, or with another outcome.
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { consumeAll } from '../../testing/test-server.ts'
import { readReportedTubes, readStandingResults, resultsSlice } from './index.ts'
import { createTestLaboratory, type TestLaboratory } from './testing.ts'

let lab: TestLaboratory
beforeAll(async () => {
  lab = await createTestLaboratory()
})

const waiting = async () => (await lab.releaser.call('GET', '/v1/results/waiting')).body
const codes = async () => (await waiting()).tubes.map((tube: { tubeCode: string }) => tube.tubeCode)

test('a result waits for its desk, and no longer', async () => {
  const resident = await lab.register(1)
  const { body } = await lab.upload([lab.line('T000001'), lab.line('NEVER-01', 'positive')])
  expect(body).toMatchObject({ rowsGood: 2, rowsBad: 0, applied: true })
  const now = lab.ground.clock.now().toISOString()
  const tube = { batchId: body.batchId, laboratoryName: '第一检验所', testedAt: now, waitingSince: now, state: 'awaiting' }
  expect(await waiting()).toEqual({
    tubes: [
      { tubeCode: 'NEVER-01', ...tube },
      { tubeCode: 'T000001', ...tube },
    ],
    nextCursor: null,
  })
  await lab.release(body.batchId)
  expect(await lab.sample(resident.residentId)).toBe('T000001') // the desk tells of it now
  expect(await codes()).toEqual(['NEVER-01'])
  await consumeAll(lab.ground, [resultsSlice()])
  const kept = await lab.ground.db.read.selectFrom('results.waiting').select('tube_code').execute()
  expect(kept).toEqual([{ tube_code: 'NEVER-01' }])
  expect((await readStandingResults(lab.ground.db.read, ['T000001', 'NEVER-01'])).map((one) => one.outcome).toSorted()).toEqual([
    'negative',
    'positive',
  ])
})

test('results of a rejected batch wait for nothing', async () => {
  const { batchId } = (await lab.upload([lab.line('GONE-001')])).body
  await lab.releaser.call('POST', `/v1/results/batches/${batchId}/reject`, { reason: 'another city' })
  expect(await codes()).toEqual(['NEVER-01'])
})

test('a page at a time', async () => {
  const tubes = Array.from({ length: 501 }, (_, n) => `PAGE-${1000 + n}`)
  await lab.upload(tubes.map((tubeCode) => lab.line(tubeCode)))
  const first = await waiting()
  const second = (await lab.releaser.call('GET', `/v1/results/waiting?cursor=${first.nextCursor}`)).body
  expect([first.tubes.length, second.tubes.length, second.nextCursor]).toEqual([500, 2, null])
})

test('another outcome for a tube is not taken, and seen', async () => {
  await lab.upload([lab.line('DIFF-001'), lab.line('SAME-001')])
  const { body } = await lab.upload([lab.line('DIFF-001', 'positive'), lab.line('SAME-001'), lab.line('NEW-0001')])
  expect(body).toMatchObject({ rowsGood: 1, rowsBad: 1, duplicates: 1 })
  const reported = await readReportedTubes(lab.ground.db.read, ['DIFF-001', 'SAME-001', 'UNKNOWN1'])
  expect([...reported].map(([code, { differing, state }]) => [code, differing, state]).toSorted()).toEqual([
    ['DIFF-001', true, 'awaiting'],
    ['SAME-001', false, 'awaiting'],
  ])
  const { rows } = await sql<{ tubes: string[] }>`
    select payload -> 'tubeCodes' as tubes from platform.outbox_event where type = 'results.tubes_differ'`.execute(lab.ground.db.read)
  expect(rows).toEqual([{ tubes: ['DIFF-001'] }])
})

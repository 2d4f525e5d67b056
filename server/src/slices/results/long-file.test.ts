/**
 * Goal: a file that takes longer than a caller waits is read to its end and asked for; one whose reader vanished leaves nothing behind and may come again; a long
 * one takes little memory.
 * Method: real PostgreSQL; a server that waits for nothing, a clock moved on, the same file at once, 100,000 rows with the resident set watched.
 */
import { beforeAll, expect, test } from 'vitest'
import { sleep, until } from '../../platform/clock.ts'
import { testCtx } from '../../testing/test-server.ts'
import { insertBatch, insertResults } from './store-batch.command.ts'
import { createTestLaboratory, header, type TestLaboratory } from './testing.ts'
import { tidyUploads } from './tidy-uploads.job.ts'
import { registerUpload } from './upload-state.command.ts'

let lab: TestLaboratory
beforeAll(async () => {
  lab = await createTestLaboratory({ answerWithinMs: 0 })
})

const stateOf = async (uploadId: string) => lab.laboratory.call('GET', `/v1/results/files/${uploadId}`)
const finished = async (uploadId: string) => {
  await until(async () => !['queued', 'reading'].includes((await stateOf(uploadId)).body.state), 60_000)
  return stateOf(uploadId)
}
const tubes = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${100_000 + n}`)

test('the report comes later, and says the same', async () => {
  const answer = await lab.upload([...tubes('LATE', 3_000).map((code) => lab.line(code)), 'x,y,z'])
  expect(answer).toMatchObject({ status: 200, body: { state: 'reading', batchId: null, applied: false } })
  const { uploadId } = answer.body
  const { body } = await finished(uploadId)
  expect(body).toMatchObject({ state: 'ready', uploadId, fileId: uploadId, rowsTotal: 3_001, rowsGood: 3_000, rowsBad: 1, applied: true })
  expect((await lab.releaser.call('GET', `/v1/results/batches/${body.batchId}`)).body.batch).toMatchObject({
    rows: 3_000,
    state: 'awaiting',
  })
})

test('a refusal that comes later is the answer to the question, and nothing was kept', async () => {
  const lines = [...tubes('HALF', 5_000).map((code) => lab.line(code)), '"never closed']
  const { uploadId } = (await lab.upload([...lines])).body
  expect(await finished(uploadId)).toMatchObject({ status: 422, body: { code: 'results.file_malformed', row: 5_002 } })
  for (const table of ['results.tube_result', 'results.waiting'] as const)
    expect(await lab.ground.db.read.selectFrom(table).select('tube_code').where('tube_code', 'like', 'HALF%').execute()).toEqual([])
  expect(await lab.ground.db.read.selectFrom('results.batch').select('batch_id').where('state', '=', 'storing').execute()).toEqual([])
})

test('the same file is not read twice at once', async () => {
  const lines = tubes('SAME', 4_000).map((code) => lab.line(code))
  const answers = await Promise.all([lab.upload(lines), lab.upload(lines), lab.upload(lines)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  const { uploadId } = answers.find(({ status }) => status === 200)!.body
  expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.fileId)).toEqual([uploadId, uploadId])
  expect((await finished(uploadId)).body).toMatchObject({ rowsGood: 4_000, duplicates: 0 })
})

test('what a vanished server had read so far is taken back, and the file may come again', async () => {
  const ctx = testCtx(lab.ground, { kind: 'system', id: lab.laboratory.accountId, grants: [] })
  const [uploadId, batchId, laboratoryId] = [lab.ground.ids.uuid(), lab.ground.ids.uuid(), lab.laboratoryIds[0]!]
  await registerUpload(ctx, { uploadId, laboratoryId, sha256: Buffer.alloc(32, 7), dryRun: false })
  await insertBatch(lab.ground.db.read, ctx, { batchId, laboratoryId, kind: 'results', fileId: uploadId, correctionReason: null })
  const testedAt = lab.ground.clock.now()
  await insertResults(lab.ground.db.read, ctx, batchId, [{ tubeCode: 'LOST-001', outcome: 'negative', testedAt, correctsResultId: null }])
  expect((await lab.releaser.call('GET', `/v1/results/batches/${batchId}`)).status).toBe(404) // nobody sees half a file
  expect(await tidyUploads(lab.ground)).toBe(0)
  lab.ground.clock.advance(5 * 60_000 + 1)
  expect(await tidyUploads(lab.ground)).toBe(1)
  expect(await stateOf(uploadId)).toMatchObject({ status: 409, body: { code: 'results.upload_interrupted' } })
  expect((await finished((await lab.upload([lab.line('LOST-001', 'positive')])).body.uploadId)).body).toMatchObject({ rowsGood: 1 })
})

test('a hundred thousand rows grow the process by a fraction of what they would take at once', async () => {
  await finished((await lab.upload(tubes('WARM', 10_000).map((code) => lab.line(code)))).body.uploadId)
  const now = lab.ground.clock.now().toISOString()
  const file = Buffer.from(
    [header, ...tubes('MANY', 100_000).map((code, n) => `${code},${n % 100 === 0 ? 'lost' : 'negative'},${now}`)].join('\n'),
  )
  const before = process.memoryUsage().rss
  let peak = before
  const { uploadId } = (await lab.uploadAs('text/csv', file)).body
  for (let state = 'reading'; state === 'queued' || state === 'reading'; state = (await stateOf(uploadId)).body.state) {
    peak = Math.max(peak, process.memoryUsage().rss)
    await sleep(100)
  }
  expect((await stateOf(uploadId)).body).toMatchObject({ rowsGood: 99_000, rowsBad: 1_000 })
  expect((peak - before) / 2 ** 20).toBeLessThan(120)
}, 300_000)

// Last: after eight days nobody is signed in any more.
test('trials are forgotten after some days, files are not', async () => {
  const trial = (await lab.upload(['a,b,c'], { dryRun: 'true' })).body.uploadId
  const file = (await lab.upload(['a,b,c'])).body.uploadId
  await Promise.all([finished(trial), finished(file)])
  lab.ground.clock.advance(8 * 86_400_000)
  await tidyUploads(lab.ground)
  const reader = await lab.ground.db.read.selectFrom('results.file_error').select('file_id').where('file_id', 'in', [trial, file]).execute()
  expect(reader).toEqual([{ file_id: file }])
})

/**
 * Goal: a batch that looks wrong is not released by routine: each sign is found where it is and not elsewhere, and stops the release until somebody answers for it.
 * Method: tables of figures; then batches over the wire on real PostgreSQL, released without, with half and with all confirmations.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { findAnomalies, type Surroundings } from './anomalies.ts'
import { createFigures, type FileFigures } from './file-figures.ts'
import { createTestLaboratory, type TestLaboratory } from './testing.ts'

const none: Surroundings = { laboratory: { tubes: 0, positives: 0 }, city: { tubes: 0, positives: 0 }, booksIn: false }
const known: Surroundings = { ...none, laboratory: { tubes: 100_000, positives: 20 } }
const codesOf = (figures: Partial<FileFigures>, around: Surroundings) =>
  findAnomalies({ ...createFigures(), ...figures }, around).map(({ code }) => code)

describe('signs in the figures of a file', () => {
  test.each<[string, Partial<FileFigures>, Surroundings, string[]]>([
    ['no rows at all', {}, known, []],
    ['as many positives as ever', { good: 10_000, positives: 4 }, known, []],
    ['ten times as many', { good: 10_000, positives: 20 }, known, ['positivity_jump']],
    ['two positives, in however small a file', { good: 20, positives: 2 }, known, []],
    ['three of a thousand where one in 5,000 is usual', { good: 1_000, positives: 3 }, known, ['positivity_jump']],
    [
      'a new laboratory in a city that is used to it',
      { good: 1_000, positives: 30 },
      { ...none, city: { tubes: 9_000, positives: 270 } },
      [],
    ],
    [
      'a new laboratory in a city that is not',
      { good: 1_000, positives: 30 },
      { ...none, city: { tubes: 9_000, positives: 2 } },
      ['positivity_jump'],
    ],
    ['no past at all, few positives', { good: 100, positives: 5 }, none, []],
    ['no past at all, many positives', { good: 100, positives: 6 }, none, ['positivity_jump']],
    [
      'a past without any positive',
      { good: 1_000, positives: 5 },
      { ...none, laboratory: { tubes: 50_000, positives: 0 } },
      ['positivity_jump'],
    ],
    ['a control that failed', { good: 1, controls: 2, controlsFailed: 1 }, known, ['control_failed']],
    ['nine of one value', { good: 9, invalids: 9 }, known, []],
    ['all invalid', { good: 10, invalids: 10 }, known, ['all_one_value']],
    ['all positive', { good: 10, positives: 10 }, none, ['positivity_jump', 'all_one_value']],
    ['all negative', { good: 10_000 }, known, []],
    ['two unknown tubes', { good: 2, unknownTubes: 2 }, known, []],
    ['one in twenty unknown', { good: 100, unknownTubes: 5 }, known, []],
    ['more than one in twenty unknown', { good: 100, unknownTubes: 6 }, known, ['unknown_tubes']],
    ['never received, where nothing ever is', { good: 100, neverReceived: 100 }, known, []],
    ['never received, where everything is', { good: 100, neverReceived: 6 }, { ...known, booksIn: true }, ['never_received']],
    [
      'one time for all, before they came',
      { good: 10, testedBeforeReceived: 1, firstTestedAtMs: 5, lastTestedAtMs: 5 },
      known,
      ['tested_before_received'],
    ],
    ['one time for all, after they came', { good: 10, firstTestedAtMs: 5, lastTestedAtMs: 5 }, known, []],
    ['a single row before it came', { good: 10, testedBeforeReceived: 1, firstTestedAtMs: 5, lastTestedAtMs: 6 }, known, []],
  ])('%s', (_name, figures, around, codes) => {
    expect(codesOf(figures, around)).toEqual(codes)
  })
})

describe('a release', () => {
  let lab: TestLaboratory
  beforeAll(async () => {
    lab = await createTestLaboratory()
  })
  const tubes = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${1000 + n}`)
  const receive = (codes: readonly string[]) =>
    lab.laboratory.call('POST', '/v1/transport/accessions', {
      laboratoryId: lab.laboratoryIds[0],
      boxCode: null,
      tubes: codes.map((tubeCode) => ({ tubeCode, swabsCounted: null, receivedAt: lab.ground.clock.now().toISOString() })),
    })
  const batchOf = async (batchId: string) => (await lab.releaser.call('GET', `/v1/results/batches/${batchId}`)).body.batch

  test('waits until each sign is confirmed by its name with a reason, which stays on record', async () => {
    const { body } = await lab.upload(tubes('BAD', 10).map((code) => lab.line(code, 'positive')))
    const signs = ['positivity_jump', 'all_one_value', 'unknown_tubes']
    expect(body.anomalies.map((one: { code: string }) => one.code)).toEqual(signs)
    const { batchId } = body
    const reason = 'looked at the curves again'
    expect(await lab.release(batchId)).toMatchObject({ status: 409, body: { code: 'results.anomaly', anomalies: body.anomalies } })
    const half = await lab.release(batchId, lab.releaser, [{ code: 'positivity_jump', reason }])
    expect(half.body.anomalies.map((one: { code: string }) => one.code)).toEqual(['all_one_value', 'unknown_tubes'])
    expect((await lab.release(batchId, lab.releaser, [{ code: 'all_one_value', reason: ' ' }])).status).toBe(400)
    expect(await batchOf(batchId)).toMatchObject({ state: 'awaiting', anomalies: body.anomalies, confirmed: [] })
    const confirmed = signs.map((code) => ({ code, reason }))
    expect((await lab.release(batchId, lab.releaser, confirmed)).status).toBe(204)
    expect(await batchOf(batchId)).toMatchObject({ state: 'released', confirmed })
    const trail = await lab.ground.db.read.selectFrom('audit.entry').select(['outcome', 'detail']).where('subject', '=', batchId).execute()
    expect(trail.map((one) => one.outcome).toSorted()).toEqual(['done', 'results.anomaly', 'results.anomaly'])
    expect(trail.find((one) => one.outcome === 'done')!.detail).toEqual({ confirmed: signs.map((code) => `${code}: ${reason}`) })
  })

  test('asks about tubes that were never received from the first file on that has one that was', async () => {
    const first = tubes('ONE', 20)
    expect((await lab.upload(first.map((code) => lab.line(code)))).body.anomalies).toMatchObject([
      { code: 'unknown_tubes', value: 1, limit: 0.05 },
    ])
    const second = tubes('TWO', 20)
    await receive(second.slice(0, 10))
    expect((await lab.upload(second.map((code) => lab.line(code)))).body.anomalies).toMatchObject([
      { code: 'never_received', value: 0.5 },
      { code: 'unknown_tubes' },
    ])
    const third = tubes('THREE', 20)
    expect((await lab.upload(third.map((code) => lab.line(code)))).body.anomalies).toMatchObject([{ code: 'never_received', value: 1 }, {}])
  })

  test('asks about one time for all that lies before they came', async () => {
    const codes = tubes('EARLY', 20)
    const early = new Date(lab.ground.clock.now().getTime() - 3_600_000).toISOString()
    await receive(codes)
    const { anomalies } = (await lab.upload(codes.map((code) => lab.line(code, 'negative', early)))).body
    expect(anomalies).toMatchObject([{ code: 'unknown_tubes' }, { code: 'tested_before_received', value: 1, limit: 0 }])
  })

  test('asks about a control that failed', async () => {
    const template = {
      columns: { tube_code: 'tube_code', outcome: 'outcome', tested_at: 'tested_at' },
      outcomeWords: { negative: 'negative', positive: 'positive' },
      ...{ timeZoneOffsetMinutes: null, delimiter: ',', sheet: null, skipRows: 0 },
      controls: { column: 'kind', positive: ['PC'], negative: ['NC'] },
    }
    await lab.laboratory.call('PUT', `/v1/laboratories/${lab.laboratoryIds[1]}/template`, template)
    const file = ['tube_code,outcome,tested_at,kind', ',negative,,PC', ',negative,,NC', `${lab.line('CTRL-0001')},S`].join('\n')
    const { body } = await lab.upload(file, { laboratoryId: lab.laboratoryIds[1]! })
    expect(body).toMatchObject({
      rowsTotal: 3,
      rowsGood: 1,
      rowsBad: 0,
      controls: 2,
      anomalies: [{ code: 'control_failed', value: 1, limit: 0 }],
    })
    expect((await lab.release(body.batchId)).body.code).toBe('results.anomaly')
  })
})

/**
 * Goal: what the desks wrote down leads to the same rows whatever the order, the batches and the repetitions in which it arrives, and whenever it is applied.
 * Method: two desks share tubes and make every kind of mistake in them; their records are shuffled, split and repeated at random (fast-check, real PostgreSQL),
 * and the rows are held against those of the records sent in their order. (Folding only a batch's own records makes this fail.)
 */
import type { DeskRecord } from '@evergate/pass/sampling'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { createTestCity, createTestDesk, type TestCity, type TestDesk } from './testing.ts'

interface Written {
  readonly desk: TestDesk
  readonly record: DeskRecord
}

const results = [
  'tube',
  'tube_swabs',
  'sample_of_resident',
  'box',
  'queue_seen',
  'conflict',
  'touched',
  'pending_subject',
  'claim',
] as const
const roundId = '018f0e6e-9a4b-7c3a-8d1e-0123456789ab'
let city: TestCity
let written: Written[]
let expected: unknown

beforeAll(async () => {
  city = await createTestCity()
  const people = await city.registerMany(5)
  written = writeShift([await createTestDesk(city), await createTestDesk(city), await createTestDesk(city, 1)], people)
  for (const { desk, record } of written) await desk.send([record])
  await city.catchUp()
  expected = await readRows()
}, 30_000)

/** Two desks of one site and one of another, forty minutes, and nearly nothing as it should be. */
function writeShift([first, second, elsewhere]: readonly [TestDesk, TestDesk, TestDesk], people: readonly string[]): Written[] {
  const log: Written[] = []
  const start = city.ground.clock.now().getTime() - 3_600_000
  const write = (desk: TestDesk, ...[kind, fields]: Parameters<TestDesk['write']>): DeskRecord => {
    const record = desk.write(kind, fields, new Date(start + log.length * 60_000))
    log.push({ desk, record })
    return record
  }
  const passOf = (n: number) => ({ pass: `EG1:pass of ${people[n]}` })
  const [pool, single] = ['POOL-0001', 'SINGLE-0001']
  write(first, 'open_tube', { tubeCode: pool, pool: 'ten', roundId })
  write(second, 'open_tube', { tubeCode: pool, pool: 'twenty', roundId })
  write(first, 'add_swab', { tubeCode: pool, subject: passOf(0), movedFrom: null })
  const again = write(second, 'add_swab', { tubeCode: pool, subject: passOf(0), movedFrom: null })
  const moved = write(first, 'add_swab', { tubeCode: pool, subject: passOf(1), movedFrom: null })
  write(second, 'open_tube', { tubeCode: single, pool: 'single', roundId })
  write(first, 'remove_swab', { tubeCode: pool, swabId: moved.recordId })
  write(first, 'add_swab', { tubeCode: single, subject: passOf(1), movedFrom: moved.recordId })
  write(second, 'add_swab', { tubeCode: single, subject: { provisional: { description: '穿红衣的老人' } }, movedFrom: null })
  write(first, 'close_tube', { tubeCode: pool, swabsCounted: 2 })
  write(second, 'add_swab', { tubeCode: pool, subject: passOf(2), movedFrom: null })
  write(second, 'remove_swab', { tubeCode: pool, swabId: again.recordId })
  write(second, 'add_swab', { tubeCode: single, subject: passOf(0), movedFrom: null })
  write(elsewhere, 'add_swab', { tubeCode: pool, subject: passOf(3), movedFrom: null })
  write(elsewhere, 'remove_swab', { tubeCode: 'NOBODY-0001', swabId: moved.recordId })
  write(first, 'box_tube', { boxCode: 'BOX-0001', tubeCode: pool })
  write(second, 'box_tube', { boxCode: 'BOX-0002', tubeCode: pool })
  write(second, 'box_tube', { boxCode: 'BOX-0002', tubeCode: single })
  write(first, 'close_box', { boxCode: 'BOX-0001', tubesCounted: 1 })
  write(second, 'hand_over', { boxCode: 'BOX-0001', courier: '王师傅' })
  write(second, 'queue_seen', { people: 12 })
  write(first, 'queue_seen', { people: 9 })
  return log
}

async function readRows(): Promise<Record<string, unknown>> {
  const rows: Record<string, unknown> = {}
  for (const table of results) {
    const { rows: found } = await sql<{
      row: string
    }>`select to_jsonb(t)::text as row from ${sql.table(`sampling.${table}`)} as t order by 1`.execute(city.ground.db.read)
    rows[table] = found.map(({ row }) => row)
  }
  return rows
}

test('the shift has every conflict that a tube and a resident can have', async () => {
  const { rows } = await sql<{ code: string }>`select distinct code from sampling.conflict order by code`.execute(city.ground.db.read)
  const tubeCodes = [
    'boxed_twice',
    'never_opened',
    'number_reused',
    'opened_twice',
    'pool_differs',
    'swab_after_close',
    'swab_unknown',
    'tube_overfull',
  ]
  expect(rows.map(({ code }) => code)).toEqual([...tubeCodes, 'sampled_twice'].toSorted())
})

/** A conflict is found while only a later desk has told of the tube; whose site it belongs to, the first record says, which comes afterwards. */
const firstRecordLate = {
  order: [7, 8, 15, 16, 12, 13, 5, 14, 17, 4, 10, 6, 11, 0, 3, 1, 21, 19, 18, 9, 2, 20],
  again: [],
  sizes: [6, 3, 6, ...Array<number>(27).fill(1)],
  applyAfter: Array<boolean>(30).fill(true),
}

test('any order, any batches, any repetition: the same rows', async () => {
  const arrivals = fc.record({
    order: fc.shuffledSubarray([...Array(22).keys()], { minLength: 22, maxLength: 22 }),
    again: fc.array(fc.nat(21), { maxLength: 6 }),
    sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 30, maxLength: 30 }),
    applyAfter: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
  })
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ order, again, sizes, applyAfter }) => {
      await sql`truncate sampling.journal, ${sql.join(results.map((table) => sql.table(`sampling.${table}`)))}, sampling.device`.execute(
        city.ground.db.read,
      )
      city.ground.clock.advance(60_000) // a desk may call so often a minute
      const queue = [...order, ...again].map((at) => written[at]!)
      for (const [at, size] of sizes.entries()) {
        await sendEach(queue.splice(0, size))
        if (applyAfter[at]) await city.applyRecords()
      }
      await city.catchUp()
      expect(await readRows()).toEqual(expected)
    }),
    { numRuns: 15, examples: [[firstRecordLate]] },
  )
}, 120_000)

/** One batch for each desk that wrote some of these. */
async function sendEach(part: readonly Written[]): Promise<void> {
  for (const desk of new Set(part.map((one) => one.desk))) {
    const answer = await desk.send(part.filter((one) => one.desk === desk).map(({ record }) => record))
    expect(answer.status).toBe(200)
  }
}

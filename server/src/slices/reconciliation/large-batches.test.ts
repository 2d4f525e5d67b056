/**
 * Goal: however many batches are released at once, and however large they are, nobody cuts up more than a page of one of them in one transaction: a
 * positive on its way to the lists waits for every transaction that runs. And no tube is lost between two pages.
 * Method: three batches of more tubes than a page holds; whoever hears of released batches runs until nothing is left; the events they wrote are counted
 * by transaction. (Taking all batches that wait at once, or a whole batch, makes it red.)
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { until } from '../../platform/clock.ts'
import { uuidFrom } from '../../platform/ids.ts'
import { type Consumer, consumeOnce } from '../../platform/outbox/consumer.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { createTestGround, type TestGround } from '../../testing/test-server.ts'
import { decisionsSlice } from '../decisions/index.ts'
import { reconciliationSlice } from './index.ts'

const [batches, tubesOfBatch, pageMax] = [3, 5_001, 5_000]

async function release(ground: TestGround, batch: number): Promise<void> {
  const [batchId, now] = [uuidFrom(`large batch ${batch}`), ground.clock.now()]
  await ground.db.transaction(async (tx) => {
    await sql`
      insert into results.batch (batch_id, kind, laboratory_id, file_id, uploaded_by, uploaded_at, rows, positives, invalids, state, decided_by, decided_at)
      values (${batchId}, 'results', ${uuidFrom('laboratory')}, ${batchId}, ${uuidFrom('technician')}, ${now}, ${tubesOfBatch}, 0, 0, 'released',
        ${uuidFrom('releaser')}, ${now})`.execute(tx)
    await sql`
      insert into results.tube_result (tube_code, result_id, batch_id, outcome, tested_at)
      select ${`L${batch}-`} || lpad(n::text, 8, '0'), gen_random_uuid(), ${batchId}, 'negative', ${now} from generate_series(1, ${tubesOfBatch}::int) as n`.execute(
      tx,
    )
    await emit(tx, 'results.released', { batchId })
  })
}

async function untilNothingIsLeft(ground: TestGround, readers: readonly Consumer[]): Promise<void> {
  const isDone = async (): Promise<boolean> => {
    for (const reader of readers) while ((await consumeOnce(ground, reader, new AbortController().signal)) > 0);
    const { rows } = await sql<{ tubes: number }>`
      select count(distinct code)::int as tubes from platform.outbox_event, jsonb_array_elements_text(payload -> 'tubeCodes') as code
      group by type`.execute(ground.db.read)
    return rows.length === readers.length && rows.every(({ tubes }) => tubes === batches * tubesOfBatch)
  }
  expect(await until(isDone, 15_000)).toBe(true)
}

test('the batches of a morning are cut up a page at a time, whoever does it, and every tube is named once', async () => {
  const ground = await createTestGround()
  for (let batch = 0; batch < batches; batch++) await release(ground, batch)
  const slices = [decisionsSlice({ utcOffsetHours: 8 }), reconciliationSlice()]
  const cutting = slices.flatMap(({ consumers = [] }) =>
    consumers.filter(({ name }) => /^decisions.from-results$|^reconciliation.spread$/.test(name)),
  )
  await untilNothingIsLeft(ground, cutting)
  const { rows } = await sql<{ type: string; tubes: number; most: number }>`
    select type, sum(tubes)::int as tubes, max(tubes)::int as most
    from (select type, txid, sum(jsonb_array_length(payload -> 'tubeCodes')) as tubes from platform.outbox_event where payload ? 'tubeCodes' group by type, txid) as told
    group by type order by type`.execute(ground.db.read)
  const all = batches * tubesOfBatch
  expect(rows).toEqual([
    { type: 'decisions.tubes_due', tubes: all, most: pageMax },
    { type: 'reconciliation.tubes_touched', tubes: all, most: pageMax },
  ])
})

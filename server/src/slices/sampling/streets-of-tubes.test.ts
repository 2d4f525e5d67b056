/**
 * Goal: where a tube's people live is told of each of them alike, whether the tube says it once or for each, and rounds are counted by it.
 * Method: tubes written as the fold writes them, of one street, of several, with somebody of whom nobody has said; one with a swab that was taken out. (Leaving the
 * tube's one street out of the view, or counting such a tube as one swab, turns this red.)
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { createTestGround, type TestGround } from '../../testing/test-server.ts'
import { countSampledByStreet } from './progress.query.ts'
import type { SwabRow } from './tube-rows.ts'
import { writeSwabs } from './write-tubes.command.ts'

let ground: TestGround
const [here, there] = ['610102001', '610103002']

beforeAll(async () => {
  ground = await createTestGround()
})

const tubes: Readonly<Record<string, readonly (string | null)[]>> = {
  'STREET-ONE': [here, here, here],
  'STREET-ALONE': [there],
  'STREET-TWO': [here, there],
  'STREET-UNSAID': [here, null],
  'STREET-NONE': [null, null],
  'STREET-REMOVED': [there, there, there],
}

test('each swab has its street, and a round counts them', async () => {
  const [siteId, roundId] = [ground.ids.uuid(), ground.ids.uuid()]
  const swabOf = (tubeCode: string, streetCode: string | null, at: number): SwabRow => ({
    sampledAt: new Date(ground.clock.now().getTime() + at),
    removedAt: tubeCode === 'STREET-REMOVED' && at === 2 ? ground.clock.now() : null,
    identifiedBy: 'phone_pass',
    state: tubeCode === 'STREET-REMOVED' && at === 2 ? 'removed' : 'counted',
    sampleId: ground.ids.uuid(),
    residentId: ground.ids.uuid(),
    siteId,
    roundId,
    tubeCode,
    streetCode,
  })
  const written = Object.entries(tubes).map(([tubeCode, streets]) => ({
    tubeCode,
    before: [],
    swabs: streets.map((street, at) => swabOf(tubeCode, street, at)),
  }))
  await ground.db.transaction(async (tx) => {
    await sql`insert into sampling.tube (tube_code) select unnest(${Object.keys(tubes)}::text[])`.execute(tx)
    await writeSwabs(tx, written)
  })
  const { rows } = await sql<{ tube: string; streets: (string | null)[] }>`
    select tube_code as tube, array_agg(street_code order by sampled_at) as streets from sampling.swab group by tube_code`.execute(
    ground.db.read,
  )
  expect(Object.fromEntries(rows.map(({ tube, streets }) => [tube, streets]))).toEqual(tubes)
  const said = await sql<{ streets: string | null }>`select streets from sampling.tube_swabs where tube_code = 'STREET-ONE'`.execute(
    ground.db.read,
  )
  expect(said.rows).toEqual([{ streets: here }])
  expect(await countSampledByStreet(ground.db.read, roundId)).toEqual(
    new Map([
      [here, 3 + 1 + 1],
      [there, 1 + 1 + 2],
    ]),
  )
})

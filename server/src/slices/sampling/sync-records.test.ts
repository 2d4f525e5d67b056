/**
 * Goal: what a desk wrote down is on the server exactly once, whatever is sent twice, cut, mixed up or made up; what cannot be taken is kept and told.
 * Method: real PostgreSQL and enrolled devices; every answer of the protocol made to happen, each held against the rows that are there afterwards.
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { findSamplesByTubes, readConflicts, readTubes } from './index.ts'
import { createTestCity, type TestCity } from './testing.ts'
import { createTestDesk, type TestDesk } from './testing-desk.ts'

let city: TestCity
let people: readonly string[]
let tubes = 0

beforeAll(async () => {
  city = await createTestCity()
  people = await Promise.all([1, 2, 3, 4].map(async (n) => (await city.register(n)).residentId))
})

const newTube = () => `SYNC-${String(++tubes).padStart(4, '0')}`
const passOf = (n: number) => ({ pass: `EG1:pass of ${people[n]}` })
const fill = (desk: TestDesk, tubeCode: string, ...who: number[]) => [
  desk.write('open_tube', { tubeCode, pool: 'ten', roundId: null }),
  ...who.map((n) => desk.write('add_swab', { tubeCode, subject: passOf(n), movedFrom: null })),
  desk.write('close_tube', { tubeCode, swabsCounted: who.length }),
]
const answersOf = (answer: { body: { answers: { answer: string; code: string | null }[] } }) =>
  answer.body.answers.map(({ answer: said, code }) => code ?? said)
const residentsIn = async (tubeCode: string) =>
  (await findSamplesByTubes(city.ground.db.read, [tubeCode])).map((one) => one.residentId).toSorted()

test('a tube that was filled offline is on the server as it was filled', async () => {
  const desk = await createTestDesk(city)
  const tubeCode = newTube()
  const answer = await desk.send(fill(desk, tubeCode, 0, 1))
  expect(answer).toMatchObject({ status: 200, body: { received: { upTo: 4, highest: 4, gaps: [] }, conflictsOpen: 0 } })
  expect(answersOf(answer)).toEqual(['stored', 'stored', 'stored', 'stored'])
  await city.applyRecords()
  expect(await residentsIn(tubeCode)).toEqual([people[0], people[1]].toSorted())
  expect(await readTubes(city.ground.db.read, [tubeCode])).toMatchObject([
    {
      kind: 'ten',
      swabs: 2,
      swabsCounted: 2,
      siteId: desk.siteId,
      deviceId: desk.device.scannerId,
      closedAt: city.ground.clock.now(),
      ambiguous: false,
    },
  ])
})

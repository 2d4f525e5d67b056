/**
 * Goal: with desks that work offline, nobody is said to have missed a round whose swab lies on a desk, and a desk that nobody knew of heals on arrival.
 * Method: the real slices from desk to colour, Zhengzhou's rules: a desk sends half of its shift, then the rest; another appears a day later.
 */
import { zhengzhou202201 } from '@evergate/pass/rules'
import { beforeAll, expect, test } from 'vitest'
import { consumeAll } from '../../testing/test-server.ts'
import { findSite } from '../places/index.ts'
import { createTestRound } from '../rounds/testing.ts'
import { createTestCity, createTestDesk, fillTube, type TestCity } from '../sampling/testing.ts'
import { decisionsSlice, publishExampleRuleSets } from './index.ts'
import { judgeMissedRounds } from './missed-rounds.job.ts'

const hourMs = 3_600_000
const slice = decisionsSlice({ utcOffsetHours: 8 })
let city: TestCity
let residents: readonly string[]

beforeAll(async () => {
  city = await createTestCity([slice])
  const { ground, siteIds } = city
  await publishExampleRuleSets(ground)
  const rules = ground.db.read.updateTable('decisions.rule_set')
  await rules.set({ effective_from: null }).execute()
  await rules.set({ effective_from: ground.clock.now() }).where('rule_set_id', '=', zhengzhou202201.id).execute()
  residents = await city.registerMany(4)
  const street_code = (await findSite(ground.db.read, siteIds[0]!))!.streetCode
  await ground.db.read.updateTable('residents.resident').set({ street_code }).execute()
  ground.clock.advance(hourMs)
  const areas = [{ code: street_code, pool: 'ten' as const }]
  await createTestRound(ground, siteIds.slice(0, 1), { areas })
})

const settle = async () => {
  await city.applyRecords()
  await consumeAll(city.ground, [slice])
}
const judge = async () => {
  while ((await judgeMissedRounds(city.ground, new AbortController().signal)) > 0);
}
const colours = async () => {
  const rows = await city.ground.db.read.selectFrom('decisions.colour').select(['resident_id', 'colour']).execute()
  const known = new Map(rows.map((row) => [row.resident_id, row.colour]))
  return residents.map((residentId) => known.get(residentId))
}

test('from desks to colours', async () => {
  const [early, offline, unknownDesk, nowhere] = residents as [string, string, string, string]
  const [desk, later] = [await createTestDesk(city), await createTestDesk(city)]
  city.ground.clock.advance(2 * hourMs)
  const sent = fillTube(desk, 'TUBE-EARLY', [early])
  const kept = fillTube(desk, 'TUBE-KEPT', [offline])
  const hidden = fillTube(later, 'TUBE-HIDDEN', [unknownDesk, unknownDesk])
  await desk.send(sent, { queued: kept.length })
  await settle()
  city.ground.clock.advance(18 * hourMs)
  await judge()
  expect(await colours()).toEqual(['green', 'green', 'green', 'green']) // the desk said that records wait
  await desk.send(kept.slice(1), { queued: 0 })
  await judge()
  expect(await colours()).toEqual(['green', 'green', 'green', 'green']) // a hole is left
  await desk.send(kept.slice(0, 1))
  await judge()
  expect(await colours()).toEqual(['green', 'green', 'green', 'green']) // here, and not added up
  await settle()
  await judge()
  expect(await colours()).toEqual(['green', 'green', 'yellow', 'yellow'])
  city.ground.clock.advance(24 * hourMs)
  await later.send(hidden)
  await settle()
  expect(await colours()).toEqual(['green', 'green', 'green', 'yellow'])
  await later.send(fillTube(later, 'TUBE-NOW', [nowhere]))
  await settle()
  expect(await colours()).toEqual(['green', 'green', 'green', 'green'])
})

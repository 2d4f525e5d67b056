/**
 * Goal: who missed a mandatory round is yellow until sampled, under rules that say so; everybody whose swab may still be on its way is left alone, and a
 * late swab heals at once.
 * Method: real PostgreSQL, Zhengzhou's rules of January 2022; residents of two streets with a site each; the search is stopped in the middle, run by two
 * servers at once, and raced by the swab it did not see. Each guard was broken once to see its test fail.
 */
import { xian202112, zhengzhou202201 } from '@evergate/pass/rules'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { emit } from '../../platform/outbox/emit.ts'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import { consumeAll, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createDemoPlaces, listSites, loadDivisions } from '../places/index.ts'
import type { Round } from '../rounds/index.ts'
import { createTestRound } from '../rounds/testing.ts'
import { seedDevice, seedSwab } from '../sampling/testing.ts'
import { decisionsSlice, publishExampleRuleSets } from './index.ts'
import { judgeMissedRounds } from './missed-rounds.job.ts'

const hourMs = 3_600_000
const slice = decisionsSlice({ utcOffsetHours: 8 })
let ground: TestGround
let siteOf: Map<string, string>
const [streetA, streetB] = ['610113001', '610113002']

const hours = (from: number): Date => new Date(ground.clock.now().getTime() + from * hourMs)
const putInForce = async (ruleSetId: string, from: Date): Promise<void> => {
  await ground.db.read.updateTable('decisions.rule_set').set({ effective_from: null }).execute()
  await ground.db.read.updateTable('decisions.rule_set').set({ effective_from: from }).where('rule_set_id', '=', ruleSetId).execute()
}

beforeEach(async () => {
  ground = await createTestGround()
  await loadDivisions(ground, 'CN-6101')
  await createDemoPlaces(testCtx(ground))
  await publishExampleRuleSets(ground)
  await putInForce(zhengzhou202201.id, hours(-24))
  siteOf = new Map((await listSites(ground.db.read)).map((site) => [site.streetCode, site.siteId]))
})

/** A resident who has lived in the street since before the round. */
async function settle(street: string, since = hours(-48)): Promise<string> {
  const residentId = ground.ids.uuid()
  await sql`
    insert into residents.resident (resident_id, wrapped_key, name_sealed, document_kind, document_sealed, street_code, registered_at)
    values (${residentId}, '', '', 'passport', '', ${street}, ${since})`.execute(ground.db.read)
  return residentId
}

/** A round over both streets that is over, grace and all, since an hour. */
const overRound = (change: Partial<Round> = {}) =>
  createTestRound(ground, [siteOf.get(streetA)!, siteOf.get(streetB)!], {
    startsAt: hours(-19),
    endsAt: hours(-7),
    graceHours: 6,
    areas: [streetA, streetB].map((code) => ({ code, pool: 'ten' as const })),
    ...change,
  })

async function judge(): Promise<void> {
  while ((await judgeMissedRounds(ground, new AbortController().signal)) > 0);
}

/** A server that ends in its transaction after so many: all is written, nothing is committed. */
function dyingAfter(transactions: number): TestGround {
  let done = 0
  const transaction: TestGround['db']['transaction'] = (work) =>
    ground.db.transaction(async (tx) => {
      const result = await work(tx)
      if (done++ === transactions) throw new Error('killed')
      return result
    })
  return { ...ground, db: { ...ground.db, transaction } }
}

async function colours(): Promise<Map<string, string>> {
  const rows = await ground.db.read.selectFrom('decisions.colour').select(['resident_id', 'colour']).execute()
  return new Map(rows.map((row) => [row.resident_id, row.colour]))
}

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

const evidence = () => ground.db.read.selectFrom('decisions.evidence').select(['resident_id', 'kind', 'data']).execute()

const tubeOf = (residentId: string) => `TUBE-${residentId.slice(-12).toUpperCase()}`
const swab = (residentId: string, sampledAt: Date, street = streetA) =>
  seedSwab(ground, { residentId, sampledAt, siteId: siteOf.get(street)!, tubeCode: tubeOf(residentId) })
const missedBy = async () => (await evidence()).filter((row) => row.kind === 'round_missed').map((row) => row.resident_id)

test('who was not sampled by the end of grace is yellow; who was, at whatever site, is not', async () => {
  const missed = await settle(streetA)
  const [first, elsewhere, inGrace, since] = [await settle(streetA), await settle(streetB), await settle(streetB), await settle(streetB)]
  const before = await settle(streetB)
  const roundId = await overRound()
  await swab(first, hours(-19))
  await swab(elsewhere, hours(-10))
  await swab(inGrace, hours(-2), streetB)
  await swab(since, hours(0), streetB)
  await swab(before, hours(-19.001), streetB)
  await judge()
  expect(await colours()).toEqual(new Map([missed, before].map((residentId) => [residentId, 'yellow'])))
  const data = { roundId, startedAt: hours(-19).toISOString(), endedAt: hours(-7).toISOString() }
  const rows = [missed, before].map((resident_id) => ({ resident_id, kind: 'round_missed', data }))
  expect(await evidence()).toEqual(expect.arrayContaining(rows))
  expect((await evidence()).length).toBe(2)
})

test('only those are held to it who lived there when it began', async () => {
  await settle(streetA, hours(-18.9))
  await settle('610113003')
  const movedIn = await settle(streetA)
  await ground.db.read
    .updateTable('residents.resident')
    .set({ street_since: hours(-18) })
    .where('resident_id', '=', movedIn)
    .execute()
  await overRound()
  await judge()
  expect(await missedBy()).toEqual([])
})

test.each([
  ['a voluntary round', { mandatory: false }],
  ['a cancelled round', 'cancelled'],
  ['a round still in grace', { graceHours: 8 }],
  ['a round of more than a week ago', { startsAt: new Date(0), endsAt: new Date('2021-12-20T03:59:59Z') }],
] as const)('%s judges nobody', async (_name, change) => {
  await settle(streetA, new Date(0))
  const round = change === 'cancelled' ? {} : change
  const startsAt = 'startsAt' in round ? new Date('2021-12-19T04:00:00Z') : hours(-19)
  const roundId = await overRound({ ...round, startsAt })
  if (change === 'cancelled') {
    const cancelled = { cancelled_at: hours(-3), cancelled_because: '暴雨' }
    await ground.db.read.updateTable('rounds.round').set(cancelled).where('round_id', '=', roundId).execute()
  }
  await judge()
  expect(await evidence()).toEqual([])
})

test.each([
  ['rules that know no missed round', xian202112.id, -24],
  ['rules that came into force after the grace', zhengzhou202201.id, -0.5],
])('%s judge nobody', async (_name, ruleSetId, from) => {
  await putInForce(ruleSetId, hours(from))
  await settle(streetA)
  await overRound()
  await judge()
  expect(await evidence()).toEqual([])
})

test.each([
  ['left a hole in its sequence', { gap: true, lastContactAt: 0 }],
  ['said that records wait', { queued: 3, lastContactAt: -8 }],
  ['was not heard since the round began', { lastContactAt: -20 }],
])('while a device %s, nobody of its site’s streets is judged', async (_name, { lastContactAt, ...device }) => {
  const [atA, atB] = [await settle(streetA), await settle(streetB)]
  await overRound()
  await seedDevice(ground, { siteId: siteOf.get(streetA)!, lastContactAt: hours(lastContactAt), ...device })
  await judge()
  expect(await missedBy()).toEqual([atB])
  await sql`update sampling.device set received = '{[1,9)}', queued = 0, last_contact_at = ${hours(0)}`.execute(ground.db.read)
  await judge()
  expect((await missedBy()).toSorted()).toEqual([atA, atB].toSorted())
})

test('a device that was last heard days before the round holds nobody up', async () => {
  const residentId = await settle(streetA)
  await overRound()
  await seedDevice(ground, { siteId: siteOf.get(streetA)!, lastContactAt: hours(-19 - 48), gap: true, queued: 5 })
  await judge()
  expect(await missedBy()).toEqual([residentId])
})

test('while records of a site wait to be added up, nobody of its streets is judged', async () => {
  const [atA, atB] = [await settle(streetA), await settle(streetB)]
  await overRound()
  const container = 'TUBE-WAITING'
  await sql`
    insert into sampling.journal (received_at, device_id, site_id, container_code, record_ids, sequences, ats, kinds)
    values (${hours(0)}, ${ground.ids.uuid()}, ${siteOf.get(streetA)!}, ${container}, ${[ground.ids.uuid()]}, '{1}', ${[hours(-9)]}, '{open_tube}')`.execute(
    ground.db.read,
  )
  await sql`insert into sampling.touched (container_code, container, due_at) values (${container}, 'tube', ${hours(0)})`.execute(
    ground.db.read,
  )
  await judge()
  expect(await missedBy()).toEqual([atB])
  await sql`delete from sampling.touched`.execute(ground.db.read)
  await judge()
  expect((await missedBy()).toSorted()).toEqual([atA, atB].toSorted())
})

test('a swab whose record comes late heals at once, and so does one taken since', async () => {
  const [late, since, still] = [await settle(streetA), await settle(streetA), await settle(streetA)]
  await overRound()
  await judge()
  expect([...(await colours()).values()]).toEqual(['yellow', 'yellow', 'yellow'])
  await swab(late, hours(-12))
  await swab(since, hours(0))
  const tubeCodes = [tubeOf(late), tubeOf(since)]
  for (let told = 0; told < 2; told++) await ground.db.transaction((tx) => emit(tx, 'sampling.tubes_changed', { tubeCodes }))
  await consumeAll(ground, [slice])
  expect(await colours()).toEqual(
    new Map([
      [late, 'green'],
      [since, 'green'],
      [still, 'yellow'],
    ]),
  )
  expect((await evidence()).filter((row) => row.kind === 'sample_taken').length).toBe(2)
})

test('a swab that arrives in the very moment of judgement is told of after it', async () => {
  const residentId = await settle(streetA)
  await overRound()
  const [written, judging, told] = [gate(), gate(), gate()]
  const holding = ground.db.transaction(async (tx) => {
    await sql`lock table decisions.evidence in share mode`.execute(tx) // the judgement is made and cannot be written
    await told.opened
  })
  const arriving = ground.db.transaction(async (tx) => {
    await seedSwab(
      { ...ground, db: { ...ground.db, read: tx } },
      { residentId, sampledAt: hours(-12), siteId: siteOf.get(streetA)!, tubeCode: tubeOf(residentId) },
    )
    await emit(tx, 'sampling.tubes_changed', { tubeCodes: [tubeOf(residentId)] })
    written.open()
    await judging.opened
  })
  await written.opened
  const judged = judge()
  await lockWaiters(ground, 1)
  judging.open()
  await arriving
  const heard = consumeAll(ground, [slice])
  await lockWaiters(ground, 2)
  told.open()
  await Promise.all([holding, judged, heard])
  expect(await missedBy()).toEqual([residentId])
  expect([...(await colours()).values()]).toEqual(['green'])
})

test('killed in the middle of a page and run by two servers at once, the search finds everybody once', async () => {
  await sql`
    insert into residents.resident (resident_id, wrapped_key, name_sealed, document_kind, document_sealed, street_code, registered_at)
    select gen_random_uuid(), '', '', 'passport', '', case when n % 3 = 0 then ${streetA} else ${streetB} end, ${hours(-48)}
    from generate_series(1, 3300) as n`.execute(ground.db.read)
  await overRound()
  await expect(judgeMissedRounds(dyingAfter(2), new AbortController().signal)).rejects.toThrow('killed')
  expect((await missedBy()).length).toBe(1_100) // the first street's two pages; of the third page nothing is left
  await Promise.all([judge(), judge()])
  await judge()
  const found = await missedBy()
  expect([found.length, new Set(found).size]).toEqual([3300, 3300])
  const searches = await ground.db.read.selectFrom('decisions.missed_round_search').select(['street_code', 'found', 'done_at']).execute()
  expect(searches.map((row) => [row.street_code, Number(row.found), row.done_at !== null]).toSorted()).toEqual([
    [streetA, 1100, true],
    [streetB, 2200, true],
  ])
})

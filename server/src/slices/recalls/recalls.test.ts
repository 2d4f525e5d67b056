/**
 * Goal: in a real database recalls and messages are what the facts say, whatever became known first; staff see them street by street, audited and
 * masked, residents see their own and nobody else's.
 * Method: every pool case in several orders through the consumers of decisions and recalls; then the routes, with real residents, staff and phones.
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { consumeAll } from '../../testing/test-server.ts'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { decisionsSlice, publishExampleRuleSets } from '../decisions/index.ts'
import { type Arrival, createTubeWorld, hour, poolCases } from '../decisions/testing.ts'
import type { RegisteredResident } from '../residents/testing.ts'
import { createTestCity, type TestCity } from '../sampling/testing.ts'
import { countOpenRecalls, readRecallsOfResident, recallsSlice } from './index.ts'

const slices = [decisionsSlice({ utcOffsetHours: 8 }), recallsSlice()]
let city: TestCity

beforeAll(async () => {
  city = await createTestCity(slices)
  await publishExampleRuleSets(city.ground)
  city.ground.clock.set(hour(100))
})

const orders: readonly { name: string; order: (arrivals: readonly Arrival[]) => readonly Arrival[]; each: boolean }[] = [
  { name: 'as told', order: (arrivals) => arrivals, each: true },
  { name: 'backwards', order: (arrivals) => arrivals.toReversed(), each: true },
  {
    name: 'from the middle',
    order: (arrivals) => [...arrivals.slice(arrivals.length / 2), ...arrivals.slice(0, arrivals.length / 2)],
    each: false,
  },
]

test.each(orders)('every case ends in its recalls and messages: $name', async ({ name, order, each }) => {
  const { ground } = city
  const worlds = poolCases.map((one) => ({ ...one, world: createTubeWorld(ground, slices, `${name}, ${one.name}`) }))
  for (let step = 0; step < Math.max(...poolCases.map((one) => one.arrivals.length)); step += 1) {
    for (const { world, arrivals } of worlds) {
      const next = order(arrivals)[step]
      if (next !== undefined) await world.arrive(next)
    }
    if (each) await consumeAll(ground, slices)
  }
  await consumeAll(ground, slices)
  const ended: Record<string, unknown> = {}
  for (const { name: title, world } of worlds) {
    const recalls = await readRecallsOfResident(ground.db.read, world.residentId)
    const { rows } = await sql<{ at: Date; kind: string }>`
      select at, kind from recalls.message where resident_id = ${world.residentId}`.execute(ground.db.read)
    ended[title] = {
      recalls: recalls.map(({ tubeCode, state }) => `${tubeCode.at(-1)} ${state}`).sort(),
      messages: rows.map(({ at, kind }) => `${(at.getTime() - hour(0).getTime()) / 3_600_000} ${kind}`).sort(),
    }
  }
  expect(ended).toEqual(
    Object.fromEntries(
      poolCases.map(({ name: title, expect: { recalls, messages } }) => [title, { recalls, messages: messages.toSorted() }]),
    ),
  )
})

test('who was never in anything but negative tubes leaves no trace here', async () => {
  const world = createTubeWorld(city.ground, slices, 'plain')
  for (const arrival of poolCases[0]!.arrivals) await world.arrive(arrival)
  await world.settle()
  const { rows } = await sql`select from recalls.noted_tube where resident_id = ${world.residentId}`.execute(city.ground.db.read)
  expect(rows).toEqual([])
})

async function recalled(n: number, tube: string): Promise<RegisteredResident> {
  const resident = await city.register(n)
  await sql`update residents.resident set street_code = ${n % 2 === 0 ? '610103001' : '610113002'} where resident_id = ${resident.residentId}`.execute(
    city.ground.db.read,
  )
  const world = createTubeWorld(city.ground, slices, `resident ${n}`, resident.residentId)
  await world.arrive({ opened: tube, kind: 'ten' })
  await world.arrive({ swab: 's', in: tube, at: 0 })
  await world.arrive({ result: 'r', of: tube, outcome: 'positive', at: 5 })
  await world.settle()
  return resident
}

test('staff see who has to be sampled again, by street, masked, and the look is audited', async () => {
  const { app, ground } = city
  for (const n of [1, 2, 3]) await recalled(n, 'A')
  const community = await createTestStaff(app, ground, ['community'])
  const { status, body } = await community.call('GET', '/v1/recalls?streetCode=610113002')
  expect(status).toBe(200)
  expect(body).toMatchObject({ counts: { open: 2, resolved: 0, cancelled: 0 }, nextCursor: null })
  expect(body.recalls).toHaveLength(2)
  expect(body.recalls[0]).toMatchObject({
    nameMasked: '王*明',
    streetCode: '610113002',
    askedAt: hour(5).toISOString(),
    state: 'open',
    endedAt: null,
  })
  const { rows } =
    await sql`select subject, detail from audit.entry where action = 'recalls.read_list' and actor_id = ${community.accountId}`.execute(
      ground.db.read,
    )
  expect(rows).toEqual([{ subject: '610113002', detail: { state: 'open', shown: 2 } }])
  expect(await countOpenRecalls(ground.db.read, ground.ids.uuid())).toBe(0)
  const guard = await createTestStaff(app, ground, ['guard'])
  expect((await guard.call('GET', '/v1/recalls')).status).toBe(403)
})

test('the pages of the list show everybody once', async () => {
  const { app, ground } = city
  await sql`
    insert into recalls.recall (resident_id, recall_id, tube_code, street_code, asked_at, state)
    select gen_random_uuid(), gen_random_uuid(), 'PAGED', '610103002', ${hour(5)}, 'open' from generate_series(1, 230)`.execute(
    ground.db.read,
  )
  const staff = await createTestStaff(app, ground, ['commander'])
  const pages = await readPages(staff, '/v1/recalls?streetCode=610103002')
  expect(pages.map((page) => page.length)).toEqual([100, 100, 30])
  expect(new Set(pages.flat()).size).toBe(230)
  expect((await staff.call('GET', '/v1/recalls?cursor=nonsense')).status).toBe(200)
})

async function readPages(staff: TestStaff, path: string): Promise<string[][]> {
  const pages: string[][] = []
  for (let cursor = ''; ; ) {
    const { body } = await staff.call('GET', `${path}&cursor=${encodeURIComponent(cursor)}`)
    pages.push(body.recalls.map((one: { recallId: string }) => one.recallId))
    if (body.nextCursor === null) return pages
    cursor = body.nextCursor
  }
}

test('a resident reads their messages, and a message stays read when the facts are told again', async () => {
  const resident = await recalled(10, 'B')
  const stranger = await city.register(11)
  const path = `/v1/residents/${resident.residentId}/messages`
  const { body } = await resident.phone.call('GET', path)
  expect(body.messages).toMatchObject([{ kind: 'recall_asked', at: hour(5).toISOString(), readAt: null }])
  const messageId = body.messages[0].messageId
  expect((await stranger.phone.call('GET', path)).body.code).toBe('recalls.not_held')
  expect((await stranger.phone.call('POST', `${path}/${messageId}/read`)).body.code).toBe('recalls.not_held')
  expect((await resident.phone.call('POST', `${path}/${city.ground.ids.uuid()}/read`)).body.code).toBe('recalls.message_not_found')
  expect((await resident.phone.call('POST', `${path}/${messageId}/read`)).status).toBe(200)
  const readAt = city.ground.clock.now().toISOString()
  city.ground.clock.advance(1_000)
  expect((await resident.phone.call('POST', `${path}/${messageId}/read`)).body.readAt).toBe(readAt)
  const world = createTubeWorld(city.ground, slices, 'resident 10', resident.residentId)
  await world.arrive({ opened: 'S', kind: 'single' })
  await world.arrive({ swab: 's2', in: 'S', at: 8 })
  await world.arrive({ result: 'r2', of: 'S', outcome: 'negative', at: 12 })
  await world.settle()
  const after = await resident.phone.call('GET', path)
  expect(after.body.messages).toMatchObject([
    { kind: 'recall_ended', readAt: null, data: { end: 'single_result' } },
    { kind: 'recall_asked', readAt },
  ])
})

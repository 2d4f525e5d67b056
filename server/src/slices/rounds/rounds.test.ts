/**
 * Goal: a round is planned within every limit, two never ask the same street at once, desks see theirs, and nothing changes it once it is over.
 * Method: real PostgreSQL, the real divisions, routes in memory, planners that race; every refusal once.
 */
import type { FastifyInstance } from 'fastify'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createTestScanner, createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { createDemoPlaces, findSite, findVenue, listSites, loadDivisions, placesSlice, type Site } from '../places/index.ts'
import { findOrCreateByDocument } from '../residents/index.ts'
import { idNumber } from '../residents/testing.ts'
import { staffSlice } from '../staff/index.ts'
import { createDemoRound, findRoundsAt, listEndedRounds, listRounds, readRound, roundsSlice } from './index.ts'
import { createTestRound, roundPlan } from './testing.ts'

const hourMs = 3_600_000
let ground: TestGround
let app: FastifyInstance
let commander: TestStaff
let sites: readonly Site[]
let siteId: string

beforeAll(async () => {
  ground = await createTestGround()
  await loadDivisions(ground, 'CN-6101')
  await createDemoPlaces(testCtx(ground))
  const key = { kty: 'EC', crv: 'P-256', x: '', y: '' }
  const staff = staffSlice({ rootThumbprint: async () => '', findSite, findVenue })
  app = await createTestApp(ground, [staff, placesSlice({ region: 'CN-6101', rootKey: async () => key }), roundsSlice()])
  commander = await createTestStaff(app, ground, ['commander'])
  sites = await listSites(ground.db.read)
  siteId = sites.find((site) => site.streetCode === '610113001')!.siteId
  for (let n = 1; n <= 6; n++) {
    const [met] = await findOrCreateByDocument(testCtx(ground), [{ document: { kind: 'resident_id', number: idNumber(n) }, name: null }])
    const street_code = n <= 4 ? '610113001' : '610113002'
    if (met?.ok === true)
      await ground.db.read.updateTable('residents.resident').set({ street_code }).where('resident_id', '=', met.value).execute()
  }
})
beforeEach(async () => {
  await ground.db.read.updateTable('rounds.round').set({ cancelled_at: ground.clock.now(), cancelled_because: 'test' }).execute()
})

const plan = (change: object = {}) => roundPlan(ground, [siteId], change)
const later = (hours: number) => new Date(ground.clock.now().getTime() + hours * hourMs).toISOString()
const post = (change: object = {}) => commander.call('POST', '/v1/rounds', plan(change))

test('a round is previewed, planned, listed, read, and on the trail', async () => {
  const body = plan({
    areas: [
      { code: '610113', pool: 'ten' },
      { code: '610113002', pool: 'household' },
    ],
  })
  const preview = await commander.call('POST', '/v1/rounds/preview', body)
  const areas = [
    { code: '610113', name: '雁塔区', expected: 4, pool: 'ten' },
    { code: '610113002', name: '大雁塔街道', expected: 2, pool: 'household' },
  ]
  expect(preview).toMatchObject({ status: 200, body: { expected: 6, areas, sites: [{ siteId, expected: 6, overloaded: false }] } })
  expect((await commander.call('GET', '/v1/rounds?state=running')).body.rounds).toEqual([])
  const planned = await commander.call('POST', '/v1/rounds', body)
  expect(planned.status).toBe(201)
  const { roundId } = planned.body
  const head = { roundId, name: '第一轮', graceHours: 6, mandatory: true, state: 'running', expected: 6 }
  expect((await commander.call('GET', '/v1/rounds?state=running')).body.rounds).toEqual([
    { ...head, startsAt: body.startsAt, endsAt: body.endsAt, areas: 2, sites: 1 },
  ])
  const read = (await commander.call('GET', `/v1/rounds/${roundId}`)).body
  expect(read).toMatchObject({
    ...head,
    areas,
    sites: [{ siteId, desks: 2, opensAt: '08:00', mapX: 470, mapY: 590, streetCode: '610113001' }],
  })
  const trail = await ground.db.read
    .selectFrom('audit.entry')
    .select(['action', 'actor_id', 'detail'])
    .where('subject', '=', roundId)
    .execute()
  expect(trail).toEqual([
    { action: 'rounds.plan', actor_id: commander.accountId, detail: { name: '第一轮', mandatory: true, areas: 2, buildings: 0, sites: 1 } },
  ])
})

test('buildings are sampled at their doors: expected as the planner says, once, and no load of any site', async () => {
  const tower = { streetCode: '610102001', name: '3 号楼', residents: 240, pool: 'household' }
  const inside = { streetCode: '610113001', name: '1 号楼', residents: 90, pool: 'household' }
  const body = plan({ buildings: [tower, inside] })
  const { expected, buildings, sites: loads } = (await commander.call('POST', '/v1/rounds/preview', body)).body
  expect({ expected, buildings }).toEqual({ expected: 6 + 240, buildings: [tower, inside] }) // whoever lives in the street is expected already
  expect(loads[0].expected).toBe(6)
  const { roundId } = (await commander.call('POST', '/v1/rounds', plan({ areas: [], buildings: [tower] }))).body
  expect((await commander.call('GET', `/v1/rounds/${roundId}`)).body).toMatchObject({ expected: 240, areas: [], buildings: [tower] })
  expect((await commander.call('GET', '/v1/rounds?state=running')).body.rounds[0]).toMatchObject({ roundId, expected: 240, areas: 0 })
  expect(await findRoundsAt(ground.db.read, siteId, ground.clock.now())).toMatchObject([{ roundId, pool: 'household' }])
})

test.each([
  ['asks nobody', () => ({ areas: [] }), 422, 'rounds.nowhere'],
  [
    'names a building twice',
    () => ({ buildings: Array(2).fill({ streetCode: '610113001', name: '1', residents: 9, pool: 'household' }) }),
    422,
    'rounds.building_twice',
  ],
  [
    'has a building in no street',
    () => ({ buildings: [{ streetCode: '610113999', name: '1', residents: 9, pool: 'household' }] }),
    422,
    'rounds.area_unknown',
  ],
  ['ends before it starts', () => ({ endsAt: later(0) }), 422, 'rounds.ends_before_start'],
  ['is over already', () => ({ startsAt: later(-5), endsAt: later(-1) }), 422, 'rounds.ends_in_past'],
  ['lasts too long', () => ({ endsAt: later(14 * 24 + 1) }), 422, 'rounds.too_long'],
  ['is too far ahead', () => ({ startsAt: later(91 * 24), endsAt: later(91 * 24 + 1) }), 422, 'rounds.too_far_ahead'],
  [
    'has tubes of no length',
    () => ({ tubeRule: { prefixes: [], lengthMin: 9, lengthMax: 8, checksum: 'none' } }),
    422,
    'rounds.tube_rule_invalid',
  ],
  ['names an area twice', () => ({ areas: [plan().areas[0], plan().areas[0]] }), 422, 'rounds.area_twice'],
  ['names an unknown street', () => ({ areas: [{ code: '610113999', pool: 'ten' }] }), 422, 'rounds.area_unknown'],
  ['names a site twice', () => ({ sites: [plan().sites[0], plan().sites[0]] }), 422, 'rounds.site_twice'],
  ['names an unknown site', () => ({ sites: [{ ...plan().sites[0], siteId: ground.ids.uuid() }] }), 422, 'rounds.site_unknown'],
  [
    'has a site that never opens',
    () => ({ endsAt: later(2), sites: [{ ...plan().sites[0], opensAt: '04:00', closesAt: '05:00' }] }),
    422,
    'rounds.site_never_open',
  ],
  ['has no site', () => ({ sites: [] }), 400, 'request.invalid'],
  ['has a wrong area code', () => ({ areas: [{ code: '61011', pool: 'ten' }] }), 400, 'request.invalid'],
  ['has an unknown pool', () => ({ areas: [{ code: '610113', pool: 'thirty' }] }), 400, 'request.invalid'],
  ['has too many desks', () => ({ sites: [{ ...plan().sites[0], desks: 61 }] }), 400, 'request.invalid'],
  ['has a time that is none', () => ({ sites: [{ ...plan().sites[0], opensAt: '24:00' }] }), 400, 'request.invalid'],
  ['has too long a grace', () => ({ graceHours: 73 }), 400, 'request.invalid'],
  ['has a field more', () => ({ demo: true }), 400, 'request.invalid'],
])('a plan that %s is refused', async (_name, change, status, code) => {
  expect(await post(change())).toMatchObject({ status, body: { code } })
  expect((await commander.call('POST', '/v1/rounds/preview', plan(change()))).body.code).toBe(code)
  if (status !== 400) {
    const refused = await ground.db.read.selectFrom('audit.entry').select('outcome').where('outcome', '=', code).execute()
    expect(refused.length).toBeGreaterThan(0)
  }
})

test.each([
  ['the same district', [{ code: '610113', pool: 'ten' }], 0, true],
  ['a street of it', [{ code: '610113001', pool: 'single' }], 3, true],
  ['another district', [{ code: '610104', pool: 'ten' }], 0, false],
  ['the same district afterwards', [{ code: '610113', pool: 'ten' }], 12, false],
])('a second round in %s', async (_name, areas, afterHours, refused) => {
  const first = await post()
  const second = await post({ name: '第二轮', areas, startsAt: later(afterHours), endsAt: later(afterHours + 12) })
  if (refused) expect(second).toMatchObject({ status: 409, body: { code: 'rounds.overlap', roundId: first.body.roundId, area: '610113' } })
  else expect(second.status).toBe(201)
})

test('the district of a street that another round asks', async () => {
  await post({ areas: [{ code: '610113001', pool: 'single' }] })
  expect((await post()).body).toMatchObject({ code: 'rounds.overlap', area: '610113001' })
})

test('of planners that race for one district one wins', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => post()))
  expect(answers.map((one) => one.status).toSorted()).toEqual([201, 409, 409, 409, 409])
})

test('a round is extended, not into another, not shortened, and never once it is over', async () => {
  const { roundId } = (await post()).body
  await post({ name: '第二轮', startsAt: later(20), endsAt: later(30) })
  const extend = (id: string, endsAt: string) => commander.call('POST', `/v1/rounds/${id}/extend`, { endsAt })
  expect((await extend(roundId, later(12))).body.code).toBe('rounds.not_later')
  expect((await extend(roundId, later(21))).body.code).toBe('rounds.overlap')
  expect((await extend(roundId, later(14 * 24 + 1))).body.code).toBe('rounds.too_long')
  expect((await extend(ground.ids.uuid(), later(20))).body.code).toBe('rounds.not_found')
  expect((await extend(roundId, later(20))).status).toBe(204)
  expect((await readRound(ground.db.read, roundId))?.endsAt.toISOString()).toBe(later(20))
  const over = await createTestRound(ground, [siteId], { startsAt: new Date(later(-30)), endsAt: new Date(later(-6)) })
  expect((await extend(over, later(1))).body.code).toBe('rounds.over')
})

test('a round is cancelled once, with its reason; then another may take its place', async () => {
  const { roundId } = (await post()).body
  const cancel = (id: string, reason = '暴雨') => commander.call('POST', `/v1/rounds/${id}/cancel`, { reason })
  expect((await cancel(roundId, 'x')).status).toBe(400)
  expect((await cancel(roundId)).status).toBe(204)
  expect((await cancel(roundId)).body.code).toBe('rounds.cancelled_already')
  expect((await cancel(ground.ids.uuid())).body.code).toBe('rounds.not_found')
  expect((await commander.call('GET', `/v1/rounds/${roundId}`)).body).toMatchObject({ state: 'cancelled', cancelledBecause: '暴雨' })
  expect((await post()).status).toBe(201)
})

test('a desk sees the rounds of its site, those in grace and of the next day too, with its street’s pool', async () => {
  const areas = [
    { code: '610113', pool: 'ten' as const },
    { code: '610113001', pool: 'household' as const },
  ]
  const running = await createTestRound(ground, [siteId], { areas })
  const inGrace = await createTestRound(ground, [siteId], { startsAt: new Date(later(-12)), endsAt: new Date(later(-5)) })
  const tomorrow = await createTestRound(ground, [siteId], { startsAt: new Date(later(23)), endsAt: new Date(later(40)) })
  await createTestRound(ground, [siteId], { startsAt: new Date(later(25)), endsAt: new Date(later(40)) })
  await createTestRound(ground, [siteId], { startsAt: new Date(later(-12)), endsAt: new Date(later(-6)) })
  await createTestRound(ground, [sites.find((site) => site.siteId !== siteId)!.siteId])
  const now = await findRoundsAt(ground.db.read, siteId, ground.clock.now())
  expect(now.map((round) => round.roundId)).toEqual([running, inGrace])
  expect(now[0]).toMatchObject({ pool: 'household', name: '第一轮', mandatory: true, tubeRule: { checksum: 'none' } })
  const scanner = await createTestScanner(app, ground, ['sampler'], { siteId })
  const shown = (await scanner.call('GET', `/v1/rounds/at-site?siteId=${siteId}`)).body.rounds as { roundId: string }[]
  expect(shown.map((round) => round.roundId)).toEqual([tomorrow, running, inGrace])
  expect((await commander.call('GET', `/v1/rounds/at-site?siteId=${siteId}`)).status).toBe(403)
  const guard = await createTestStaff(app, ground, ['administrator', 'laboratory'])
  expect((await guard.call('POST', '/v1/rounds', plan())).status).toBe(403)
})

test('ended rounds are those that judge: mandatory, not cancelled, over with their grace', async () => {
  const times = { startsAt: new Date(later(-30)), endsAt: new Date(later(-6)) }
  const over = await createTestRound(ground, [siteId], times)
  await createTestRound(ground, [siteId], { ...times, mandatory: false })
  await createTestRound(ground, [siteId], { ...times, graceHours: 7 })
  const ended = await listEndedRounds(ground.db.read, ground.clock.now(), new Date(later(-48)))
  expect(ended.map((round) => round.roundId)).toEqual([over])
  expect(await listEndedRounds(ground.db.read, ground.clock.now(), new Date(later(-6)))).toEqual([])
})

test('the practice round is made once, over all districts, and stands in no other’s way', async () => {
  await ground.db.read.deleteFrom('rounds.area').execute()
  await ground.db.read.deleteFrom('rounds.building').execute()
  await ground.db.read.deleteFrom('rounds.site').execute()
  await ground.db.read.deleteFrom('rounds.round').execute()
  await Promise.all([createDemoRound(testCtx(ground)), createDemoRound(testCtx(ground))])
  const rounds = await listRounds(ground.db.read)
  expect(rounds).toMatchObject([{ demo: true, mandatory: false }])
  expect([rounds[0]!.areas.length, rounds[0]!.siteCount]).toEqual([13, 5])
  expect(rounds[0]!.areas.every((area) => area.pool === 'ten')).toBe(true)
  expect((await post()).status).toBe(201)
})

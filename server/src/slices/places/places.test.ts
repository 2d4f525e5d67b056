/**
 * Goal: the region's divisions are there after every start, places hang from them, and only those who may add places do.
 * Method: real PostgreSQL, the real division data, two starts at once, routes in memory, every refusal.
 */
import { examplePolicies } from '@evergate/pass'
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createTestScanner, createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { staffSlice } from '../staff/index.ts'
import {
  createDemoPlaces,
  findLaboratory,
  findSite,
  findStreet,
  findVenue,
  listSites,
  loadDivisions,
  placesSlice,
  readSiteNames,
} from './index.ts'
import { venueTypes } from './venue-type.ts'

const rootKey = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) }

let ground: TestGround
let app: FastifyInstance
let commander: TestStaff
let administrator: TestStaff

beforeAll(async () => {
  ground = await createTestGround()
  await Promise.all([loadDivisions(ground, 'CN-6101'), loadDivisions(ground, 'CN-6101')])
  const staff = staffSlice({ rootThumbprint: async () => '', findSite, findVenue })
  app = await createTestApp(ground, [staff, placesSlice({ region: 'CN-6101', rootKey: async () => ({ ...rootKey, d: 'secret' }) })])
  commander = await createTestStaff(app, ground, ['commander'])
  administrator = await createTestStaff(app, ground, ['administrator'])
})

test('Xi’an has its thirteen districts and counties with their streets, loaded again without harm', async () => {
  await ground.db.read.updateTable('places.street').set({ name: 'old name' }).where('code', '=', '610113002').execute()
  await loadDivisions(ground, 'CN-6101')
  const response = await app.inject('/v1/divisions')
  const { districts } = response.json() as { districts: { code: string; name: string; streets: { code: string; name: string }[] }[] }
  expect(districts.length).toBe(13)
  expect(districts.map((one) => one.name)).toContain('高陵区')
  expect(districts.reduce((sum, one) => sum + one.streets.length, 0)).toBe(172)
  expect(districts.find((one) => one.code === '610113')?.streets).toContainEqual({ code: '610113002', name: '大雁塔街道' })
  expect(response.headers['cache-control']).toBe('public, max-age=3600')
  expect(await findStreet(ground.db.read, '610113002')).toEqual({ code: '610113002', districtCode: '610113', name: '大雁塔街道' })
  expect(await findStreet(ground.db.read, '999999999')).toBeUndefined()
})

test('the region tells its time and the public part of its root key, and nothing more of it', async () => {
  const response = await app.inject('/v1/region')
  expect(response.json()).toEqual({
    region: 'CN-6101',
    names: { 'zh-CN': '西安市', en: 'Xi’an' },
    utcOffsetMinutes: 480,
    rootKey,
    realNameCheck: 'format_only',
    serverTime: ground.clock.now().toISOString(),
    demo: false,
  })
  expect(response.headers['cache-control']).toBe('no-store')
})

test('a site, a laboratory and a venue are added, listed and found', async () => {
  const { siteId } = (await commander.call('POST', '/v1/sites', { name: ' 曲江采样点 ', streetCode: '610113008' })).body
  const { laboratoryId } = (await administrator.call('POST', '/v1/laboratories', { name: '第三检验所' })).body
  const venue = { name: '曲江书店', venueType: 'shop', streetCode: '610113008' }
  const { venueId } = (await administrator.call('POST', '/v1/venues', venue)).body
  const scanner = await createTestScanner(app, ground, ['guard'])
  const [mapX, mapY] = [expect.any(Number), expect.any(Number)]
  const site = { siteId, name: '曲江采样点', districtCode: '610113', streetCode: '610113008', mapX, mapY }
  expect((await scanner.call('GET', '/v1/sites')).body.sites).toContainEqual(site)
  expect((await commander.call('GET', '/v1/laboratories')).body.laboratories).toContainEqual({ laboratoryId, name: '第三检验所' })
  expect((await commander.call('GET', '/v1/venues')).body.venues).toContainEqual({ venueId, ...venue })
  expect(await findSite(ground.db.read, siteId)).toMatchObject({ name: '曲江采样点' })
  expect(await readSiteNames(ground.db.read, [siteId, siteId, venueId])).toEqual(new Map([[siteId, '曲江采样点']]))
  expect(await findVenue(ground.db.read, venueId)).toEqual({ venueId, name: '曲江书店', venueType: 'shop' })
  expect(await findLaboratory(ground.db.read, laboratoryId)).toEqual({ laboratoryId, name: '第三检验所' })
})

test('a site stands near its district until it is placed, always at the same point', async () => {
  const { siteId } = (await commander.call('POST', '/v1/sites', { name: '北关采样点', streetCode: '610104001' })).body
  const derived = await findSite(ground.db.read, siteId)
  expect(derived).toEqual(await findSite(ground.db.read, siteId))
  expect(Math.hypot(derived!.mapX - 430, derived!.mapY - 470)).toBeLessThan(80)
  expect((await commander.call('PUT', `/v1/sites/${siteId}/position`, { mapX: 0, mapY: 1_000 })).status).toBe(204)
  expect((await listSites(ground.db.read)).find((site) => site.siteId === siteId)).toMatchObject({ mapX: 0, mapY: 1_000 })
  const nowhere = `/v1/sites/${ground.ids.uuid()}/position`
  expect(await commander.call('PUT', nowhere, { mapX: 1, mapY: 1 })).toMatchObject({ status: 404, body: { code: 'places.site_unknown' } })
  expect((await commander.call('PUT', `/v1/sites/${siteId}/position`, { mapX: 1_001, mapY: 1 })).status).toBe(400)
})

test.each([
  ['/v1/sites', { name: 'A', streetCode: '610113999' }, 422, 'places.street_unknown'],
  ['/v1/sites', { name: 'Taken', streetCode: '610113001' }, 409, 'places.name_taken'],
  ['/v1/sites', { name: ' ', streetCode: '610113001' }, 400, 'request.invalid'],
  ['/v1/sites', { name: 'x'.repeat(101), streetCode: '610113001' }, 400, 'request.invalid'],
  ['/v1/venues', { name: 'A', venueType: 'castle', streetCode: '610113001' }, 400, 'request.invalid'],
  ['/v1/venues', { name: 'A', venueType: 'shop', streetCode: '61011300' }, 400, 'request.invalid'],
  ['/v1/laboratories', { name: 'A', streetCode: '610113001' }, 400, 'request.invalid'],
])('POST %s %j is refused', async (path, body, status, code) => {
  await administrator.call('POST', '/v1/sites', { name: 'Taken', streetCode: '610113001' })
  expect(await administrator.call('POST', path, body)).toMatchObject({ status, body: { code } })
})

test('others add nothing', async () => {
  const sampler = await createTestStaff(app, ground, ['sampler', 'laboratory', 'auditor'])
  const place = { name: 'B', streetCode: '610113001' }
  expect((await sampler.call('POST', '/v1/sites', place)).status).toBe(403)
  expect((await sampler.call('POST', '/v1/venues', { ...place, venueType: 'shop' })).status).toBe(403)
  expect((await commander.call('POST', '/v1/laboratories', { name: 'B' })).status).toBe(403)
  expect((await app.inject('/v1/sites')).statusCode).toBe(401)
})

test('demo places are made once, and only in an empty city', async () => {
  const fresh = await createTestGround()
  await loadDivisions(fresh, 'CN-6101')
  await Promise.all([createDemoPlaces(testCtx(fresh)), createDemoPlaces(testCtx(fresh))])
  const count = async (table: 'places.site' | 'places.laboratory' | 'places.venue') =>
    (await fresh.db.read.selectFrom(table).select('name').execute()).length
  expect([await count('places.site'), await count('places.laboratory'), await count('places.venue')]).toEqual([5, 2, 8])
  await createDemoPlaces(testCtx(ground))
  expect((await app.inject('/v1/region')).json().demo).toBe(false)
})

test('venues have the types that the signed policies have rules for', () => {
  const { venues } = examplePolicies({ iss: 'CN-6101', version: 1, issuedAt: 0, expiresAt: 1 })
  expect(Object.keys(venues).toSorted()).toEqual([...venueTypes].toSorted())
})

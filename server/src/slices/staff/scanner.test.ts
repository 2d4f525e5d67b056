/**
 * Goal: a scanner device gets in with one code, once, with a key it holds, and out when it is revoked.
 * Method: real PostgreSQL, real P-256 keys and proofs; codes reused, expired, mistyped, raced; tokens without their key.
 */
import type { FastifyInstance } from 'fastify'
import { beforeEach, expect, test } from 'vitest'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import { createTestPhone, type TestAnswer, type TestPhone } from '../../testing/test-phone.ts'
import { createTestApp, createTestGround, type TestGround } from '../../testing/test-server.ts'
import { createTestScanner, createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { staffSlice } from './index.ts'

const site = { siteId: '018f0000-0000-7000-8000-000000000001', name: '大雁塔采样点' }
const venue = { venueId: '018f0000-0000-7000-8000-000000000002', name: '钟楼商场', venueType: 'shop' }

let ground: TestGround
let app: FastifyInstance
let commander: TestStaff

beforeEach(async () => {
  ground = await createTestGround()
  const slice = staffSlice({
    rootThumbprint: async () => '0123456789ABCDEF'.repeat(4),
    findSite: async (_db, siteId) => (siteId === site.siteId ? site : undefined),
    findVenue: async (_db, venueId) => (venueId === venue.venueId ? venue : undefined),
  })
  app = await createTestApp(ground, [slice])
  commander = await createTestStaff(app, ground, ['commander'])
})

const wish = { label: 'Desk 1', purposes: ['guard', 'sampler'], siteId: site.siteId, venueId: venue.venueId }
const allow = async (change: object = {}) => (await commander.call('POST', '/v1/staff/scanner-enrolments', { ...wish, ...change })).body
const enrol = (device: TestPhone, code: string, deviceKey: object = device.publicKey) =>
  device.call('POST', '/v1/scanners', { code, deviceKey })

test('a code enrols one device, which is then known by token and key', async () => {
  const { code, expiresAt } = await allow()
  expect(code).toMatch(/^EGE(-[2-9A-HJKMNP-Z]{4}){3}\.0123456789abcdef$/)
  expect(new Date(expiresAt).getTime() - ground.clock.now().getTime()).toBe(86_400_000)
  const device = await createTestPhone(app, ground)
  const answer = await enrol(device, ` ${code.toLowerCase().replaceAll('-', ' ')}`)
  expect(answer).toMatchObject({ status: 200, body: { purposes: ['guard', 'sampler'], site, venue } })
  expect(answer.body.accessToken).toMatch(/^egs_[\w-]{43}$/)
  device.accessToken = answer.body.accessToken
  expect((await device.call('GET', '/v1/scanner/me')).body).toEqual({
    scannerId: answer.body.scannerId,
    purposes: ['guard', 'sampler'],
    site,
    venue,
  })
  const thief = await createTestPhone(app, ground)
  thief.accessToken = answer.body.accessToken
  expect(await thief.call('GET', '/v1/scanner/me')).toMatchObject({ status: 401, body: { code: 'request.proof_refused' } })
  const proof = await device.proof('GET', '/v1/scanner/me')
  const replay = () => app.inject({ url: '/v1/scanner/me', headers: { authorization: `DPoP ${device.accessToken}`, dpop: proof } })
  expect([(await replay()).statusCode, (await replay()).statusCode]).toEqual([200, 401])
})

test('a code works for one device; the same device may ask again, and only its last token counts', async () => {
  const { code } = await allow()
  const [device, other] = [await createTestPhone(app, ground), await createTestPhone(app, ground)]
  const first = (await enrol(device, code)).body
  expect(await enrol(other, code)).toMatchObject({ status: 409, body: { code: 'staff.enrolment_used' } })
  const second = (await enrol(device, code)).body
  expect(second.scannerId).toBe(first.scannerId)
  device.accessToken = first.accessToken
  expect((await device.call('GET', '/v1/scanner/me')).status).toBe(401)
  device.accessToken = second.accessToken
  expect((await device.call('GET', '/v1/scanner/me')).status).toBe(200)
})

test('when five devices race for one code, one gets in', async () => {
  const { code } = await allow()
  const devices = await Promise.all([1, 2, 3, 4, 5].map(() => createTestPhone(app, ground)))
  let enrolments: Promise<TestAnswer[]> = Promise.resolve([])
  await ground.db.transaction(async (tx) => {
    await tx.selectFrom('staff.scanner_enrolment').select('enrolment_id').forUpdate().execute()
    enrolments = Promise.all(devices.map((device) => enrol(device, code)))
    await lockWaiters(ground, 5) // all have begun, none has the code
  })
  expect((await enrolments).map((one) => one.status).toSorted()).toEqual([200, 409, 409, 409, 409])
})

test('codes that are wrong, expired or not proven are refused', async () => {
  const { code } = await allow()
  const device = await createTestPhone(app, ground)
  const other = await createTestPhone(app, ground)
  expect(await enrol(device, 'EGE-AAAA-BBBB-CCCC.0123456789abcdef')).toMatchObject({
    status: 422,
    body: { code: 'staff.enrolment_unknown' },
  })
  expect(await enrol(device, code, other.publicKey)).toMatchObject({ status: 422, body: { code: 'staff.device_key_mismatch' } })
  const unproven = await app.inject({ method: 'POST', url: '/v1/scanners', payload: { code, deviceKey: device.publicKey } })
  expect(unproven.statusCode).toBe(401)
  ground.clock.advance(86_400_000)
  expect(await enrol(device, code)).toMatchObject({ status: 410, body: { code: 'staff.enrolment_expired' } })
})

test.each([
  ['an unknown site', { siteId: venue.venueId }, 422, 'staff.site_not_found'],
  ['an unknown venue', { venueId: site.siteId }, 422, 'staff.venue_not_found'],
  ['a sampler without a site', { siteId: null }, 422, 'staff.sampler_without_site'],
  ['no purpose', { purposes: [] }, 400, 'request.invalid'],
])('a code for %s is refused', async (_name, change, status, code) => {
  expect(await commander.call('POST', '/v1/staff/scanner-enrolments', { ...wish, ...change })).toMatchObject({ status, body: { code } })
})

test('a revoked device is out at once, and stays out with its old code', async () => {
  const { code } = await allow({ purposes: ['guard'], siteId: null })
  const device = await createTestPhone(app, ground)
  const { scannerId, accessToken, site: none } = (await enrol(device, code)).body
  expect(none).toBeNull()
  device.accessToken = accessToken
  expect((await commander.call('POST', `/v1/staff/scanners/${scannerId}/revoke`)).status).toBe(204)
  expect((await device.call('GET', '/v1/scanner/me')).status).toBe(401)
  device.accessToken = undefined
  expect((await enrol(device, code)).status).toBe(409)
  const [listed] = (await commander.call('GET', '/v1/staff/scanners')).body.scanners
  expect(listed).toMatchObject({ scannerId, label: 'Desk 1', revokedAt: ground.clock.now().toISOString() })
})

test('the time a device was last seen is written at most once a minute', async () => {
  const device = await createTestScanner(app, ground, ['guard'])
  const seen = async () => {
    await device.call('GET', '/v1/scanner/me')
    return (await ground.db.read.selectFrom('staff.scanner').select('last_seen_at').executeTakeFirstOrThrow()).last_seen_at.getTime()
  }
  const start = ground.clock.now().getTime()
  ground.clock.advance(59_000)
  expect(await seen()).toBe(start)
  ground.clock.advance(1_000)
  expect(await seen()).toBe(start + 60_000)
})

test('guards and samplers make no codes', async () => {
  const sampler = await createTestStaff(app, ground, ['sampler', 'guard', 'laboratory'])
  expect((await sampler.call('POST', '/v1/staff/scanner-enrolments', wish)).status).toBe(403)
  expect((await sampler.call('GET', '/v1/staff/scanners')).status).toBe(403)
})

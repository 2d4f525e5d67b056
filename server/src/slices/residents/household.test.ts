/**
 * Goal: a code is carried on another's phone only with guardianship of a minor or the person's consent; staff look people up only with a purpose.
 * Method: real PostgreSQL, routes in memory.
 */
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import type { Authenticator } from '../../platform/http/authenticate.ts'
import { accept } from '../../platform/result.ts'
import { createTestPhone } from '../../testing/test-phone.ts'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { findResidentIdByDocument, formatOnly, readHolders, requireLookup, residentsSlice } from './index.ts'
import { sendMessages } from './send-messages.job.ts'
import { createSmsMemory, idNumber, registerResident } from './testing.ts'

const sms = createSmsMemory()
let ground: TestGround
let app: FastifyInstance
const worker = { kind: 'system' as const, id: 'worker-1', grants: ['staff:community'] }
const worksHere: Authenticator = {
  name: 'test-staff',
  recognises: (exchange) => exchange.header('x-test-staff') !== undefined,
  authenticate: async () => accept(worker),
}
beforeAll(async () => {
  ground = await createTestGround()
  app = await createTestApp(ground, [residentsSlice({ sms, realName: formatOnly }), { name: 'test', authenticators: [worksHere] }])
})

const child = (n: number) => ({ kind: 'resident_id' as const, number: idNumber(n, '20150601') })

test('a declared guardian carries a child at once; the phone holds both', async () => {
  const parent = await registerResident(app, ground, sms, 1)
  const added = await parent.phone.call('POST', '/v1/me/household', {
    name: '王小宝',
    document: child(1),
    relation: 'child',
    phone: null,
    guardianship: true,
  })
  expect(added.body).toMatchObject({ consentNeeded: false, residentId: expect.any(String) })
  const me = await parent.phone.call('GET', '/v1/me')
  expect(me.body.members).toEqual([
    { residentId: added.body.residentId, nameMasked: '王*宝', documentMasked: expect.any(String), relation: 'child' },
  ])
  expect(await readHolders(ground.db.read, added.body.residentId)).toMatchObject([{ deviceId: parent.deviceId, relation: 'child' }])
  const removed = await parent.phone.call('DELETE', `/v1/me/household/${added.body.residentId}`)
  expect(removed.status).toBe(204)
  expect(await readHolders(ground.db.read, added.body.residentId)).toEqual([])
})

test('guardianship of an adult is not taken; consent by code to the adult’s own phone is', async () => {
  const holder = await registerResident(app, ground, sms, 2)
  const elder = {
    name: '王老伯',
    document: { kind: 'resident_id', number: idNumber(3, '19450601') },
    relation: 'elder',
    guardianship: true,
  }
  expect((await holder.phone.call('POST', '/v1/me/household', { ...elder, phone: null })).body.code).toBe('residents.consent_phone_missing')
  const asked = await holder.phone.call('POST', '/v1/me/household', { ...elder, phone: '13911110009' })
  expect(asked.body).toMatchObject({ consentNeeded: true, residentId: null, consentSentTo: '+8613*******09' })
  await sendMessages(ground, sms)
  const path = `/v1/me/household/${asked.body.memberRequestId}/confirm`
  const stranger = await registerResident(app, ground, sms, 4)
  expect((await stranger.phone.call('POST', path, { code: sms.codeFor('+8613911110009') })).status).toBe(410)
})

test('consent given by code links the member', async () => {
  const holder = await registerResident(app, ground, sms, 5)
  const member = await registerResident(app, ground, sms, 6, '李娜')
  const asked = await holder.phone.call('POST', '/v1/me/household', {
    name: '李娜',
    document: member.document,
    relation: 'other',
    phone: member.phoneNumber,
    guardianship: false,
  })
  await sendMessages(ground, sms)
  const confirmed = await holder.phone.call('POST', `/v1/me/household/${asked.body.memberRequestId}/confirm`, {
    code: sms.codeFor(member.phoneNumber),
  })
  expect(confirmed.body).toEqual({ residentId: member.residentId })
  expect((await readHolders(ground.db.read, member.residentId)).map((one) => one.relation)).toEqual(['self', 'other'])
})

test('a look-up needs a purpose, is on the trail, and opens one resident to one person for a quarter of an hour', async () => {
  const resident = await registerResident(app, ground, sms, 7)
  const ask = (body: object) => app.inject({ method: 'POST', url: '/v1/resident-lookups', headers: { 'x-test-staff': '1' }, payload: body })
  expect((await ask({ by: { document: resident.document }, purpose: 'x' })).statusCode).toBe(400)
  const found = await ask({ by: { document: resident.document }, purpose: 'appeal by phone, call 17' })
  expect(found.statusCode).toBe(201)
  expect(found.json().resident).toMatchObject({ residentId: resident.residentId, devices: 1, members: 0, nameMasked: '王*明' })
  ground.clock.advance(1_000)
  const missing = await ask({ by: { phone: '13800009999' }, purpose: 'appeal by phone, call 18' })
  expect(missing.json().code).toBe('residents.not_found')
  const trail = await ground.db.read
    .selectFrom('audit.entry')
    .select(['subject', 'outcome', 'purpose'])
    .where('action', '=', 'residents.look_up')
    .orderBy('at')
    .execute()
  expect(trail.map((row) => [row.subject, row.outcome])).toEqual([
    [resident.residentId, 'done'],
    ['none', 'residents.not_found'],
  ])
  const lookupId = found.json().lookupId as string
  const ctx = testCtx(ground, worker)
  expect((await requireLookup(ctx, lookupId, resident.residentId)).ok).toBe(true)
  expect((await requireLookup(testCtx(ground), lookupId, resident.residentId)).ok).toBe(false)
  expect((await requireLookup(ctx, lookupId, ground.ids.uuid())).ok).toBe(false)
  ground.clock.advance(15 * 60_000)
  expect((await requireLookup(ctx, lookupId, resident.residentId)).ok).toBe(false)
})

test('who knows a child’s name and number cannot take the child over; the guardian’s own number can', async () => {
  const guardian = await registerResident(app, ground, sms, 61)
  const details = { name: '王小宝', document: child(61) }
  const added = await guardian.phone.call('POST', '/v1/me/household', { ...details, relation: 'child', phone: null, guardianship: true })
  const register = async (phone: string) => {
    const device = await createTestPhone(app, ground)
    const started = await device.call('POST', '/v1/registrations', { ...details, phone, locale: 'zh-CN' })
    await sendMessages(ground, sms)
    const path = `/v1/registrations/${started.body.registrationId}/confirm`
    return device.call('POST', path, { code: sms.codeFor(phone), deviceKey: device.publicKey })
  }
  expect((await register('+8613911110061')).body.code).toBe('residents.details_not_confirmed')
  expect((await register(guardian.phoneNumber)).body.residentId).toBe(added.body.residentId)
})

test('a full household finds out about nobody and makes nobody', async () => {
  const holder = await registerResident(app, ground, sms, 71)
  const add = (n: number) =>
    holder.phone.call('POST', '/v1/me/household', {
      name: '王小宝',
      document: child(n),
      relation: 'child',
      phone: null,
      guardianship: true,
    })
  for (let n = 71; n < 79; n++) {
    expect((await add(n)).status).toBe(200)
    ground.clock.advance(10_000)
  }
  expect((await add(79)).body.code).toBe('residents.household_full')
  expect(await findResidentIdByDocument(ground.db.read, ground.vault, child(79))).toEqual({ ok: true, value: undefined })
})

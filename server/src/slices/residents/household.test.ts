/**
 * Goal: a code is carried on another's phone only with guardianship of a minor or the person's consent, and only as long as they let it be; staff look
 * people up only with a purpose.
 * Method: real PostgreSQL, routes in memory.
 */
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import type { Authenticator } from '../../platform/http/authenticate.ts'
import { accept } from '../../platform/result.ts'
import { createTestPhone } from '../../testing/test-phone.ts'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { guardianshipsPerDayMax } from './enrolment.ts'
import { countGuardianship } from './guardianship-limit.command.ts'
import { findResidentIdByDocument, formatOnly, readHolders, requireLookup, residentsSlice } from './index.ts'
import { sendMessages } from './send-messages.job.ts'
import { createSmsMemory, idNumber, type RegisteredResident, registerResident } from './testing.ts'

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

/** The holder asks, the member tells the code that came by SMS. */
async function carryWithConsent(holder: RegisteredResident, member: RegisteredResident, name: string) {
  const details = { name, document: member.document, relation: 'other', phone: member.phoneNumber, guardianship: false }
  const asked = await holder.phone.call('POST', '/v1/me/household', details)
  await sendMessages(ground, sms)
  const code = sms.codeFor(member.phoneNumber)
  return holder.phone.call('POST', `/v1/me/household/${asked.body.memberRequestId}/confirm`, { code })
}

test('consent given by code links the member; the SMS says who asks', async () => {
  const holder = await registerResident(app, ground, sms, 5, '张大山')
  const member = await registerResident(app, ground, sms, 6, '李娜')
  const confirmed = await carryWithConsent(holder, member, '李娜')
  expect(confirmed.body).toEqual({ residentId: member.residentId })
  expect((await readHolders(ground.db.read, member.residentId)).map((one) => one.relation)).toEqual(['self', 'other'])
  expect(sms.sent.findLast((one) => one.phone === member.phoneNumber)?.text).toContain('张*山')
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

test('who is carried sees by whom and ends it, for themselves and nobody else', async () => {
  const holder = await registerResident(app, ground, sms, 81, '张大山')
  const member = await registerResident(app, ground, sms, 82)
  const other = await registerResident(app, ground, sms, 83)
  for (const one of [member, other]) await carryWithConsent(holder, one, '王小明')
  const end = (by: RegisteredResident, carrier: RegisteredResident) => by.phone.call('DELETE', `/v1/me/carriers/${carrier.residentId}`)
  const me = await member.phone.call('GET', '/v1/me')
  const since = ground.clock.now().toISOString()
  expect(me.body.carriedBy).toEqual([{ residentId: holder.residentId, nameMasked: '张*山', relation: 'other', since }])
  expect((await end(holder, member)).body.code).toBe('residents.carrier_not_found')
  expect((await end(member, other)).status).toBe(404)
  expect((await end(member, holder)).status).toBe(204)
  expect((await end(member, holder)).status).toBe(404)
  expect((await readHolders(ground.db.read, member.residentId)).map((one) => one.relation)).toEqual(['self'])
  expect((await readHolders(ground.db.read, other.residentId)).map((one) => one.relation)).toEqual(['self', 'other'])
  const carried = (await holder.phone.call('GET', '/v1/me')).body.members
  expect(carried.map((one: { residentId: string }) => one.residentId)).toEqual([other.residentId])
  expect(await lastHoldersChanged()).toEqual({ residentId: member.residentId, deviceId: holder.deviceId, change: 'removed' })
  const trail = ground.db.read.selectFrom('audit.entry').select(['subject', 'outcome']).where('action', '=', 'residents.withdraw_consent')
  expect(await trail.where('subject', '=', member.residentId).where('outcome', '=', 'done').execute()).toHaveLength(1)
})

test('consent is withdrawn also while the carrier is signed out, and their next phone does not carry the code', async () => {
  const holder = await registerResident(app, ground, sms, 84)
  const member = await registerResident(app, ground, sms, 85)
  await carryWithConsent(holder, member, '王小明')
  await holder.phone.call('DELETE', '/v1/me/device')
  expect((await member.phone.call('DELETE', `/v1/me/carriers/${holder.residentId}`)).status).toBe(204)
  expect(await lastHoldersChanged()).toEqual({ residentId: member.residentId, deviceId: holder.deviceId, change: 'removed' })
  await registerResident(app, ground, sms, 84)
  expect((await readHolders(ground.db.read, member.residentId)).map((one) => one.relation)).toEqual(['self'])
})

async function lastHoldersChanged() {
  const events = ground.db.read.selectFrom('platform.outbox_event').select('payload').where('type', '=', 'residents.holders_changed')
  return (await events.orderBy('event_id', 'desc').limit(1).executeTakeFirstOrThrow()).payload
}

test('an eleventh declaration of guardianship in a day is refused, whatever came of the others; the next day they are taken again', async () => {
  const holder = await registerResident(app, ground, sms, 91)
  const declare = async (name: string) => {
    ground.clock.advance(10_000)
    const details = { name, document: child(91), relation: 'child', phone: null, guardianship: true }
    return (await holder.phone.call('POST', '/v1/me/household', details)).body
  }
  const { residentId } = await declare('王小宝')
  await holder.phone.call('DELETE', `/v1/me/household/${residentId}`)
  for (let n = 1; n < guardianshipsPerDayMax; n++) expect((await declare('李小宝')).code).toBe('residents.details_not_confirmed')
  expect((await declare('王小宝')).code).toBe('residents.too_many_guardianships')
  const trail = ground.db.read.selectFrom('audit.entry').select('outcome').where('actor_id', '=', holder.residentId).orderBy('at', 'desc')
  expect((await trail.limit(2).execute()).map((row) => row.outcome)).toEqual([
    'residents.too_many_guardianships',
    'residents.details_not_confirmed',
  ])
  ground.clock.advance(86_400_000)
  expect((await declare('王小宝')).residentId).toBe(residentId)
})

test('declarations that come at once are counted one by one', async () => {
  const { residentId } = await registerResident(app, ground, sms, 92)
  const all = await Promise.all(Array.from({ length: 13 }, () => countGuardianship(testCtx(ground), residentId)))
  expect(all.filter((one) => one.ok)).toHaveLength(guardianshipsPerDayMax)
})

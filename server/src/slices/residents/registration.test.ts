/**
 * Goal: a person registers once, by a phone that proves its key; a new phone takes over; nothing tells a stranger who is registered.
 * Method: real PostgreSQL, routes in memory, a remembering SMS gateway, a clock that the test moves.
 */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { createTestPhone } from '../../testing/test-phone.ts'
import { createTestApp, createTestGround, type TestGround } from '../../testing/test-server.ts'
import { formatOnly, residentsSlice } from './index.ts'
import { sendMessages } from './send-messages.job.ts'
import { createSmsMemory, idNumber, registerResident } from './testing.ts'

const sms = createSmsMemory()
let ground: TestGround
let app: FastifyInstance
beforeAll(async () => {
  ground = await createTestGround()
  app = await createTestApp(ground, [residentsSlice({ sms, realName: formatOnly })])
})

async function start(n: number, change: object = {}) {
  const phone = await createTestPhone(app, ground)
  const phoneNumber = `+86138${10_000_000 + n}`
  const details = { name: '王小明', document: { kind: 'resident_id', number: idNumber(n) }, phone: phoneNumber, locale: 'zh-CN', ...change }
  const started = await phone.call('POST', '/v1/registrations', details)
  await sendMessages(ground, sms)
  const confirm = (code = sms.codeFor(details.phone)) =>
    phone.call('POST', `/v1/registrations/${started.body.registrationId}/confirm`, { code, deviceKey: phone.publicKey })
  return { phone, started, confirm, details }
}

test('register, then read oneself masked', async () => {
  const { phone, residentId } = await registerResident(app, ground, sms, 1)
  const me = await phone.call('GET', '/v1/me')
  expect(me.status).toBe(200)
  expect(me.body).toEqual({
    residentId,
    nameMasked: '王*明',
    documentMasked: expect.stringMatching(/^610\*{11}\d{3}[\dX]$/),
    phoneMasked: '+8613*******01',
    streetCode: null,
    members: [],
    carriedBy: [],
  })
})

test('no name, number or phone stands readable in the database', async () => {
  const { residentId } = await registerResident(app, ground, sms, 2, '张三丰')
  const { rows } = await sql<{ row: string }>`
    select row_to_json(r)::text || (select string_agg(row_to_json(e)::text, '') from residents.enrolment e) as row
    from residents.resident r where resident_id = ${residentId}`.execute(ground.db.read)
  const text = rows[0]!.row
  for (const secret of ['张三丰', idNumber(2), '10000002']) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(Buffer.from(secret).toString('hex'))
  }
})

test('a new phone takes over and the old one is refused', async () => {
  const old = await registerResident(app, ground, sms, 3)
  const fresh = await registerResident(app, ground, sms, 3)
  expect(fresh.residentId).toBe(old.residentId)
  expect(fresh.deviceId).not.toBe(old.deviceId)
  expect((await old.phone.call('GET', '/v1/me')).status).toBe(401)
  expect((await fresh.phone.call('GET', '/v1/me')).status).toBe(200)
})

test('a phone enrolled by a former version after the migration, with the whole hash, is signed in; no other token is', async () => {
  const { phone, residentId } = await registerResident(app, ground, sms, 31)
  const keep = (hash: string) =>
    sql`update residents.resident set device_token_hash = ${sql.raw(hash)} where resident_id = ${residentId}`.execute(ground.db.read)
  await keep(`device_token_hash || decode(repeat('5a', 16), 'hex')`)
  expect((await phone.call('GET', '/v1/me')).status).toBe(200)
  for (const other of [`decode(repeat('5a', 32), 'hex')`, `''::bytea`]) {
    await keep(other)
    expect((await phone.call('GET', '/v1/me')).status).toBe(401)
  }
})

test('a known and an unknown document get the same answer, and a wrong name, phone or authority one and the same refusal', async () => {
  await registerResident(app, ground, sms, 4)
  const known = await start(4, { phone: '+8613911110001' })
  const unknown = await start(904, { phone: '+8613911110002' })
  expect(known.started.status).toBe(202)
  expect(Object.keys(known.started.body)).toEqual(Object.keys(unknown.started.body))
  const otherPhone = await known.confirm()
  const otherName = await (await start(4, { name: '李四' })).confirm()
  expect(otherPhone.status).toBe(422)
  expect(otherPhone.body).toEqual(otherName.body)
  expect(otherPhone.body.code).toBe('residents.details_not_confirmed')
})

test('two phones that register one document at once end as one resident', async () => {
  const runs = await Promise.all([start(5), start(5)])
  const codes = runs.map(({ started }, i) => ({ started, i }))
  expect(codes.every(({ started }) => started.status === 202)).toBe(true)
  // both SMS went to one number; each run needs its own code, so read them in order of sending
  const texts = sms.sent.filter((one) => one.phone === runs[0]!.details.phone).map((one) => /\d{6}/.exec(one.text)![0])
  const answers = await Promise.all(runs.flatMap((run) => texts.map((code) => run.confirm(code))))
  const ids = new Set(answers.filter((answer) => answer.status === 200).map((answer) => answer.body.residentId))
  expect(ids.size).toBe(1)
})

test('the fifth wrong code ends an enrolment; a code ends after ten minutes', async () => {
  const first = await start(6)
  for (let left = 4; left >= 0; left--) {
    const answer = await first.confirm('000000' === sms.codeFor(first.details.phone) ? '000001' : '000000')
    expect(answer.body).toMatchObject({ code: 'residents.code_wrong', attemptsLeft: left })
  }
  expect((await first.confirm()).body.code).toBe('residents.code_expired')
  const second = await start(7)
  ground.clock.advance(10 * 60_000)
  expect((await second.confirm()).body.code).toBe('residents.code_expired')
})

test('a phone that lost the answer asks again with the same code; another key may not', async () => {
  const { phone, confirm, started, details } = await start(8)
  const first = await confirm()
  const again = await confirm()
  expect(again.body.deviceId).toBe(first.body.deviceId)
  phone.accessToken = again.body.accessToken
  expect((await phone.call('GET', '/v1/me')).status).toBe(200)
  const thief = await createTestPhone(app, ground)
  const stolen = await thief.call('POST', `/v1/registrations/${started.body.registrationId}/confirm`, {
    code: sms.codeFor(details.phone),
    deviceKey: thief.publicKey,
  })
  expect(stolen.body.code).toBe('residents.code_expired')
})

test.each([
  [{ document: { kind: 'resident_id', number: '610103199003070019' } }, 'residents.document_invalid'],
  [{ document: { kind: 'passport', number: `E1${'2'.repeat(20)}` } }, 'residents.document_invalid'],
  [{ phone: '12345' }, 'residents.phone_invalid'],
  [{ name: '<script>' }, 'residents.name_invalid'],
  [{ name: '' }, 'request.invalid'],
  [{ extra: true }, 'request.invalid'],
])('%j is refused with %s', async (change, code) => {
  const { started } = await start(9, change)
  expect(started.body.code).toBe(code)
})

test('codes to one phone are limited, and resending waits a minute', async () => {
  const { started, phone } = await start(10)
  const resend = () => phone.call('POST', `/v1/registrations/${started.body.registrationId}/resend`)
  expect((await resend()).body.code).toBe('residents.resend_too_early')
  ground.clock.advance(60_000)
  expect((await resend()).status).toBe(202)
  const later = []
  for (let i = 0; i < 5; i++) later.push((await start(10)).started.body.code)
  expect(later.filter((code) => code === 'residents.too_many_codes').length).toBe(1)
})

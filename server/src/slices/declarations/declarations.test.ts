/**
 * Goal: a declaration is taken once, only for people the phone carries, and only for times that can be true.
 * Method: real PostgreSQL, routes in memory.
 */
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { createTestApp, createTestGround, type TestGround, testStart } from '../../testing/test-server.ts'
import { formatOnly, residentsSlice } from '../residents/index.ts'
import { createSmsMemory, type RegisteredResident, registerResident } from '../residents/testing.ts'
import { declarationsSlice } from './index.ts'

const sms = createSmsMemory()
let ground: TestGround
let app: FastifyInstance
let resident: RegisteredResident
beforeAll(async () => {
  ground = await createTestGround()
  app = await createTestApp(ground, [residentsSlice({ sms, realName: formatOnly }), declarationsSlice()])
  resident = await registerResident(app, ground, sms, 1)
})

const said = (change: object = {}) => ({
  declarationId: ground.ids.uuid(),
  kind: 'declaration',
  observedAt: testStart,
  symptoms: ['fever', 'cough'],
  contactWithCase: false,
  riskAreaStay: false,
  arrivedFromAbroadAt: null,
  ...change,
})
const submit = (body: object, of = resident.residentId) => resident.phone.call('POST', `/v1/residents/${of}/declarations`, body)

test('sent twice it is kept once and told once; the same id with another body is refused', async () => {
  const body = said()
  expect((await submit(body)).status).toBe(200)
  expect((await submit({ ...body, symptoms: ['cough', 'fever'] })).status).toBe(200)
  expect((await submit({ ...body, riskAreaStay: true })).body.code).toBe('declarations.id_reused')
  const list = await resident.phone.call('GET', `/v1/residents/${resident.residentId}/declarations`)
  expect(list.body.declarations).toMatchObject([{ declarationId: body.declarationId, symptoms: ['cough', 'fever'] }])
  const events = await ground.db.read
    .selectFrom('platform.outbox_event')
    .select('payload')
    .where('type', '=', 'declarations.submitted')
    .execute()
  expect(events).toEqual([{ payload: { residentId: resident.residentId, declarationId: body.declarationId } }])
})

test.each([
  [{ observedAt: '2021-12-27T05:00:00Z' }, 422, 'declarations.observed_in_future'],
  [{ observedAt: '2021-12-01T05:00:00Z' }, 422, 'declarations.observed_too_long_ago'],
  [{ observedAt: 'yesterday' }, 400, 'request.invalid'],
  [{ symptoms: ['plague'] }, 400, 'request.invalid'],
  [{ colour: 'green' }, 400, 'request.invalid'],
])('%j is refused', async (change, status, code) => {
  const answer = await submit(said(change))
  expect([answer.status, answer.body.code]).toEqual([status, code])
})

test('nobody declares for a stranger', async () => {
  const other = await registerResident(app, ground, sms, 2)
  expect((await submit(said(), other.residentId)).body.code).toBe('declarations.not_held')
})

test('a flood from one phone is stopped', async () => {
  const flooder = await registerResident(app, ground, sms, 3)
  const answers = []
  for (let i = 0; i < 26; i++) answers.push(await flooder.phone.call('POST', `/v1/residents/${flooder.residentId}/declarations`, said()))
  expect(answers.filter((answer) => answer.status === 200).length).toBe(24)
  expect(answers.at(-1)?.body.code).toBe('declarations.too_many')
})

/**
 * Goal: whatever comes in, the caller gets a clear answer and the server stays up: wrong fields named, large bodies refused, slow work ended, faults
 * hidden, floods slowed. Method: routes made for the purpose, called in memory, on a real database where it matters.
 */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { beforeAll, expect, test } from 'vitest'
import { createTestApp, createTestGround, type TestGround } from '../../testing/test-server.ts'
import { accept, refuse } from '../result.ts'
import { Unavailable } from '../unavailable.ts'
import { readDeadline } from './deadline.ts'
import { route } from './route.ts'

const base = { access: ['anyone'], load: 'critical', deadlineMs: 2_000, output: Type.Object({ said: Type.String() }) } as const
const none = Type.Object({}, { additionalProperties: false })
const Said = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    count: Type.Integer({ minimum: 1, maximum: 5 }),
    word: Type.Optional(Type.String({ maxLength: 5 })),
  },
  { additionalProperties: false },
)

const routes = [
  route({
    ...base,
    method: 'POST',
    path: '/v1/said/:id',
    summary: 'x',
    bodyBytesMax: 200,
    input: Said,
    refusals: { 'test.refused': 409 },
    handle: async (_ctx, input) =>
      input.word === 'no' ? refuse({ code: 'test.refused', fact: 7 }) : accept({ said: `${input.id} ${input.count + 1}` }),
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/said/:id',
    summary: 'x',
    input: Said,
    refusals: {},
    handle: async (_ctx, input) => accept({ said: `${input.count + 1}` }),
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/fault',
    summary: 'x',
    input: none,
    refusals: {},
    handle: async () => Promise.reject(new Error('secret 王小明')),
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/away',
    summary: 'x',
    input: none,
    refusals: {},
    handle: async () => Promise.reject(new Unavailable('away', 9)),
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/slow',
    summary: 'x',
    deadlineMs: 50,
    input: none,
    refusals: {},
    handle: async (ctx) => sql`select pg_sleep(600)`.execute(ctx.db.read).then(() => accept({ said: 'late' })),
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/slower',
    summary: 'x',
    deadlineMs: 600_000,
    input: none,
    refusals: {},
    handle: async (ctx) => sql`select pg_sleep(600)`.execute(ctx.db.read).then(() => accept({ said: 'late' })),
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/often',
    summary: 'x',
    ratePerMinute: 3,
    input: none,
    refusals: {},
    handle: async () => accept({ said: 'again' }),
  }),
]

let ground: TestGround
let app: FastifyInstance
const id = '018f0e6e-9a4b-7c3a-8d1e-0123456789ab'
beforeAll(async () => {
  ground = await createTestGround()
  app = await createTestApp(ground, [{ name: 'test', routes }], 'full')
})

const post = (payload: object | string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/v1/said/${id}`, payload, headers })

test('path, query and body make one input; text is converted only where it came as text', async () => {
  expect((await post({ count: 2 })).json()).toEqual({ said: `${id} 3` })
  expect((await app.inject(`/v1/said/${id}?count=4`)).json()).toEqual({ said: '5' })
  expect((await post({ count: '2' })).json()).toMatchObject({ status: 400, code: 'request.invalid', errors: [{ path: '/count' }] })
})

test.each([
  [{ count: 9 }, '/count'],
  [{ count: 1, word: 'longer' }, '/word'],
  [{ count: 1, colour: 'green' }, ''],
  [{}, ''],
])('%j is refused, naming the field and repeating nothing', async (body, path) => {
  const answer = await post(body)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json().errors.map((error: { path: string }) => error.path)).toContain(path)
  expect(answer.body).not.toContain('longer')
})

test.each([
  ['a large body', { count: 1, word: 'x'.repeat(300) }, {}, 413, 'request.too_large'],
  ['broken JSON', '{"count":', { 'content-type': 'application/json' }, 400, 'request.invalid'],
  ['another type', 'count=1', { 'content-type': 'text/plain' }, 415, 'request.unsupported_type'],
])('%s is refused', async (_name, body, headers, status, code) => {
  const answer = await post(body, headers)
  expect([answer.statusCode, answer.json().code]).toEqual([status, code])
})

test('a refusal carries its code and facts', async () => {
  expect((await post({ count: 1, word: 'no' })).json()).toMatchObject({
    status: 409,
    code: 'test.refused',
    fact: 7,
    type: 'urn:evergate:test.refused',
  })
})

test('a fault says nothing of itself, an outage says when to come again', async () => {
  const fault = await app.inject('/v1/fault')
  expect([fault.statusCode, fault.json().code]).toEqual([500, 'service.bug'])
  expect(fault.body).not.toContain('secret')
  const away = await app.inject('/v1/away')
  expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '9'])
})

test('work past its deadline is answered, its statement ended, and the route takes the next call', async () => {
  const slow = await app.inject('/v1/slow')
  expect([slow.statusCode, slow.json().code]).toEqual([503, 'service.unavailable'])
  const isAsleep = async (): Promise<boolean> =>
    (await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`.execute(ground.db.read)).rows
      .length > 0
  await expect.poll(isAsleep, { timeout: 15_000 }).toBe(false)
  expect((await app.inject(`/v1/said/${id}?count=1`)).statusCode).toBe(200)
})

test('a caller’s own deadline counts where it is sooner, and nonsense does not', async () => {
  const slow = await app.inject({ url: '/v1/slower', headers: { 'x-evergate-deadline-ms': '100' } })
  expect(slow.statusCode).toBe(503)
  for (const nonsense of ['-5', 'soon', '1e9', '']) expect(readDeadline(nonsense)).toBeUndefined()
  expect([readDeadline('99'), readDeadline('100'), readDeadline('90000')]).toEqual([undefined, 100, 60_000])
})

test.each(['/v1/fault', '/v1/nothing', '/healthz', '/v1/slow'])('the answer to %s says how loaded the server is', async (url) => {
  const { headers } = await app.inject(url)
  expect([headers['x-evergate-load'], headers['x-evergate-rung']]).toEqual(['0.00', '0'])
  expect(Number(headers['x-evergate-next-contact'])).toBeGreaterThanOrEqual(20)
})

test('a fourth call in a minute is told to wait; a minute later it is not', async () => {
  const statuses = []
  for (let i = 0; i < 4; i++) statuses.push((await app.inject('/v1/often')).statusCode)
  expect(statuses).toEqual([200, 200, 200, 429])
  ground.clock.advance(60_000)
  expect((await app.inject('/v1/often')).statusCode).toBe(200)
})

test('an unknown path is not found, and every answer forbids framing and foreign scripts', async () => {
  const answer = await app.inject('/v1/nothing')
  expect(answer.json().code).toBe('request.not_found')
  expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(answer.headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'")
})

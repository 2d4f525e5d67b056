/**
 * Goal: what a caller adds to a request changes nothing that the route did not ask for: bodies nobody reads, addresses it claims to have, times that
 * are none, texts that no database holds, and floods of probes. Method: requests made by hand against routes made for the purpose.
 */
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { createTestGround } from '../../testing/test-server.ts'
import { createAdmission } from '../admission/admission.ts'
import { createMetrics } from '../metrics.ts'
import { accept } from '../result.ts'
import { addressKey } from './rate-limit.ts'
import { type Route, route } from './route.ts'
import { createHttpServer } from './server.ts'
import { IsoTime } from './wire.ts'

const base = { access: ['anyone'], load: 'critical', deadlineMs: 2_000, refusals: {}, summary: 'x' } as const
const Said = Type.Object({ said: Type.String() })
const routes: readonly Route[] = [
  route({
    ...base,
    method: 'POST',
    path: '/v1/things/:id/open',
    input: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    output: Said,
    handle: async (_ctx, input) => accept({ said: JSON.stringify(input) }),
  }),
  route({
    ...base,
    method: 'DELETE',
    path: '/v1/things/:id',
    input: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    output: Said,
    handle: async (_ctx, input) => accept({ said: JSON.stringify(input) }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/v1/words',
    input: Type.Object({ word: Type.String({ maxLength: 40 }), at: Type.Optional(IsoTime) }),
    output: Said,
    handle: async (_ctx, { word, at }) => accept({ said: `${word} ${at === undefined ? '' : new Date(at).toISOString()}` }),
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/address',
    input: Type.Object({}),
    output: Said,
    handle: async (_ctx, _input, exchange) => accept({ said: exchange.remoteAddress }),
  }),
]

async function createApp(proxies?: readonly string[], isReady = async () => true) {
  const ground = await createTestGround()
  return createHttpServer({
    ground,
    controlGround: ground,
    routes,
    authenticators: [],
    admission: createAdmission({ mode: 'none' }), // a busy machine must not refuse what is tested here
    metrics: createMetrics(),
    version: 'test',
    origin: 'https://code.example',
    ...(proxies === undefined ? {} : { proxies }),
    requestsPerMinuteMax: 1_000,
    isReady,
  })
}

const id = '018f0e6e-9a4b-7c3a-8d1e-0123456789ab'

test('a body that the route does not ask for says nothing, least of all what stands in the path', async () => {
  const app = await createApp()
  for (const [method, url] of [
    ['POST', `/v1/things/${id}/open`],
    ['DELETE', `/v1/things/${id}`],
  ] as const) {
    const answer = await app.inject({ method, url, payload: { id: { of: 'another' }, more: 1 } })
    expect(answer.json()).toEqual({ said: JSON.stringify({ id }) })
  }
})

test.each([
  ['2021-12-31T23:59:60Z', 400],
  ['9999-12-31T23:59:59-23:59', 400],
  ['0000-01-01T00:00:00+10:00', 400],
  ['2021-12-27T08:00:00.5+08:00', 200],
])('the time %s is answered with %i', async (at, status) => {
  const app = await createApp()
  expect((await app.inject({ method: 'POST', url: '/v1/words', payload: { word: 'x', at } })).statusCode).toBe(status)
})

test('a text with U+0000 is refused where it comes in', async () => {
  const app = await createApp()
  const answer = await app.inject({ method: 'POST', url: '/v1/words', payload: { word: 'a\0b' } })
  expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, '/word'])
})

test('only what a proxy of ours wrote into X-Forwarded-For is believed', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.7, 198.51.100.9' }
  const said = async (proxies?: readonly string[]) => (await (await createApp(proxies)).inject({ url: '/v1/address', headers })).json().said
  expect(await said()).toBe('127.0.0.1')
  expect(await said(['loopback'])).toBe('198.51.100.9')
  expect(await said(['loopback', '198.51.100.0/24'])).toBe('203.0.113.7')
  expect(await said(['10.0.0.0/8'])).toBe('127.0.0.1')
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})

test('a flood of probes asks the database once', async () => {
  let asked = 0
  let answer = (_ready: boolean): void => undefined
  const isReady = () => {
    asked += 1
    return new Promise<boolean>((resolve) => {
      answer = resolve
    })
  }
  const app = await createApp(undefined, isReady)
  await app.ready()
  const probes = Array.from({ length: 50 }, () => app.inject('/readyz'))
  await expect.poll(() => asked).toBe(1)
  await app.inject('/healthz') // the probes above have come in before this one
  answer(true)
  expect(new Set((await Promise.all(probes)).map((probe) => probe.statusCode))).toEqual(new Set([200]))
  expect(asked).toBe(1)
})

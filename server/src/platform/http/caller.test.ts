/**
 * Goal: whose turn it is cannot be chosen: not by a token that nobody verifies, not by an address that one claims, and not by trying tokens until one falls
 * well. Method: the bucket that the door asks admission for, over made-up heads; a server that is tried with credentials that are none.
 * (A bucket by token on open routes, belief in the first line of x-forwarded-for or in one without a proxy, or faults that nobody notes turn these red.)
 */
import type { IncomingMessage } from 'node:http'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { createTestGround } from '../../testing/test-server.ts'
import { createAdmission } from '../admission/admission.ts'
import { bucketCount } from '../admission/bucket.ts'
import { createRepute } from '../admission/repute.ts'
import { systemClock } from '../clock.ts'
import { createMetrics } from '../metrics.ts'
import { accept, refuse } from '../result.ts'
import { refusedInFront } from './proxies.ts'
import { type Route, route } from './route.ts'
import { createHttpServer } from './server.ts'
import { createShed } from './shed.ts'

const declared = [
  ['/v1/open', ['anyone']],
  ['/v1/mine', ['resident']],
  ['/v1/console', ['staff:commander']],
] as const
const routes = declared.map(([path, access]) => ({ method: 'GET', path, load: 'critical', access }) as unknown as Route)

interface Around {
  readonly proxies?: readonly string[]
  readonly faults?: number
}

/** Buckets that so many different heads are given. */
function buckets(url: string, headOf: (number: number) => Record<string, string>, { proxies, faults = 0 }: Around = {}): Set<number> {
  const admission = createAdmission()
  const found = new Set<number>()
  const watched = { ...admission, refuse: (_class: string, bucket: number) => void found.add(bucket) } as typeof admission
  for (let n = 0; n < faults; n++) admission.repute.fault('192.0.2.1')
  const shed = createShed(routes, { admission: watched, clock: systemClock, proxies })
  for (let n = 0; n < 40; n++) {
    const head = { method: 'GET', url, rawHeaders: Object.entries(headOf(n)).flat(), socket: { remoteAddress: '192.0.2.1' } }
    shed(head as unknown as IncomingMessage)
  }
  admission.stop()
  return found
}

const token = (number: number) => ({ authorization: `DPoP made-up-${number}` })
const forwarded = (number: number) => ({ 'x-forwarded-for': `198.51.100.7, 203.0.113.${number}` })

test('a token tells callers apart where it will be verified, and only there', () => {
  expect(buckets('/v1/mine', token).size).toBeGreaterThan(20)
  expect(buckets('/v1/open', token).size).toBe(1)
})

test('a token is the same however its scheme is spelt', () => {
  const spelt = (n: number) => [...'dpop'].map((letter, at) => ((n >> at) & 1 ? letter.toUpperCase() : letter)).join('')
  expect(buckets('/v1/mine', (n) => ({ authorization: `${spelt(n)} one` })).size).toBe(1)
})

test('a session tells callers apart, and not what else stands in its cookie header', () => {
  const session = (value: unknown, beside = '') => ({ cookie: `${beside}evergate_session=${value}` })
  expect(buckets('/v1/console', (n) => session(n)).size).toBeGreaterThan(20)
  expect(buckets('/v1/console', (n) => session('one', `other=${n}; `)).size).toBe(1)
  expect(buckets('/v1/console', (n) => session('one', `${' '.repeat(n)}a=${n};;`)).size).toBe(1)
  expect(buckets('/v1/console', (n) => session(n % 2 ? '%6fne' : 'one')).size).toBe(1)
  expect(buckets('/v1/console', (n) => ({ cookie: `other=${n}` })).size).toBe(1)
  expect(buckets('/v1/console', (n) => session(n, 'a=1; '.repeat(1_000))).size).toBe(1) // not worth reading: the address counts
})

test('an address is what the proxies in front say, and what anybody else writes there is not looked at', () => {
  const proxies = ['192.0.2.0/24']
  expect(buckets('/v1/open', forwarded).size).toBe(1)
  expect(buckets('/v1/open', forwarded, { proxies }).size).toBeGreaterThan(20)
  expect(buckets('/v1/open', forwarded, { proxies: ['loopback', 'uniquelocal'] }).size).toBe(1) // 192.0.2.1 is no proxy
  expect(buckets('/v1/open', (n) => ({ 'x-forwarded-for': `203.0.113.${n}, 198.51.100.7` }), { proxies }).size).toBe(1)
})

test('a line that a client made up is not taken for the one that HAProxy adds behind it', () => {
  const twoLines = (n: number) => ({ 'X-Forwarded-For': `203.0.113.${n}`, 'x-forwarded-for': '198.51.100.7' })
  expect(buckets('/v1/open', twoLines, { proxies: ['192.0.2.1'] }).size).toBe(1)
})

test('behind a network of ours that stands before the nearest proxy, callers are still told apart', () => {
  const chain = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}, 203.0.113.9` })
  expect(buckets('/v1/open', chain, { proxies: ['192.0.2.1'] }).size).toBe(1)
  expect(buckets('/v1/open', chain, { proxies: ['192.0.2.1', '203.0.113.0/24'] }).size).toBeGreaterThan(20)
})

test('whoever tries tokens that are none stands last in the class, whatever the next one is', () => {
  expect(buckets('/v1/mine', token, { faults: 29 }).size).toBeGreaterThan(20)
  expect([...buckets('/v1/mine', token, { faults: 31 })]).toEqual([bucketCount - 1])
})

test('a fault is forgotten in time, made up for by signing in, and a thousand weigh no more than sixty', () => {
  let nowMs = 0
  const repute = createRepute(() => nowMs)
  for (let n = 0; n < 1_000; n++) repute.fault('a')
  for (let n = 0; n < 40; n++) repute.fault('b')
  for (let n = 0; n < 11; n++) repute.good('b')
  expect([repute.isBad('a'), repute.isBad('b'), repute.isBad('c')]).toEqual([true, false, false])
  nowMs = 89_000
  expect(repute.isBad('a')).toBe(true)
  nowMs = 91_000
  expect(repute.isBad('a')).toBe(false)
  for (let n = 0; n < 40; n++) repute.fault('first')
  for (let address = 0; address < 10_000; address++) repute.fault(`other ${address}`)
  expect(repute.isBad('first')).toBe(false) // the longest unused goes when one too many comes
})

test('the server notes credentials that are none and calls beyond the limit, and signing in makes up for them', async () => {
  const ground = await createTestGround()
  const admission = createAdmission({ mode: 'none' })
  const resident = { kind: 'resident', id: 'r', grants: ['resident'] } as never
  const app = await createHttpServer({
    ground,
    controlGround: ground,
    routes: [
      route({
        method: 'GET',
        path: '/v1/mine',
        summary: 'x',
        access: ['resident'],
        load: 'critical',
        deadlineMs: 5_000,
        input: Type.Object({}),
        output: Type.Object({}),
        refusals: {},
        handle: async () => accept({}),
      }),
    ],
    authenticators: [
      {
        name: 'test',
        recognises: (exchange) => exchange.header('authorization') !== undefined,
        authenticate: async (_ground, exchange) =>
          exchange.header('authorization') === 'good' ? accept(resident) : refuse({ code: 'request.unauthenticated' }),
      },
    ],
    admission,
    metrics: createMetrics(),
    version: 'test',
    origin: undefined,
    requestsPerMinuteMax: 100,
    isReady: async () => true,
  })
  const ask = async (authorization: string) => (await app.inject({ url: '/v1/mine', headers: { authorization } })).statusCode
  const isBad = () => admission.repute.isBad('127.0.0.1')
  for (let n = 0; n < 35; n++) expect(await ask(`made up ${n}`)).toBe(401)
  expect(isBad()).toBe(true)
  for (let n = 0; n < 20; n++) expect(await ask('good')).toBe(200)
  expect(isBad()).toBe(false)
  for (let n = 0; n < 90; n++) await ask('good')
  expect(await ask('good')).toBe(429)
  for (let n = 0; n < 35; n++) await ask('good')
  expect(isBad()).toBe(true)
  await app.close()
})

test('of what was refused in front only an edge is believed', () => {
  const from = (remoteAddress: string, told: string) =>
    ({ rawHeaders: ['X-Evergate-Refused', told], socket: { remoteAddress } }) as unknown as IncomingMessage
  const edges = ['192.0.2.0/24']
  const believed = { byCursor: [0, 1, 40, 99_999], byDoor: [0, 0, 5, 6] }
  expect(refusedInFront(from('192.0.2.1', '0 1 40 99999 5 6'), edges)).toEqual(believed)
  expect(refusedInFront(from('192.0.2.1', '0 1 40 4294967295 5 6'), edges)).toEqual(believed)
  for (const told of ['', '1', '1 2 3 4 5', '1 2 3 4 5 6 7', '1 2 3 4 5 -6', '1 2 3 4 5 6e3', '1 2 3 4 5 12345678901', '1, 2, 3, 4, 5, 6'])
    expect(refusedInFront(from('192.0.2.1', told), edges)).toBeUndefined()
  expect(refusedInFront(from('203.0.113.9', '0 1 40 7 5 6'), edges)).toBeUndefined()
  expect(refusedInFront(from('192.0.2.1', '0 1 40 7 5 6'), undefined)).toBeUndefined()
})

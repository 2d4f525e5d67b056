/**
 * Goal: what the front door refuses costs nothing and is what the router behind would have found. Method: the table beside Fastify's own router on every
 * shape of path; an admission that refuses by order.
 */
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { type Admission, createAdmission } from '../admission/admission.ts'
import { systemClock } from '../clock.ts'
import type { Route } from './route.ts'
import { createRouteTable } from './route-table.ts'
import { createShed } from './shed.ts'

const declared = [
  ['GET', '/v1/things', 'critical'],
  ['POST', '/v1/things', 'critical_plus'],
  ['GET', '/v1/things/mine', 'sheddable_plus'],
  ['GET', '/v1/things/:id', 'sheddable'],
  ['GET', '/v1/:kind/mine/parts/:part', 'critical'],
] as const
const routes = declared.map(([method, path, load]) => ({ method, path, load, access: ['somebody'] }) as unknown as Route)

test.each([
  ['GET', '/v1/things?x=1/2', '/v1/things'],
  ['HEAD', '/v1/things', '/v1/things'],
  ['GET', '/v1/things/mine', '/v1/things/mine'],
  ['GET', '/v1/things/7', '/v1/things/:id'],
  ['GET', '/v1/things/mine/parts/9', '/v1/:kind/mine/parts/:part'],
  ['DELETE', '/v1/things', undefined],
  ['GET', '/v1', undefined],
  ['GET', '/v1/things/7/8', undefined],
  ['GET', '*', undefined],
])('%s %s is %s', (method, url, path) => {
  expect(createRouteTable(routes)(method, url)?.path).toBe(path)
})

function ask(admission: Admission, method: string, url: string, headers: Record<string, string> = {}) {
  const request = {
    method,
    url,
    rawHeaders: Object.entries(headers).flat(),
    socket: { remoteAddress: '192.0.2.1' },
  } as unknown as IncomingMessage
  return createShed(routes, { admission, clock: systemClock, proxies: undefined })(request)
}

test('refused for load, refused by the rung, or let through; what is no route of ours is let through', () => {
  const admission = createAdmission({ mode: 'fixed-rate', perSecond: 0.001 })
  expect(ask(admission, 'GET', '/v1/things')?.answer.status).toBe(503)
  expect(ask(admission, 'GET', '/v1/nothing')).toBeUndefined()
  const open = createAdmission()
  expect(ask(open, 'GET', '/v1/things/7')).toBeUndefined()
  open.tell({ rung: 1 })
  expect(JSON.parse(ask(open, 'GET', '/v1/things/7')!.answer.body.toString())).toMatchObject({ code: 'service.rung', rung: 1 })
  expect(ask(open, 'POST', '/v1/things')).toBeUndefined()
  for (const one of [admission, open]) one.stop()
})

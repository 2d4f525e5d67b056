/**
 * Goal: every route opens for the grants it names and for nobody else; a caller who has not signed in gets nothing but the public routes.
 * Method: the whole server's routes, each called by an actor of every single grant there is. Reaching validation or the handler counts as let in.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { createAdmission } from './platform/admission/admission.ts'
import type { Authenticator } from './platform/http/authenticate.ts'
import type { Route } from './platform/http/route.ts'
import { createHttpServer } from './platform/http/server.ts'
import { createMetrics } from './platform/metrics.ts'
import { accept } from './platform/result.ts'
import { type RunningServer, startServer } from './server.ts'
import { makeDisposableFolder } from './testing/disposable-folder.ts'
import { createTestDatabase } from './testing/test-database.ts'

const roles = [
  'guard',
  'sampler',
  'courier',
  'laboratory',
  'releaser',
  'tracer',
  'community',
  'port_health',
  'commander',
  'administrator',
  'appeals',
  'auditor',
]
const grants = [
  'nobody',
  'resident',
  'staff',
  'staff:pending',
  ...roles.map((role) => `staff:${role}`),
  'scanner',
  'scanner:guard',
  'scanner:sampler',
]

/** Signs in whoever says so, with the one grant named. */
const byHeader: Authenticator = {
  name: 'matrix',
  recognises: (exchange) => exchange.header('x-grant') !== undefined,
  authenticate: async (_ground, exchange) => accept({ kind: 'system', id: 'matrix', grants: [exchange.header('x-grant') ?? ''] }),
}

let server: RunningServer
let app: Awaited<ReturnType<typeof createHttpServer>>
beforeAll(async () => {
  const { url } = await createTestDatabase()
  const config = readConfig(['--data', makeDisposableFolder().path, '--log', 'silent'], {})
  server = await startServer({ config, databaseUrl: url, appsFolder: undefined, print: () => undefined })
  app = await createHttpServer({
    ground: server.ground,
    controlGround: server.ground,
    routes: server.routes.map(
      (route): Route => ({
        ...route,
        handle: async () => ({ ok: false, refusal: { code: 'matrix.let_in' } }),
        refusals: { 'matrix.let_in': 418 },
      }),
    ),
    authenticators: [byHeader],
    admission: createAdmission({ mode: 'none' }), // a busy machine must not refuse what is tested here
    metrics: createMetrics(),
    version: 'test',
    origin: 'http://localhost',
    requestsPerMinuteMax: 1_000_000,
    isReady: async () => true,
  })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

/** 401, 403, or `in` where the request got past the door (to validation or the handler). */
async function knock(route: Route, grant: string | undefined): Promise<401 | 403 | 'in'> {
  const url = route.path.replaceAll(/:\w+/g, '018f0e6e-9a4b-7c3a-8d1e-0123456789ab')
  const response = await app.inject({ method: route.method, url, headers: grant === undefined ? {} : { 'x-grant': grant } })
  return response.statusCode === 401 || response.statusCode === 403 ? response.statusCode : 'in'
}

test('each route opens for its grants and for no other', async () => {
  const wrong: string[] = []
  for (const route of server.routes) {
    const name = `${route.method} ${route.path}`
    const open = route.access.includes('anyone')
    if ((await knock(route, undefined)) !== (open ? 'in' : 401)) wrong.push(`${name} without signing in`)
    for (const grant of grants) {
      const expected = open || route.access.includes(grant) ? 'in' : 403
      if ((await knock(route, grant)) !== expected) wrong.push(`${name} by ${grant}`)
    }
  }
  expect(server.routes.length).toBeGreaterThan(40)
  expect(wrong).toEqual([])
})

test('routes name only grants that exist, and the public ones are these', () => {
  const unknown = server.routes.flatMap((route) => route.access.filter((grant) => grant !== 'anyone' && !grants.includes(grant)))
  expect(unknown).toEqual([])
  const open = server.routes.filter((route) => route.access.includes('anyone')).map((route) => `${route.method} ${route.path}`)
  expect(open.toSorted()).toEqual([
    'GET /v1/divisions',
    'GET /v1/region',
    'POST /v1/registrations',
    'POST /v1/registrations/:registrationId/confirm',
    'POST /v1/registrations/:registrationId/resend',
    'POST /v1/scanners',
    'POST /v1/staff/sessions',
  ])
})

test('every route has a deadline, and a body that is bounded', () => {
  for (const route of server.routes) {
    expect(route.deadlineMs, route.path).toBeLessThanOrEqual(60_000)
    const megabytesMax = route.rawBody === undefined ? 10 : 512 // one that is a stream goes to the disk
    expect(route.bodyBytesMax ?? 0, route.path).toBeLessThanOrEqual(megabytesMax * 1024 * 1024)
    expect(route.access.length, route.path).toBeGreaterThan(0)
  }
})

/**
 * Goal: each rung of the ladder refuses what it must and nothing else; a commander's order wins, is on the trail, ends by itself and can always be ended;
 * a database that falls silent brings the server to the top and back.
 * Method: the whole server over real HTTP on a real PostgreSQL, behind a line that can be stopped; every route is called on every rung.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { manualClock, until } from '../../platform/clock.ts'
import { type RunningServer, startServer } from '../../server.ts'
import { makeDisposableFolder } from '../../testing/disposable-folder.ts'
import { createStallingProxy, type StallingProxy } from '../../testing/stalling-proxy.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { testStart } from '../../testing/test-server.ts'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'

const clock = manualClock(testStart)
let line: StallingProxy
let server: RunningServer
let origin: string
let commander: TestStaff

beforeAll(async () => {
  line = await createStallingProxy((await createTestDatabase()).url)
  const folder = makeDisposableFolder().path
  mkdirSync(join(folder, 'public'))
  writeFileSync(join(folder, 'public', 'file.1.cwt'), 'signed')
  const config = readConfig(['--data', folder, '--port', '0', '--log', 'silent', '--requests-per-minute', '1000000'], {})
  server = await startServer({ config, databaseUrl: line.url, clock, appsFolder: undefined, print: () => undefined })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  commander = await createTestStaff(server.app, server.ground, ['commander'])
})
afterAll(async () => {
  await server.stop()
  await line.close()
})
afterEach(async () => {
  await call('DELETE', '/v1/situation/rung')
  clock.advance(1_000)
})

async function call(method: string, path: string, body?: object, cookie = commander.cookie) {
  const response = await fetch(origin + path, {
    method,
    headers: { cookie, 'x-evergate-request': 'console', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

const inHours = (hours: number): string => new Date(clock.now().getTime() + hours * 3_600_000).toISOString()
const order = (rung: number, change: object = {}) =>
  call('PUT', '/v1/situation/rung', { rung, reason: 'The result load comes first', until: inHours(1), ...change })
const load = async () => (await call('GET', '/v1/load')).body

const refusedCount = async (): Promise<number> => {
  const { classes } = (await call('GET', '/v1/situation/rung')).body as { readonly classes: readonly { readonly refused: number }[] }
  return classes.reduce((sum, { refused }) => sum + refused, 0)
}

/** What each rung takes away, beyond the one before it; none of it may move without somebody deciding so. */
const takenAway: Readonly<Record<number, readonly string[]>> = {
  1: ['GET /v1/system', 'GET /v1/audit', 'GET /v1/reconciliation/:roundId/export.csv', 'GET /v1/rounds/:roundId/progress'],
  2: ['GET /v1/residents/:residentId/samples', 'GET /v1/residents/:residentId/messages', 'GET /v1/me', 'POST /v1/registrations'],
  3: ['GET /v1/me/passes', 'GET /v1/residents/:residentId/status'],
  4: ['POST /v1/samples', 'GET /v1/scanner/me', 'GET /v1/region', 'POST /v1/results/batches/:batchId/release'],
  5: ['POST /v1/sync/records', 'POST /v1/results/files'],
}
/** What goes on up to a rung, with what its page asks for before anybody can do it. */
const goesOn: Readonly<Record<number, readonly string[]>> = {
  3: [
    ...['GET /v1/results/batches', 'GET /v1/results/batches/:batchId', 'POST /v1/results/batches/:batchId/release'],
    'POST /v1/transport/receipts',
  ],
  4: ['GET /v1/sites', 'GET /v1/laboratories', 'POST /v1/results/files', 'GET /v1/results/files/:fileId', 'POST /v1/sync/records'],
}
const onEveryRung = [
  'GET /v1/situation/rung',
  'PUT /v1/situation/rung',
  'DELETE /v1/situation/rung',
  'POST /v1/staff/sessions',
  'GET /v1/staff/me',
  'POST /v1/staff/me/password',
]

/** The door says the rung on its answers, and looks twenty times a second what it is. */
async function isInForce(rung: number): Promise<void> {
  const said = async (): Promise<boolean> => (await call('GET', '/v1/load')).headers.get('x-evergate-rung') === String(rung)
  expect(await until(said, 5_000)).toBe(true)
}

describe.each([0, 1, 2, 3, 4, 5] as const)('rung %i', (rung) => {
  test('refuses what it takes away with its number and a time to come back, and answers the rest', async () => {
    expect((await order(rung)).status).toBe(204)
    await isInForce(rung)
    const refused = new Set<string>()
    const countedBefore = await refusedCount()
    for (const route of server.routes) {
      const path = route.path.replaceAll(/:\w+/g, '018f0e6e-9a4b-7c3a-8d1e-0123456789ab')
      const answer = await call(route.method, path, undefined, '')
      expect(answer.headers.get('x-evergate-rung'), route.path).toBe(String(rung))
      if (answer.body?.code !== 'service.rung') continue
      refused.add(`${route.method} ${route.path}`)
      expect([answer.status, answer.body.rung]).toEqual([503, rung])
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await refusedCount()) - countedBefore).toBe(refused.size)
    const named = Object.entries(takenAway)
    expect(named.filter(([at]) => Number(at) <= rung).flatMap(([, routes]) => routes.filter((one) => !refused.has(one)))).toEqual([])
    expect(named.filter(([at]) => Number(at) > rung).flatMap(([, routes]) => routes.filter((one) => refused.has(one)))).toEqual([])
    const going = Object.entries(goesOn).flatMap(([upTo, routes]) => (rung <= Number(upTo) ? routes : []))
    expect([...onEveryRung, ...going].filter((one) => refused.has(one))).toEqual([])
    const sacred = server.routes.filter((one) => one.load === 'critical_plus' && rung <= 3).map((one) => `${one.method} ${one.path}`)
    expect(sacred.filter((one) => refused.has(one))).toEqual([])
  })

  test('files, health and the load report are there', async () => {
    await order(rung)
    await isInForce(rung)
    expect(await call('GET', '/public/file.1.cwt')).toMatchObject({ status: 200, text: 'signed' })
    expect((await call('GET', '/healthz')).status).toBe(200)
    const report = await load()
    const shut = Object.values(report.classes).filter((one) => one === 'shut').length
    expect([report.rung, shut]).toEqual([rung, [0, 1, 2, 2, 3, 4][rung]])
    const edge = async () => (await call('GET', '/edge/sheddable')).status === (rung === 0 ? 200 : 503)
    expect(await until(edge, 5_000)).toBe(true)
    const last = async () => (await call('GET', '/edge/critical_plus-4')).status === (rung === 5 ? 503 : 200)
    expect(await until(last, 5_000)).toBe(true)
    expect((await call('GET', '/edge/unknown')).status).toBe(404)
  })
})

describe('an order', () => {
  test('is seen with its reason and its author, replaced by the next, and on the trail', async () => {
    await order(1, { reason: 'Testing morning' })
    clock.advance(1_000)
    await order(2, { reason: 'Still not enough' })
    const { body } = await call('GET', '/v1/situation/rung')
    expect(body).toMatchObject({ rung: 2, ownRung: 0, override: { rung: 2, reason: 'Still not enough', until: inHours(1), endedAt: null } })
    expect(body.override.orderedBy).not.toBe('')
    expect(body.past[0]).toMatchObject({ rung: 1, reason: 'Testing morning', endedAt: clock.now().toISOString() })
    clock.advance(1_000)
    expect(body.classes.map((one: { openness: string }) => one.openness)).toEqual(['open', 'open', 'shut', 'shut'])
    await call('DELETE', '/v1/situation/rung')
    const trail = await server.ground.db.read
      .selectFrom('audit.entry')
      .select(['action', 'actor_id', 'purpose', 'outcome'])
      .where('action', 'like', 'situation.%')
      .orderBy('at', 'desc')
      .orderBy('entry_id', 'desc')
      .limit(3)
      .execute()
    expect(trail).toEqual([
      { action: 'situation.end_rung_order', actor_id: commander.accountId, purpose: null, outcome: 'done' },
      { action: 'situation.order_rung', actor_id: commander.accountId, purpose: 'Still not enough', outcome: 'done' },
      { action: 'situation.order_rung', actor_id: commander.accountId, purpose: 'Testing morning', outcome: 'done' },
    ])
  })

  test('ends by itself', async () => {
    await order(3, { until: inHours(0.2) })
    expect((await load()).rung).toBe(3)
    clock.advance(720_000)
    expect(await until(async () => (await load()).rung === 0, 5_000)).toBe(true)
    expect((await call('DELETE', '/v1/situation/rung')).body.code).toBe('situation.no_order')
  })

  test('given in another process counts here', async () => {
    const { ids, db } = server.ground
    const given = { override_id: ids.uuid(), rung: 1, reason: 'by another', ordered_at: clock.now(), ordered_by: commander.accountId }
    await db.read
      .updateTable('situation.rung_override')
      .set({ ended_at: clock.now(), ended_by: commander.accountId })
      .where('ended_at', 'is', null)
      .execute()
    await db.read
      .insertInto('situation.rung_override')
      .values({ ...given, until: new Date(inHours(1)) })
      .execute()
    expect(await until(async () => (await load()).rung === 1, 5_000)).toBe(true)
  })

  test.each([
    ['that is over before it begins', { until: inHours(0) }, 422, 'situation.until_past'],
    ['for more than a day', { until: inHours(25) }, 422, 'situation.until_too_late'],
    ['without a reason', { reason: '    ' }, 400, 'request.invalid'],
    ['for a rung there is not', { rung: 6 }, 400, 'request.invalid'],
  ])('%s is refused', async (_name, change, status, code) => {
    expect(await order(1, change)).toMatchObject({ status, body: { code } })
  })

  test('is a commander’s alone to give', async () => {
    const administrator = await createTestStaff(server.app, server.ground, ['administrator'])
    expect((await call('PUT', '/v1/situation/rung', { rung: 1, reason: 'no right', until: inHours(1) }, administrator.cookie)).status).toBe(
      403,
    )
    expect((await call('GET', '/v1/situation/rung', undefined, administrator.cookie)).status).toBe(200)
  })
})

test('a silent database: only the journal after seconds, devices alone after more, and everything again soon after it answers', async () => {
  const seen: number[] = []
  const note = async (): Promise<number> => {
    const { rung } = await load()
    if (seen.at(-1) !== rung) seen.push(rung)
    return rung
  }
  line.stall()
  try {
    expect(await until(async () => (await note()) === 5, 30_000, 50)).toBe(true)
    expect((await call('GET', '/public/file.1.cwt')).text).toBe('signed')
  } finally {
    line.release()
  }
  expect(await until(async () => (await note()) === 0, 30_000, 50)).toBe(true)
  expect(seen).toEqual([0, 4, 5, 4, 3, 2, 1, 0])
})

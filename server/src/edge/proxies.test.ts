/**
 * Goal: with the files of deploy/ as they are, nginx and HAProxy refuse by themselves what the server would refuse, let the rest through, and come back by
 * themselves; nginx serves the files with the server off. Method: Debian's real programs as nobody on free ports before a real server that is told its load.
 * Where one of them is not installed its tests are skipped, with a notice.
 */
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { bucketOf } from '../platform/admission/bucket.ts'
import { rankOf } from '../platform/admission/rank.ts'
import { systemClock, until } from '../platform/clock.ts'
import { type RunningServer, startServer } from '../server.ts'
import { deployFolder as deploy, type EdgeProxy, isInstalled, startEdgeProxy } from '../testing/edge-proxy.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { haproxyMap, nginxMap } from './edge-map.ts'
import { createSignals } from './edge-signals.ts'

const folder = mkdtempSync(join(tmpdir(), 'evergate-edge-'))
const [data, apps] = [join(folder, 'data'), join(folder, 'apps')]
const proxies = new Map<string, EdgeProxy>()
let server: RunningServer
let serverPort: number
let arrived = 0
let stopped: Promise<void> | undefined
const stopServer = (): Promise<void> => {
  stopped ??= server.stop()
  return stopped
}

beforeAll(async () => {
  chmodSync(folder, 0o755)
  for (const path of [join(data, 'public'), join(apps, 'resident')]) mkdirSync(path, { recursive: true })
  writeFileSync(join(data, 'public', 'list.7.cwt'), 'signed')
  writeFileSync(join(apps, 'resident', 'index.html'), '<title>code</title>')
  const config = readConfig(['--data', data, '--port', '0', '--log', 'silent', '--origin', 'http://127.0.0.1', '--edges', 'loopback'], {})
  server = await startServer({ config, databaseUrl: (await createTestDatabase()).url, appsFolder: undefined, print: () => undefined })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  server.app.server.prependListener('request', (request) => {
    if (request.url?.startsWith('/v1/') === true) arrived += 1
  })
  serverPort = (server.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  for (const proxy of proxies.values()) proxy.stop()
  await stopServer()
  rmSync(folder, { recursive: true })
})

/** What HAProxy answers to exactly these bytes. */
function sendRaw(head: string): Promise<string> {
  const { port, hostname } = new URL(proxies.get('haproxy')!.origin)
  return new Promise((resolve, reject) => {
    let answered = ''
    const socket = connect(Number(port), hostname, () => void socket.write(head))
    socket
      .on('data', (bytes) => {
        answered += String(bytes)
      })
      .on('close', () => resolve(answered))
      .on('error', reject)
  })
}

/** What the server's parser turns away before anything of ours has seen it: sent on, it would take along what it was to tell. */
const turnedAway = [
  ['GET /v1/region HTTP/1.1\r\nconnection: close\r\n', '400'],
  ['GET /v1/region HTTP/1.1\r\nhost: x\r\nx-odd: a\u0001b\r\nconnection: close\r\n', '400'],
  ['GET /v1/region HTTP/1.1\r\nhost: x\r\nexpect: more\r\nconnection: close\r\n', '417'],
  ['GET /v1/region HTTP/0.8\r\nhost: x\r\nconnection: close\r\n', '400'],
  ['GET a1://x/v1/region HTTP/1.1\r\nhost: x\r\nconnection: close\r\n', '400'],
  ['GET http://x/v1/region HTTP/1.1\r\nhost: x\r\nconnection: close\r\n', '400'],
] as const

async function fixRung(rung: number | undefined): Promise<void> {
  const { db, ids, clock } = server.ground
  const by = { at: clock.now(), who: ids.uuid() }
  await db.read.updateTable('situation.rung_override').set({ ended_at: by.at, ended_by: by.who }).where('ended_at', 'is', null).execute()
  if (rung === undefined) return
  const order = { override_id: ids.uuid(), rung, reason: 'test', ordered_at: by.at, ordered_by: by.who }
  await db.read
    .insertInto('situation.rung_override')
    .values({ ...order, until: new Date(by.at.getTime() + 3_600_000) })
    .execute()
}

describe.each(['nginx', 'haproxy'] as const)('%s', (program) => {
  const present = isInstalled(program)
  let origin = ''
  beforeAll(async () => {
    if (!present) return
    const proxy = await startEdgeProxy({ program, folder, dataFolder: data, appsFolder: apps, serverPort })
    proxies.set(program, proxy)
    origin = proxy.origin
  })
  const ask = (path: string, init: RequestInit = {}) => fetch(origin + path, init)
  const statusOf = async (path: string, init: RequestInit = {}) => (await ask(path, init)).status

  test.skipIf(!present)('lets everything through while there is room', async () => {
    expect(await until(async () => (await statusOf('/v1/audit')) === 401, 15_000)).toBe(true) // a busy machine may refuse it at first
    expect(await statusOf('/v1/sync/records', { method: 'POST', body: '' })).toBe(401)
    expect(await statusOf('/public/list.7.cwt')).toBe(200)
    expect(await statusOf('/edge/sheddable')).toBe(404)
  })

  test.skipIf(!present)('refuses what the rung refuses, and spares what it spares within the same class', async () => {
    await fixRung(4)
    const atEdge = async (): Promise<boolean> => {
      const before = arrived
      const answer = await ask('/v1/region')
      return answer.status === 503 && answer.headers.get('x-evergate-rung') === '4' && arrived === before
    }
    expect(await until(atEdge, 15_000)).toBe(true)
    expect(await statusOf('/v1/results/files', { method: 'POST', body: '' })).toBe(401)
    expect(await statusOf('/v1/sync/records', { method: 'POST', body: '' })).toBe(401)
    expect(await statusOf('/v1/situation/rung')).toBe(401)
    await fixRung(undefined)
    expect(await until(async () => (await statusOf('/v1/audit')) === 401, 20_000)).toBe(true)
  })
})

describe('by load', () => {
  const ask = (program: 'nginx' | 'haproxy', path: string, init: RequestInit = {}) => fetch(proxies.get(program)!.origin + path, init)

  test.skipIf(!isInstalled('nginx'))(
    'nginx refuses the classes the level has reached, without asking the server, and lets the others through',
    async () => {
      const statusOf = async (path: string, init: RequestInit = {}) => (await ask('nginx', path, init)).status
      server.admission.tell({ level: 2.3 })
      expect(await until(async () => (await statusOf('/v1/me')) === 503, 15_000)).toBe(true)
      expect(await until(async () => (await statusOf('/v1/audit')) === 503, 5_000)).toBe(true)
      const before = arrived
      const refused = await ask('nginx', '/v1/me', { headers: { authorization: 'DPoP x' } })
      const body = (await refused.json()) as { code: string; status: number }
      expect([refused.status, body.status, body.code]).toEqual([503, 503, 'service.overloaded'])
      expect(refused.headers.get('x-evergate-load')).toBe('2.00')
      expect(refused.headers.get('x-evergate-rung')).toBe('0')
      expect(arrived).toBe(before)
      expect(await statusOf('/v1/region')).toBe(200)
      expect(await statusOf('/v1/sync/records', { method: 'POST', body: '' })).toBe(401)
      expect(arrived).toBe(before + 2)
      server.admission.tell({ level: 0 })
      expect(await until(async () => (await statusOf('/v1/audit')) === 401, 15_000)).toBe(true)
    },
  )

  const [door, cursor] = [40, 80] // buckets of sheddable_plus
  const statusOf = async (path: string, init: RequestInit = {}) => (await ask('haproxy', path, init)).status
  const hourNow = (): number => Math.floor(systemClock.now().getTime() / 3_600_000)

  /** The server refuses from these buckets on, as far as HAProxy knows, and what it is told is gathered here. */
  async function atDoor(act: (counted: Map<string, number>) => Promise<void>, from = door): Promise<void> {
    const { inFront, refusedInFront, turnedAwayInFront } = server.admission
    const counted = new Map<string, number>()
    const count = (what: string, by: number): void => void counted.set(what, (counted.get(what) ?? 0) + by)
    Object.assign(server.admission, {
      inFront: () => ({ cursor: rankOf('sheddable_plus', cursor), door: rankOf('sheddable_plus', from) }),
      refusedInFront: count,
      turnedAwayInFront: (loadClass: string, by: number) => count(`${loadClass} by the door`, by),
    })
    try {
      expect(await statusOf('/v1/region')).toBe(200)
      counted.clear()
      await act(counted)
    } finally {
      Object.assign(server.admission, { inFront, refusedInFront, turnedAwayInFront })
    }
  }

  test.skipIf(!isInstalled('haproxy'))(
    'HAProxy refuses exactly the callers whose rank the server refuses, and tells how many, beyond the cursor and the door, with what goes through',
    () =>
      atDoor(async (counted) => {
        let [byCursor, byDoor, tellers, odd] = [0, 0, 0, 0] // the hour may turn
        for (let number = 0; number < 60; number++) {
          expect(await statusOf('/v1/region')).toBe(200) // critical; and its answer says the cursor anew
          const bucket = bucketOf(`made-up ${number}`, hourNow())
          const headers = { authorization: `DPoP made-up ${number}`, 'x-evergate-refused': '900 900 900 900 900 900' }
          counted.delete('sheddable')
          const answer = await ask('haproxy', '/v1/me', { headers })
          const isTeller = bucket >= door && counted.has('sheddable') // on a slow machine nothing may have told for a while
          if (isTeller) tellers += 1
          if (answer.status !== (bucket >= door && !isTeller ? 503 : 401)) odd += 1
          if (answer.status !== 503) continue
          if (bucket >= cursor) byCursor += 1
          else byDoor += 1
          expect(answer.headers.get('x-evergate-load')).toBe('0.00')
        }
        expect(odd).toBeLessThanOrEqual(2)
        expect(byCursor + byDoor + tellers).toBeGreaterThan(20)
        for (const [head, status] of turnedAway) expect((await sendRaw(`${head}\r\n`)).slice(9, 12), head).toBe(status)
        expect(await statusOf('/v1/region')).toBe(200)
        const told = { sheddable_plus: byCursor, 'sheddable_plus by the door': byDoor }
        expect(Object.fromEntries([...counted].filter(([, by]) => by > 0))).toEqual(told)
      }),
  )

  test.skipIf(!isInstalled('haproxy'))(
    'who shows HAProxy no token is refused as the first of his class, and counted as any of it',
    async () => {
      await atDoor(async () => {
        for (let number = 0; number < 10; number++) expect(await statusOf('/v1/me')).toBe(401) // from the fortieth on: the first is let through
      })
      await atDoor(async (counted) => {
        let refused = 0
        for (let number = 0; number < 60; number++) {
          expect(await statusOf('/v1/region')).toBe(200)
          if ((await statusOf('/v1/me')) === 503) refused += 1
        }
        expect(await statusOf('/v1/region')).toBe(200)
        const [byCursor, byDoor] = ['sheddable_plus', 'sheddable_plus by the door'].map((name) => counted.get(name) ?? 0)
        expect(byCursor! + byDoor!).toBe(refused)
        expect(Math.min(byCursor!, byDoor!)).toBeGreaterThan(0) // 48 of 128 are beyond the cursor
      }, 0)
    },
  )

  test.skipIf(!isInstalled('haproxy'))(
    'HAProxy and the server mean the same caller and the same path, and a refusal says when to come back',
    () =>
      atDoor(async (counted) => {
        const [first, last] = [0, 100].map(
          (bucket) => [...Array(2_000).keys()].map((n) => `of ${n}`).find((token) => bucketOf(token, hourNow()) === bucket)!,
        )
        const twice = await sendRaw(
          `GET /v1/me HTTP/1.1\r\nhost: x\r\nauthorization: DPoP ${first}\r\nauthorization: DPoP ${last}\r\nconnection: close\r\n\r\n`,
        )
        expect(twice.slice(0, 12)).toBe('HTTP/1.1 401') // of two lines the first counts, here and there
        expect(await statusOf('/v1/%6de')).toBe(404)
        expect(await statusOf('/v1/region')).toBe(200)
        const refused = await ask('haproxy', '/v1/audit')
        const body = (await refused.json()) as { code: string; status: number }
        expect([refused.status, body.status, body.code]).toEqual([503, 503, 'service.overloaded'])
        expect(refused.headers.get('content-type')).toBe('application/problem+json')
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(15)
        expect((await ask('haproxy', '/v1/region')).headers.get('x-evergate-edge')).toBeNull()
        counted.clear()
        const isTold = async (): Promise<boolean> => (await statusOf('/v1/audit')) !== 503 && counted.size > 0
        expect(await until(isTold, 900)).toBe(true) // by one that would have been refused, where nothing else goes through, while HAProxy knows that
      }),
  )
})

test.skipIf(!isInstalled('haproxy'))(
  'HAProxy turns what matters least away at once where all connections for what can wait are taken, and tells how many',
  async () => {
    const told: string[] = []
    const held: ServerResponse[] = []
    const busy = createServer((request, response) => {
      if (request.url === '/v1/region') told.push(String(request.headers['x-evergate-refused']))
      if (request.url === '/v1/me') held.push(response)
      else response.end('{}')
    }).listen(0, '127.0.0.1')
    await once(busy, 'listening')
    const own = join(folder, 'crowded')
    mkdirSync(own, { mode: 0o755 })
    const { port } = busy.address() as AddressInfo
    const proxy = await startEdgeProxy({ program: 'haproxy', folder: own, dataFolder: data, appsFolder: apps, serverPort: port })
    try {
      const answered: string[] = []
      const ask = async (path: string): Promise<void> => void answered.push(`${(await fetch(proxy.origin + path)).status} ${path}`)
      const crowd = Array.from({ length: 100 }, () => ask('/v1/me'))
      expect(await until(() => held.length === 100, 10_000)).toBe(true)
      await Promise.all([ask('/v1/me'), ask('/v1/audit')])
      expect(answered).toEqual(['503 /v1/audit', '503 /v1/me']) // the second to come is the first to hear it
      await ask('/v1/region')
      expect(told.at(-1)).toBe('0 0 0 0 0 1')
      for (const response of held) response.end('{}')
      await Promise.all(crowd)
    } finally {
      proxy.stop()
      busy.closeAllConnections()
      busy.close()
    }
  },
)

test('the map says of each route what is its own: the first line that fits is the route’s', () => {
  const lines = haproxyMap(server.routes)
    .split('\n')
    .slice(1, -1)
    .map((line) => [new RegExp(line.slice(0, line.indexOf(' '))), line.slice(line.indexOf(' ') + 1)] as const)
  for (const { method, path, load, access } of server.routes) {
    const asked = `${method}:${path.replaceAll(/:\w+/g, 'some-thing')}`
    const [, told] = lines.find(([pattern]) => pattern.test(asked))!
    expect(told, asked).toMatch(new RegExp(`^${rankOf(load, 0)}:\\d:${access.includes('anyone') ? 'open' : 'own'}$`))
  }
})

test('deploy/ names every class there is, and its maps are those of the routes', () => {
  expect(readFileSync(join(deploy, 'nginx-classes.conf'), 'utf8')).toBe(nginxMap(server.routes))
  expect(readFileSync(join(deploy, 'haproxy-classes.map'), 'utf8')).toBe(haproxyMap(server.routes))
  const haproxy = readFileSync(join(deploy, 'haproxy.cfg'), 'utf8')
  for (const { name } of createSignals(server.routes).filter((signal) => signal.name.startsWith('rung-')))
    expect(haproxy).toContain(`\nbackend edge_${name}\n  option httpchk GET /edge/${name}\n`)
})

test.skipIf(!isInstalled('nginx'))('with the server off, nginx goes on serving files, and says of the rest when to come back', async () => {
  const { origin } = proxies.get('nginx')!
  await stopServer()
  const list = await fetch(`${origin}/public/list.7.cwt`)
  expect([list.status, await list.text()]).toEqual([200, 'signed'])
  expect(list.headers.get('content-type')).toBe('application/cwt')
  expect(list.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const page = await fetch(`${origin}/resident/me/household`)
  expect([page.status, await page.text()]).toEqual([200, '<title>code</title>'])
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect((await fetch(`${origin}/resident/assets/gone.js`)).status).toBe(404)
  const away = await fetch(`${origin}/v1/region`)
  expect([away.status, ((await away.json()) as { code: string }).code]).toEqual([503, 'service.unavailable'])
  expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
})

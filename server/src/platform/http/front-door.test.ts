/**
 * Goal: files come out of memory exactly as Fastify would send them, changed files soon, only encodings the caller reads, and nothing but what
 * the door may answer is answered there. Method: a built app and a public folder in a temporary folder, a real listener, requests as clients send them.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as ask, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../clock.ts'
import { securityHeaders } from './content-security.ts'
import { createFrontDoor, type FrontDoor, prebuilt } from './front-door.ts'
import { askInside, createHeldFiles } from './held-files.ts'
import { platformProblem } from './problem.ts'
import { serveApps, servePublicFiles } from './static-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'evergate-door-'))
const script = 'console.log("evergate");\n'.repeat(200)
let app: FastifyInstance
let door: FrontDoor
let port: number

beforeAll(async () => {
  for (const name of ['app/assets', 'public/CN']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'app/index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'app/assets/app-1a2b.js'), script)
  writeFileSync(join(folder, 'app/large.bin'), Buffer.alloc(9_000))
  writeFileSync(join(folder, 'public/CN/index.cwt'), 'first')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  const files = createHeldFiles((...asked) => askInside(app, ...asked), { bytesMax: 20_000, fileBytesMax: 8_000, freshMs: 50 })
  door = createFrontDoor({
    filePrefixes: ['/public/', '/console/'],
    files,
    standing: () => ({ load: '1.25', rung: '2' }),
    shed: ({ url }) =>
      url === '/v1/much' ? { answer: prebuilt(platformProblem('service.overloaded')), retryAfterSeconds: 33 } : undefined,
    quick: { '/v1/load': () => ({ status: 200, contentType: 'application/json', body: '{}', cacheSeconds: 1 }) },
  })
  app = fastify({ serverFactory: (inside) => door.serve(inside) })
  app.addHook('onRequest', async (_request, reply) => void reply.headers(securityHeaders))
  app.all('/v1/*', async ({ method }) => ({ method }))
  await serveApps(app, [{ name: 'console', folder: join(folder, 'app') }], 'console')
  await servePublicFiles(app, join(folder, 'public'))
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = ask({ port, path, method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) }))
    })
    sent.on('error', reject).end()
  })
}

const asset = '/console/assets/app-1a2b.js'

test.each([asset, '/public/CN/index.cwt', '/console/'])('%s is answered as Fastify answers it, and again from memory', async (path) => {
  const inside = await app.inject(path)
  const before = door.counts().file
  for (let times = 0; times < 2; times++) {
    const answer = await get(path)
    expect([answer.status, answer.body.toString()]).toEqual([200, inside.body])
    for (const name of ['content-type', 'cache-control', 'access-control-allow-origin', 'cross-origin-resource-policy', 'content-length'])
      expect(answer.headers[name]).toBe(inside.headers[name])
    expect([answer.headers['x-evergate-load'], answer.headers['x-evergate-rung']]).toEqual(['1.25', '2'])
  }
  expect(door.counts().file - before).toBe(2)
})

test('a page says what it may load; a signed file, whole or in part, that anybody may have it, and nothing of pages', async () => {
  expect((await get('/console/')).headers).toMatchObject({ 'content-security-policy': expect.stringContaining("default-src 'self'") })
  for (const part of [{}, { range: 'bytes=0-1' }]) {
    const { headers } = await get('/public/CN/index.cwt', part)
    expect(headers).toMatchObject({ 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff' })
    expect(headers).not.toHaveProperty('content-security-policy')
  }
})

test('who has it is told so; who asks for the head gets no body', async () => {
  const { headers } = await get(asset)
  const unchanged = await get(asset, { 'if-none-match': `W/"other", ${headers.etag}` })
  expect([unchanged.status, unchanged.body.length, unchanged.headers['cache-control']]).toEqual([304, 0, headers['cache-control']])
  const head = await get(asset, {}, 'HEAD')
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(script.length)])
})

test('text is compressed as the caller reads it, under a tag of its own', async () => {
  const arrived = async () => (await get(asset, { 'accept-encoding': 'gzip, br' })).headers['content-encoding'] === 'br'
  expect(await until(arrived, 5_000)).toBe(true)
  const [br, zip, none] = [
    await get(asset, { 'accept-encoding': 'gzip, deflate, br' }),
    await get(asset, { 'accept-encoding': 'gzip;q=0.5, br;q=0' }),
    await get(asset, { 'accept-encoding': 'gzip;q=0, identity' }),
  ]
  expect([brotliDecompressSync(br.body), gunzipSync(zip.body), none.body].map(String)).toEqual([script, script, script])
  expect(new Set([br, zip, none].map((one) => one.headers.etag)).size).toBe(3)
  expect([br, zip, none].every((one) => one.headers.vary === 'accept-encoding')).toBe(true)
})

test('a file that changed is seen by callers who ask again and again', async () => {
  writeFileSync(join(folder, 'public/CN/index.cwt'), 'second')
  const seen = async () => (await get('/public/CN/index.cwt')).body.toString() === 'second'
  expect(await until(seen, 5_000)).toBe(true)
  rmSync(join(folder, 'public/CN/index.cwt'))
  expect(await until(async () => (await get('/public/CN/index.cwt')).status === 404, 5_000)).toBe(true)
})

test('what cannot be held goes through: large files, ranges, pages of an app, files that are not there, odd paths', async () => {
  const before = door.counts().file
  expect((await get('/console/large.bin')).body.length).toBe(9_000)
  const part = await get(asset, { range: 'bytes=0-6' })
  expect([part.status, part.body.toString()]).toEqual([206, 'console'])
  expect((await get('/console/some/page')).body.toString()).toBe('<!doctype html>')
  for (const path of ['/public/CN/gone.cwt', '/public/../secret.txt', '/public/%2e%2e/secret.txt', '/console/..%2fsecret.txt'])
    expect((await get(path)).status, path).toBeGreaterThanOrEqual(400)
  expect(door.counts().file).toBe(before)
})

test('a refused request costs nothing behind the door and keeps its connection; others go through', async () => {
  const refused = await get('/v1/much', {}, 'POST')
  expect([refused.status, refused.headers['retry-after'], refused.headers.connection]).toEqual([503, '33', 'keep-alive'])
  expect(JSON.parse(refused.body.toString())).toMatchObject({ code: 'service.overloaded' })
  expect((await get('/v1/little', {}, 'PUT')).body.toString()).toBe('{"method":"PUT"}')
  const load = await get('/v1/load?x=1')
  expect([load.body.toString(), load.headers['cache-control']]).toEqual(['{}', 'public, max-age=1'])
  expect((await get('/v1/load', {}, 'POST')).body.toString()).toBe('{"method":"POST"}')
})

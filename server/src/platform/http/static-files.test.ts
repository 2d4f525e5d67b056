// Goal: an app answers at every address below its own, a missing file is a plain 404, and each kind of file is kept for as long as it may be.
// Method: a built app of four files in a temporary folder, asked for in memory.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveApps } from './static-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'evergate-app-'))
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  for (const file of ['index.html', 'sw.js', 'assets/app-1a2b.js']) writeFileSync(join(folder, file), file)
  app = fastify()
  await serveApps(app, [{ name: 'console', folder }], 'console')
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

it.each([
  ['/console/', 200, 'index.html', 'no-cache'],
  ['/console/results/batches/0193', 200, 'index.html', 'no-cache'],
  ['/console/lookup?x=1.js', 200, 'index.html', 'no-cache'],
  ['/console/assets/app-1a2b.js', 200, 'assets/app-1a2b.js', 'public, max-age=31536000, immutable'],
  ['/console/sw.js', 200, 'sw.js', 'public, max-age=86400'],
])('%s is %i', async (url, status, body, kept) => {
  const answer = await app.inject(url)
  expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([status, body, kept])
})

it.each(['/console/assets/gone-0000.js', '/console/../package.json', '/other/'])('%s is not there', async (url) => {
  expect((await app.inject(url)).statusCode).toBe(404)
})

it.each(['/', '/console'])('%s leads to the app', async (url) => {
  const answer = await app.inject(url)
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/console/'])
})

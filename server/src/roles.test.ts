/**
 * Goal: each role goes on without the others. Where no decisions are made people still register and fetch their passes, and it is made good afterwards; files
 * need no database; whoever asks for a part that is not here is told so. Method: parts of one server in this process, beside each other on one database.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { until } from './platform/clock.ts'
import { type Part, partsOf, roles } from './roles.ts'
import { type RunningServer, startServer } from './server.ts'
import { createSmsMemory, registerResident } from './slices/residents/testing.ts'
import { startStaticServer } from './static-server.ts'
import { makeDisposableFolder } from './testing/disposable-folder.ts'
import { createTestDatabase } from './testing/test-database.ts'

const folder = makeDisposableFolder()
const config = readConfig(['--data', folder.path, '--log', 'silent', '--origin', 'http://localhost'], {})
const deciding: Part = { roles: ['decision'], tendsFolder: false, sharedBy: 1, name: 'decision' }
let databaseUrl: string
let intake: RunningServer

const start = (part: Part): Promise<RunningServer> =>
  startServer({ config, databaseUrl, part, appsFolder: undefined, print: () => undefined })

beforeAll(async () => {
  databaseUrl = (await createTestDatabase()).url
  intake = await start({ roles: ['intake'], tendsFolder: true, sharedBy: 1 })
}, 60_000)
afterAll(async () => {
  await intake.stop()
  await folder.remove()
})

const absent = { status: 503, code: 'service.role_absent' }

test('a part that is not here is said to be absent, and when to ask again', async () => {
  for (const url of ['/v1/rule-sets', '/public/CN-6101/status/index.cwt', '/console/']) {
    const answer = await intake.app.inject({ url })
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']], url).toEqual([absent.status, absent.code, '30'])
  }
  expect((await intake.app.inject({ url: '/v1/me/passes' })).statusCode).toBe(401)
})

test('without decisions people register and fetch passes; what waited is decided when there are decisions again', async () => {
  const sms = createSmsMemory()
  const held = async ({ phone }: Awaited<ReturnType<typeof registerResident>>): Promise<number> => {
    const answer = await phone.call('GET', '/v1/me/passes')
    expect(answer.status).toBe(200)
    return answer.body.passes.length
  }
  const first = await registerResident(intake.app, intake.ground, sms, 1)
  expect(await held(first)).toBe(0)
  const before = await start(deciding)
  const decided = await until(async () => (await held(first)) === 2, 20_000, 100)
  await before.stop()
  expect(decided).toBe(true)

  expect(await held(first)).toBe(2)
  const second = await registerResident(intake.app, intake.ground, sms, 2)
  expect(await held(second)).toBe(0)
  const after = await start(deciding)
  const caughtUp = await until(async () => (await held(second)) === 2, 20_000, 100)
  await after.stop()
  expect(caughtUp).toBe(true)
}, 90_000)

test('files are handed out with the database away, and nothing else is promised', async () => {
  mkdirSync(join(folder.path, 'public/CN-6101/status'), { recursive: true })
  writeFileSync(join(folder.path, 'public/CN-6101/status/kept.cwt'), 'signed')
  const part: Part = { roles: ['static'], tendsFolder: true, sharedBy: 1 }
  const files = await startStaticServer({ config, part, databaseUrl: 'postgres://nobody@127.0.0.1:1/none', appsFolder: undefined })
  const [file, own, ready] = await Promise.all(
    ['/public/CN-6101/status/kept.cwt', '/v1/me/passes', '/readyz'].map((url) => files.app.inject({ url })),
  )
  expect([file!.statusCode, file!.body, file!.headers['content-type']]).toEqual([200, 'signed', 'application/cwt'])
  expect([own!.statusCode, own!.json().code, ready!.statusCode]).toEqual([absent.status, absent.code, 200])
  await files.stop()
})

test('a program of several processes decides in one, and one looks after its folder', () => {
  expect(partsOf(roles, 1)).toMatchObject([{ roles, tendsFolder: true, sharedBy: 1 }])
  expect(partsOf(['decision'], 4)).toMatchObject([{ roles: ['decision'], tendsFolder: true }])
  expect(partsOf(['static', 'intake'], 2).map(({ tendsFolder, sharedBy }) => [tendsFolder, sharedBy])).toEqual([
    [true, 2],
    [false, 2],
  ])
  const parts = partsOf(roles, 2)
  expect(parts.map((part) => part.roles.includes('decision'))).toEqual([false, false, true])
  expect(parts.map(({ tendsFolder }) => tendsFolder)).toEqual([false, false, true])
})

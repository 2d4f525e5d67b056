/**
 * Goal: a sender whose body comes slowly holds no place, however many there are, and loses nothing by it; where there is no place when its body is there, it is
 * told so; what bodies hold together is bounded. Method: a server with a single place, real sockets that stop half-way, an admission that refuses by order.
 * (A handler of a raw body that begins with a place turns the first test red.)
 */
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { createTestGround, type TestGround } from '../../testing/test-server.ts'
import { type Admission, createAdmission } from '../admission/admission.ts'
import { until } from '../clock.ts'
import { createMetrics } from '../metrics.ts'
import { accept, refuse } from '../result.ts'
import { createHold, readBody } from './read-body.ts'
import { route } from './route.ts'
import { createHttpServer } from './server.ts'

let ground: TestGround
let app: FastifyInstance | undefined
beforeAll(async () => {
  ground = await createTestGround()
})
afterEach(() => app?.close())

const base = { access: ['anyone'], load: 'critical', deadlineMs: 60_000, summary: 'x', input: Type.Object({}) } as const
const log: string[] = []
const routes = [
  route({
    ...base,
    method: 'POST',
    path: '/v1/files',
    rawBody: ['text/csv'],
    output: Type.Object({ bytes: Type.Integer() }),
    refusals: { 'request.too_large': 413 },
    handle: async (_ctx, _input, exchange) => {
      log.push('begun')
      const bytes = await readBody(exchange.body(), { bytesMax: 100_000, caller: 'x' })
      if (bytes === undefined) return refuse({ code: 'request.too_large' })
      await exchange.enter()
      log.push('entered')
      return accept({ bytes: bytes.length })
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/v1/quick',
    output: Type.Object({}),
    refusals: {},
    handle: async () => accept({}),
  }),
]

async function listen(admission: Admission): Promise<number> {
  const grounds = { ground, controlGround: ground }
  const limits = { requestsPerMinuteMax: 1_000_000, isReady: async () => true }
  app = await createHttpServer({
    ...grounds,
    ...limits,
    routes,
    authenticators: [],
    admission,
    metrics: createMetrics(),
    version: 'test',
    origin: undefined,
  })
  return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
}

/** Sends half of a body of 1,000 bytes; `finish` sends the rest and resolves with the answer. */
function slowSender(port: number) {
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `POST /v1/files HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: text/csv\r\ncontent-length: 1000\r\n\r\n${'a'.repeat(500)}`,
  )
  return {
    finish: async (): Promise<string> => {
      socket.write('b'.repeat(500))
      let answer = ''
      for await (const part of socket) answer += part
      return answer
    },
  }
}

test('ten senders who stop half-way hold none of the places, and each is answered when it goes on', async () => {
  log.length = 0
  const admission = createAdmission({ placesMax: { intake: 1, control: 1 } })
  const port = await listen(admission)
  const senders = Array.from({ length: 10 }, () => slowSender(port))
  expect(await until(() => log.length === 10, 10_000)).toBe(true)
  expect(admission.state().inFlight.intake).toBe(0)
  const quick = { url: `http://127.0.0.1:${port}/v1/quick`, signal: AbortSignal.timeout(10_000) }
  expect((await fetch(quick.url, quick)).status).toBe(200)
  const answers = await Promise.all(senders.map((sender) => sender.finish()))
  expect(answers.every((answer) => answer.includes('{"bytes":1000}'))).toBe(true)
  expect(admission.state().inFlight.intake).toBe(0)
})

test('one that gets no place when its body is there is told that there is too much to do', async () => {
  log.length = 0
  const open = createAdmission({ mode: 'none' })
  const port = await listen({ ...open, enter: async (ask) => (ask.isReturning === true ? undefined : open.enter(ask)) })
  const answer = await slowSender(port).finish()
  expect(answer).toContain('503 Service Unavailable')
  expect(answer).toContain('service.overloaded')
  expect(log).toEqual(['begun'])
})

test('bodies on their way in are bounded, together and of each caller, and each gives back what it held', async () => {
  const hold = createHold(1_000, 850)
  const read = (body: Readable, caller: string, bytesMax = 900) => readBody(body, { bytesMax, caller }, hold)
  const held = new Readable({ read: () => undefined })
  const first = read(held, 'one')
  held.push(Buffer.alloc(800))
  expect(await until(() => hold.bytes === 800, 5_000)).toBe(true)
  await expect(read(Readable.from([Buffer.alloc(60)]), 'one')).rejects.toThrow('too many bodies')
  expect((await read(Readable.from([Buffer.alloc(60)]), 'another'))?.length).toBe(60)
  await expect(read(Readable.from([Buffer.alloc(300)]), 'another')).rejects.toThrow('too many bodies')
  expect(await read(Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), 'another', 150)).toBeUndefined()
  held.push(null)
  expect((await first)?.length).toBe(800)
  expect(hold).toMatchObject({ bytes: 0, byCaller: new Map() })
})

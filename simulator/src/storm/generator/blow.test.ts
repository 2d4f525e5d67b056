// Goal: a server that stalls cannot hide it: whoever would have asked meanwhile is counted with the whole wait (no coordinated omission); a refusal is told from
// a failure; a client that gives up is counted as not served, and a proxy that does not notice goes on.
// Method: real sockets against small responders in this process, with a schedule of arrivals.
// (Measuring from when a request was sent, or sending only after the answer before, turns the first test red.)
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { seededChance } from '../../seeded-chance.ts'
import { findFreePort } from '../../server-process.ts'
import { arrivalsOf } from './arrivals.ts'
import { createBehaviour } from './behaviour.ts'
import { blow } from './blow.ts'
import { type Connections, createConnections } from './connections.ts'
import { weighStretch } from './weigh.ts'

let server: Server | undefined
let connections: Connections | undefined
afterEach(async () => {
  connections?.close()
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
})

const answer = (status: number, body = '{}', headers = ''): string =>
  `HTTP/1.1 ${status} X\r\ncontent-length: ${body.length}\r\n${headers}\r\n${body}`

async function listen(respond: (socket: Socket) => void): Promise<number> {
  const port = await findFreePort()
  server = createServer((socket) => {
    socket.on('data', () => respond(socket))
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve))
  return port
}

/** Blows dashboards at a responder for a second. */
async function blowAt(respond: (socket: Socket) => void, perSecond: number, linesMax = 50) {
  const port = await listen(respond)
  const connections = createConnections(port, linesMax)
  const { log } = await blow({
    arrivals: arrivalsOf({ dashboard: [[0, perSecond]] }, 1, seededChance(1)),
    make: () => ({ user: 0, wire: () => 'GET / HTTP/1.1\r\nhost: x\r\n\r\n' }),
    connections: () => connections,
    patience: createBehaviour('shared', seededChance(2)),
    began: () => undefined,
  })
  connections.close()
  return weighStretch(log, { name: 'all', fromMs: 0, toMs: 1_000 }).classes.sheddable
}

test('a stall is counted for everybody who would have asked during it', async () => {
  const waiting: Socket[] = []
  let answered = 0
  const sum = await blowAt(
    (socket) => {
      answered += 1
      if (answered <= 20) return void socket.write(answer(200))
      waiting.push(socket)
      if (waiting.length === 1) {
        // everything after the twentieth waits until the hundredth has asked
        const look = (): void => {
          if (answered < 100) return void setImmediate(look)
          for (const one of waiting) one.write(answer(200))
          answered = -1_000_000
        }
        look()
      }
    },
    200,
    200,
  )
  expect(sum.intentsServed).toBe(sum.intents)
  expect(sum.served.p50).toBeLessThan(sum.served.p90!)
  expect(sum.served.p90).toBeGreaterThan(150)
})

test('a refusal, a failure after work was begun, and a question of ours that is wrong are told apart', async () => {
  const answers = [answer(200), answer(503, '{"code":"service.overloaded"}'), answer(503, '{"code":"service.unavailable"}'), answer(404)]
  let next = 0
  const { outcomes } = await blowAt((socket) => void socket.write(answers[next++ % answers.length]!), 100)
  expect(Object.keys(outcomes).toSorted()).toEqual(['failed', 'refused', 'served', 'wrong'])
})

test('a line that is cut is no answer, and is not waited for', async () => {
  const { outcomes, intents, attempts } = await blowAt((socket) => socket.destroy(), 60)
  expect(outcomes).toEqual({ no_answer: attempts })
  expect(attempts).toBeLessThanOrEqual(Math.ceil(intents * 1.25)) // a budget of one in eleven, at most once each
})

test.each([
  [false, 'a browser that gives up hangs up, and what it had not sent yet is never asked'],
  [true, 'a proxy that does not notice keeps its connections and asks all of it, in turn'],
])('goes on: %s: %s', async (goesOn) => {
  const asked: Socket[] = []
  let closed = 0
  const respond = (socket: Socket): void => {
    asked.push(socket)
    if (asked.length <= 2) socket.once('close', () => (closed += 1))
  }
  const port = await listen(respond)
  connections = createConnections(port, 2, goesOn)
  if (goesOn) await connections.warm()
  const askers = [1, 2, 3].map((one) =>
    connections!.exchange(
      () => `GET /${one} HTTP/1.1\r\n\r\n`,
      () => undefined,
    ),
  )
  await expect.poll(() => asked.length).toBe(2)
  for (const one of askers) one.abandon()
  if (goesOn) for (const socket of [...asked]) socket.write(answer(200))
  await expect.poll(() => (goesOn ? asked.length : closed)).toBe(goesOn ? 3 : 2)
  expect([asked.length, closed]).toEqual(goesOn ? [3, 0] : [2, 2])
})

// Goal: everything that waits is sent exactly until it is answered; one record the server chokes on does not hold up those behind it; a broken server is
// not asked five hundred times.
// Method: an API that answers what the test says. (Halving without end turns the last test red.)
import { expect, test } from 'vitest'
import type { Answer, Api, Call } from '../../../shared/api.ts'
import type { LogEntry } from '../log/desk-log.ts'
import { makeEntries, passport } from '../testing/entries.ts'
import { syncRecords } from './sync-records.ts'

interface Body {
  readonly queued: number
  readonly sentAt: string
  readonly records: readonly { readonly recordId: string; readonly sequence: number }[]
}

function deskOf(count: number, respond: (body: Body, call: Call) => Answer<unknown>) {
  const make = makeEntries()
  const waiting = new Map(
    Array.from({ length: count }, (_, serial) => make.swab('TUBE-A', passport(serial))).map((entry) => [entry.place, entry]),
  )
  const calls: Body[] = []
  const api: Api = {
    call: async <T>(call: Call) => {
      calls.push(call.body as Body)
      return respond(call.body as Body, call) as Answer<T>
    },
  }
  const refused: LogEntry[] = []
  const run = () =>
    syncRecords({
      api,
      appVersion: async () => 'test',
      waiting: () => [...waiting.values()],
      onAnswers: async (answers) => {
        for (const [place, { answer }] of answers) {
          if (answer === 'refused') refused.push(waiting.get(place)!)
          waiting.delete(place)
        }
      },
      onSent: () => {},
    })
  return { waiting, calls, refused, run }
}

const good = (body: Body): Answer<unknown> => ({
  ok: true,
  value: {
    serverTime: '',
    answers: body.records.map(({ recordId }) => ({ recordId, answer: 'stored', code: null })),
    received: { upTo: 0, highest: 0, gaps: [] },
    conflictsOpen: 0,
  },
  nextContactAt: null,
})
const bad = (code: string, passing: boolean, retryAfterMs?: number): Answer<unknown> => ({
  ok: false,
  refusal: { code, status: passing ? 503 : 400, passing, errors: [], details: {}, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
})

test('batches of 500 until nothing waits; each says how many are left after it and is signed', async () => {
  const desk = deskOf(1200, (body, call) => {
    expect(call).toMatchObject({ contentType: 'application/vnd.evergate.records+json', signsBody: true, as: 'session' })
    return good(body)
  })
  expect(await desk.run()).toEqual({ outcome: 'done' })
  expect(desk.calls.map((body) => [body.records.length, body.queued])).toEqual([
    [500, 700],
    [500, 200],
    [200, 0],
  ])
})

test('no network and overload leave everything waiting; Retry-After is handed on', async () => {
  const desk = deskOf(10, () => bad('service.overloaded', true, 7000))
  expect(await desk.run()).toEqual({ outcome: 'later', retryAfterMs: 7000 })
  expect(desk.waiting.size).toBe(10)
  expect(desk.calls).toHaveLength(1)
})

test('a device the server does not know keeps its records', async () => {
  const desk = deskOf(10, () => bad('request.unauthenticated', false))
  expect(await desk.run()).toEqual({ outcome: 'later', retryAfterMs: null })
  expect(desk.waiting.size).toBe(10)
})

test('an answer cut in the middle counts for the records it names, the rest goes again', async () => {
  let cuts = 0
  const desk = deskOf(10, (body) => {
    const answer = good(body)
    if (!answer.ok || cuts++ > 0) return answer
    const value = answer.value as { answers: unknown[] }
    return { ...answer, value: { ...value, answers: value.answers.slice(0, 4) } }
  })
  expect(await desk.run()).toEqual({ outcome: 'done' })
  expect(desk.calls.map((body) => body.records.length)).toEqual([10, 6])
})

test('one record over which the server stumbles is left waiting, all others arrive', async () => {
  const desk = deskOf(100, (body) => (body.records.some((record) => record.sequence === 37) ? bad('service.bug', true) : good(body)))
  expect(await desk.run()).toMatchObject({ outcome: 'later' })
  expect([...desk.waiting.keys()]).toEqual([37])
})

test('a server that stumbles over everything is left alone soon', async () => {
  const desk = deskOf(500, () => bad('service.bug', true))
  expect(await desk.run()).toMatchObject({ outcome: 'later' })
  expect(desk.waiting.size).toBe(500)
  expect(desk.calls.length).toBeLessThan(20)
})

test('refused ones are told and not sent again', async () => {
  const desk = deskOf(3, (body) => {
    const answer = good(body)
    if (answer.ok)
      (answer.value as { answers: object[] }).answers[1] = { recordId: body.records[1]!.recordId, answer: 'refused', code: 'other_site' }
    return answer
  })
  expect(await desk.run()).toEqual({ outcome: 'done' })
  expect(desk.refused.map((entry) => entry.record.sequence)).toEqual([2])
})

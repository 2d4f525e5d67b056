// Goal: every way a call can end is an answer, never an exception; overload is met with few, spread repeats and with silence where silence is asked for; a
// wrong clock heals itself.
// Method: a scripted fetch. Fake timers stand in for waiting. (Retrying without the `repeatable` check turns the fourth test red.)
import type { RetryBudget } from '@evergate/pass/contact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApi } from './api.ts'
import { clockOffsetMs, learnServerTime, now } from './clock.ts'
import { generateKey, toDeviceKey } from './device-key.ts'

const serverDate = 'Sat, 21 Nov 2026 08:00:00 GMT'
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', date: serverDate, ...headers } })

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(serverDate) })
})
afterEach(() => {
  learnServerTime(now() - clockOffsetMs()) // the phone's own clock is right again
  vi.useRealTimers()
})

function apiThat(...answers: (Response | Error)[]) {
  return apiWithin(never, answers)
}

const never: RetryBudget = { permits: () => false }
const always: RetryBudget = { permits: () => true }

function apiWithin(budget: RetryBudget, answers: (Response | Error)[]) {
  const requests: Request[] = []
  const fetched = async (url: string, init: RequestInit): Promise<Response> => {
    requests.push(new Request(url, init))
    const next = answers.shift() ?? new Error('no more answers')
    if (next instanceof Error) throw next
    return next
  }
  const api = createApi({ origin: 'https://city.example', caller: async () => null, fetch: fetched as typeof fetch, budget })
  return { api, requests }
}

async function settle<T>(promise: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync()
  return promise
}

test('a good answer carries its value and when to come back', async () => {
  const { api } = apiThat(json(200, { a: 1 }, { 'x-evergate-next-contact': '60' }))
  const answer = await settle(api.call({ method: 'GET', path: '/v1/region', as: 'none' }))
  expect(answer).toMatchObject({ ok: true, value: { a: 1 }, nextContactAt: Date.parse(serverDate) + 60_000 })
})

test('a refusal keeps its code, its fields and the paths of what was wrong', async () => {
  const { api } = apiThat(
    json(422, {
      type: 'urn:x',
      title: 't',
      status: 422,
      code: 'residents.code_wrong',
      attemptsLeft: 3,
      errors: [{ path: '/code', message: 'm' }],
    }),
  )
  const answer = await settle(api.call({ method: 'POST', path: '/v1/x', as: 'none', body: {} }))
  expect(answer).toEqual({
    ok: false,
    refusal: {
      code: 'residents.code_wrong',
      status: 422,
      passing: false,
      errors: [{ path: '/code', message: 'm' }],
      details: { attemptsLeft: 3 },
    },
  })
})

test('no network is told at once; an unreadable answer and a bad gateway have codes too', async () => {
  const { api, requests } = apiThat(new TypeError('failed to fetch'), new Response('<html>', { status: 404 }))
  const code = async () => {
    const answer = await settle(api.call({ method: 'GET', path: '/v1/me', as: 'none' }))
    return answer.ok ? 'ok' : answer.refusal.code
  }
  expect(await code()).toBe('network.offline')
  expect(requests).toHaveLength(1)
  expect(await code()).toBe('network.unreadable')
})

test('where the budget permits, an overloaded server is asked once more, after its Retry-After; a POST without an id of its own is not', async () => {
  const busy = () => json(503, { code: 'service.overloaded' }, { 'retry-after': '7' })
  const reading = apiWithin(always, [busy(), json(200, 'later')])
  const asked = reading.api.call({ method: 'GET', path: '/v1/me', as: 'none' })
  await vi.advanceTimersByTimeAsync(6_900)
  expect(reading.requests).toHaveLength(1)
  expect(await settle(asked)).toMatchObject({ ok: true, value: 'later' })

  const writing = apiWithin(always, [busy(), json(200, 'twice')])
  expect(await settle(writing.api.call({ method: 'POST', path: '/v1/x', as: 'none', body: {} }))).toMatchObject({ ok: false })
  expect(writing.requests).toHaveLength(1)
})

test('a server that wishes to be left alone is left alone, also by a person, until the moment it named', async () => {
  const call = { method: 'GET', path: '/v1/me', as: 'none' } as const
  const { api, requests } = apiThat(json(503, { code: 'service.overloaded' }, { 'retry-after': '30' }), json(200, 'later'))
  expect(await settle(api.call(call))).toMatchObject({ ok: false, refusal: { code: 'service.overloaded' } })
  await vi.advanceTimersByTimeAsync(29_000)
  const held = await settle(api.call(call))
  expect(held).toMatchObject({ ok: false, refusal: { code: 'network.held_back', passing: true } })
  expect(requests).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(held.ok ? 0 : Math.ceil(held.refusal.retryAfterMs!))
  expect(await settle(api.call(call))).toMatchObject({ ok: true, value: 'later' })
})

test('the server is told how long the caller waits, and a background call of a class that is refused waits by itself', async () => {
  const { api, requests } = apiThat(json(200, 1, { 'x-evergate-load': '2.0', 'x-evergate-next-contact': '40' }), json(200, 2))
  expect(await settle(api.call({ method: 'GET', path: '/v1/me/passes', as: 'none', load: 'critical', timeoutMs: 3_000 }))).toMatchObject({
    ok: true,
  })
  expect(requests[0]?.headers.get('x-evergate-deadline-ms')).toBe('3000')
  const messages = { method: 'GET', path: '/v1/messages', as: 'none', by: 'background' } as const
  expect(await settle(api.call(messages))).toMatchObject({ ok: false, refusal: { code: 'network.held_back', retryAfterMs: 40_000 } })
  await vi.advanceTimersByTimeAsync(40_000)
  expect(await settle(api.call(messages))).toMatchObject({ ok: true, value: 2 })
})

test('the same question asked twice at once is one request', async () => {
  const { api, requests } = apiThat(json(200, 'one'))
  const call = { method: 'GET', path: '/v1/me', as: 'none' } as const
  const answers = await settle(Promise.all([api.call(call), api.call(call)]))
  expect(answers.map((answer) => answer.ok)).toEqual([true, true])
  expect(requests).toHaveLength(1)
})

test('a proof refused for its time is made again with the time of the answer', async () => {
  const key = toDeviceKey(await generateKey())
  const hourLater = { date: 'Sat, 21 Nov 2026 09:00:00 GMT' }
  const answers = [json(401, { code: 'request.proof_time_off' }, hourLater), json(200, 'in', hourLater)]
  const proofs: (string | null)[] = []
  const fetched = async (_url: string, init: RequestInit): Promise<Response> => {
    proofs.push(new Headers(init.headers).get('dpop'))
    return answers.shift()!
  }
  const api = createApi({
    origin: 'https://city.example',
    caller: async () => ({ key, accessToken: 'egr_x' }),
    fetch: fetched as unknown as typeof fetch,
  })
  expect(await api.call({ method: 'POST', path: '/v1/x', as: 'session', body: {} })).toMatchObject({ ok: true, value: 'in' })
  expect(clockOffsetMs()).toBe(3_600_000)
  const [before, after] = proofs.map((proof) => JSON.parse(atob(proof!.split('.')[1]!)).iat)
  expect(after - before).toBe(3_600)
})

test('a refusal carries how long the server asked to be left alone; a body may have a type of its own', async () => {
  const { api, requests } = apiThat(json(429, { code: 'service.overloaded' }, { 'retry-after': '7' }))
  const call = { method: 'POST', path: '/v1/x', as: 'none', body: { a: 1 }, contentType: 'application/vnd.x+json' } as const
  expect(await settle(api.call(call))).toMatchObject({ ok: false, refusal: { retryAfterMs: 7_000 } })
  expect(requests[0]?.headers.get('content-type')).toBe('application/vnd.x+json')
  expect(await requests[0]?.json()).toEqual({ a: 1 })
})

// Goal: a gate knows when a server wishes to be left alone, and tells that from a network that does not carry.
// Method: a table of answers. (Reading only seconds out of Retry-After turns the date's row red.)
import { expect, test } from 'vitest'
import { makeFetchFile } from './fetch-file.ts'

const answer = (status: number, headers: Record<string, string> = {}) =>
  makeFetchFile('', async () => new Response(null, { status, headers }))

test.each([
  ['a refusal that says for how long', 503, { 'retry-after': '30' }, 30_000],
  ['a moment that went by', 503, { 'retry-after': 'Mon, 27 Dec 2021 04:00:00 GMT' }, 0],
  ['a day: more than anybody is sent away for', 429, { 'retry-after': '86400' }, 3_600_000],
  ['a refusal that does not say for how long', 503, {}, 0],
  ['too many requests, likewise', 429, {}, 0],
  ['a server that broke', 500, {}, null],
  ['a proxy without a server', 502, {}, null],
])('%s', async (_, status, headers, retryAfterMs) => {
  expect(await answer(status, headers as Record<string, string>)('file', null)).toEqual({ kind: 'failed', retryAfterMs })
})

test('a connection that drops says nothing of the server', async () => {
  const dropped = makeFetchFile('', () => Promise.reject(new TypeError('dropped')))
  expect(await dropped('file', null)).toEqual({ kind: 'failed', retryAfterMs: null })
})

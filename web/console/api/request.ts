/**
 * The only place that talks to the server: adds the header that unsafe methods need, reads answers, throws ApiFailure.
 * It must not log, store or put into a URL anything about a resident.
 */
import { deadlineHeader } from '@evergate/pass/contact'
import { after, now } from '../../shared/clock.ts'
import { createHeldCalls } from './held-calls.ts'
import { failureOf, unreachable } from './problem.ts'
import { neverRepeat, noteServerContact } from './server-contact.ts'

export type RequestOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, with its content type; instead of `body`. */
  readonly file?: { readonly content: Blob; readonly contentType: string }
  readonly signal?: AbortSignal
}

/** After this an answer is given up, and the server is told. A file that is handed in takes what its line takes: half a gigabyte at 14 Mbit/s. */
const [timeoutMs, handingInMs] = [30_000, 300_000]

/** Asks for JSON. Where the server answers without a body the value is undefined. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const isHandedIn = options.file !== undefined
  const headers: Record<string, string> = isHandedIn ? {} : { 'x-evergate-deadline-ms': deadlineHeader(timeoutMs) }
  const response = await send(path, options, headers, AbortSignal.timeout(isHandedIn ? handingInMs : timeoutMs))
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Asks for a file. It has to begin in time, and may then take as long as its line takes. */
export async function requestFile(path: string, options: RequestOptions = {}): Promise<Blob> {
  const late = new AbortController()
  const hasBegun = after(timeoutMs, () => late.abort(new DOMException('no answer has begun', 'TimeoutError')))
  const response = await send(path, options, {}, late.signal).finally(hasBegun)
  return response.blob()
}

const heldCalls = createHeldCalls()

async function send(path: string, options: RequestOptions, headers: Record<string, string>, late: AbortSignal): Promise<Response> {
  const method = options.method ?? 'GET'
  const call = `${method} ${path}`
  const held = heldCalls.failureOf(call, now())
  if (held !== undefined) {
    neverRepeat(held)
    throw held
  }
  const response = await fetchOrFail(withQuery(path, options.query), {
    method,
    headers: { ...headersOf(options), ...headers },
    credentials: 'same-origin',
    cache: 'no-store',
    ...bodyOf(options),
    signal: options.signal === undefined ? late : AbortSignal.any([options.signal, late]),
  })
  noteServerContact(response)
  if (response.ok) return response
  const failure = failureOf(response.status, await readJson(response), response.headers.get('retry-after'))
  heldCalls.note(call, failure, now())
  throw failure
}

async function fetchOrFail(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteServerContact(null)
    throw unreachable(error instanceof DOMException && error.name === 'TimeoutError')
  }
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json, */*;q=0.5' }
  if ((options.method ?? 'GET') !== 'GET') headers['x-evergate-request'] = 'console'
  if (options.file !== undefined) headers['content-type'] = options.file.contentType
  else if (options.body !== undefined) headers['content-type'] = 'application/json'
  return headers
}

function bodyOf(options: RequestOptions): { body?: BodyInit } {
  if (options.file !== undefined) return { body: options.file.content }
  return options.body === undefined ? {} : { body: JSON.stringify(options.body) }
}

function withQuery(path: string, query: RequestOptions['query']): string {
  const present = Object.entries(query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return present.length === 0 ? path : `${path}?${new URLSearchParams(present)}`
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

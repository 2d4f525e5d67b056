/**
 * The only place that talks to the server: adds the header that unsafe methods need, reads answers, throws ApiFailure.
 * It must not log, store or put into a URL anything about a resident.
 */
import { deadlineHeader } from '@evergate/pass/contact'
import { failureOf, unreachable } from './problem.ts'
import { noteServerContact } from './server-contact.ts'

export type RequestOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, with its content type; instead of `body`. */
  readonly file?: { readonly content: Blob; readonly contentType: string }
  readonly signal?: AbortSignal
}

/** Asks for JSON. Where the server answers without a body the value is undefined. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Asks for a file. */
export async function requestFile(path: string, options: RequestOptions = {}): Promise<Blob> {
  return (await send(path, options, null)).blob()
}

/** A file may take as long as its line takes; everything else is given up after this, and the server is told. */
const timeoutMs = 30_000

async function send(
  path: string,
  options: RequestOptions,
  withinMs: number | null = options.file === undefined ? timeoutMs : null,
): Promise<Response> {
  const signals = [options.signal, withinMs === null ? undefined : AbortSignal.timeout(withinMs)]
  const response = await fetchOrFail(withQuery(path, options.query), {
    method: options.method ?? 'GET',
    headers: { ...headersOf(options), ...(withinMs === null ? {} : { 'x-evergate-deadline-ms': deadlineHeader(withinMs) }) },
    credentials: 'same-origin',
    cache: 'no-store',
    ...bodyOf(options),
    signal: AbortSignal.any(signals.filter((signal) => signal !== undefined)),
  })
  noteServerContact(response)
  if (response.ok) return response
  throw failureOf(response.status, await readJson(response), response.headers.get('retry-after'))
}

async function fetchOrFail(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteServerContact(null)
    throw unreachable()
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

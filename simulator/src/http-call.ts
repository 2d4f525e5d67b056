/**
 * One call over HTTP, as every client of the simulator makes it: JSON in, JSON or bytes out, and patience where the server asks for it, by the rules of the
 * apps (docs/spec/contact.md). Knows nothing of who calls.
 */
import {
  afterAnswer,
  askAtMs,
  type ContactMemory,
  deadlineHeader,
  type LoadClass,
  nothingHeard,
  readServerSays,
} from '@evergate/pass/contact'
import { now, sleep } from './clock.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely, and checked by whoever looks
  readonly body: any
  readonly bytes: Uint8Array
  readonly headers: Headers
}

export interface Call {
  readonly method: Method
  readonly url: string
  /** Made anew for every attempt: a proof of possession is good for one request. */
  headers?(): Promise<Record<string, string>> | Record<string, string>
  /** An object goes as JSON, text and bytes as they are. */
  readonly body?: object | string | Uint8Array<ArrayBuffer> | undefined
  readonly contentType?: string
  /** Gives up, and throws, where one attempt takes longer; the server is told. Default: as long as it takes. */
  readonly withinMs?: number
  /** The route's class; counts where a line remembers what was refused. */
  readonly load?: LoadClass
  /** What this client remembers of the server. Default: nothing. */
  readonly line?: Line
}

/** A client's memory of what one server wished. */
export interface Line {
  memory: ContactMemory
}

export function createLine(): Line {
  return { memory: nothingHeard }
}

const attemptsMax = 4
const patienceMs = 70_000

/** Calls, once the server may be asked. 429 and 503 that name a time are asked again after it; every other answer is returned as it is. */
export async function call(one: Call): Promise<Answer> {
  const line = one.line ?? createLine()
  const load = one.load ?? 'critical'
  const waitMs = (): number => Math.max(askAtMs(line.memory, { load, by: 'person' }, now().getTime(), chance()) - now().getTime(), 0)
  for (let attempt = 1; ; attempt++) {
    await sleep(Math.min(waitMs(), patienceMs))
    const answer = await callOnce(one)
    const { status, headers } = answer
    const says = readServerSays((name) => headers.get(name), now().getTime())
    line.memory = afterAnswer(line.memory, { load, status, says }, now().getTime(), chance())
    const worthIt = (status === 429 || status === 503) && says.retryAfterMs !== null && waitMs() <= patienceMs
    if (!worthIt || attempt >= attemptsMax) return answer
  }
}

function chance(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32
}

async function callOnce({ method, url, headers, body, contentType, withinMs }: Call): Promise<Answer> {
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array)
  const type = contentType ?? (isJson ? 'application/json' : undefined)
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    ...(withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) }),
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(withinMs === undefined ? {} : { 'x-evergate-deadline-ms': deadlineHeader(withinMs) }),
      ...(await headers?.()),
    },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string | Uint8Array<ArrayBuffer>) }),
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const isJsonAnswer = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    body: isJsonAnswer ? JSON.parse(new TextDecoder().decode(bytes)) : undefined,
    bytes,
    headers: response.headers,
  }
}

/** The body of an answer that was expected to succeed. Throws with method, path, status and refusal code otherwise. */
export function bodyOf(answer: Answer, what: string): Answer['body'] {
  if (answer.status >= 200 && answer.status < 300) return answer.body
  throw new Error(`${what}: ${answer.status} ${answer.body === undefined ? '' : JSON.stringify(answer.body)}`)
}

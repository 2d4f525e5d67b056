/**
 * One call over HTTP, as every client of the simulator makes it: JSON in, JSON or bytes out, and patience where the server asks for it.
 * Knows nothing of who calls.
 */
import { sleep } from './clock.ts'

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
  /** Gives up, and throws, where one attempt takes longer. Default: as long as it takes. */
  readonly withinMs?: number
}

const attemptsMax = 4
const retryAfterSecondsMax = 70

/** Calls. 429 and 503 are tried again after the time the server names; every other answer is returned as it is. */
export async function call(one: Call): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await callOnce(one)
    const retryAfter = Number(answer.headers.get('retry-after'))
    const worthIt = (answer.status === 429 || answer.status === 503) && retryAfter > 0 && retryAfter <= retryAfterSecondsMax
    if (!worthIt || attempt >= attemptsMax) return answer
    await sleep(retryAfter * 1000)
  }
}

async function callOnce({ method, url, headers, body, contentType, withinMs }: Call): Promise<Answer> {
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array)
  const type = contentType ?? (isJson ? 'application/json' : undefined)
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    ...(withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) }),
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...(await headers?.()) },
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

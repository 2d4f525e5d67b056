/**
 * Calls to the server: typed answers, refusals as values (RFC 9457 bodies), a time limit on everything that the server is told too, one question for all who
 * ask it at once, and no call before the moment the server named. Must not know any route; must not put personal data into a URL.
 */
import {
  type Ask,
  type ContactMemory,
  createJoinedCalls,
  deadlineHeader,
  isPassing,
  type RetryBudget,
  repeatAfterMs,
} from '@evergate/pass/contact'
import { type ApiLine, createApiLine } from './api-line.ts'
import { after, chance, learnServerTime, now, sleep } from './clock.ts'
import type { DeviceKey } from './device-key.ts'
import { createProof } from './dpop.ts'

export interface Refusal {
  /** `slice.reason` from the server, or `network.offline`, `network.timeout`, `network.unreadable`, `network.held_back` (not sent: the server wishes to be left alone). */
  readonly code: string
  /** 0 when no answer arrived. */
  readonly status: number
  /** True when trying again later can help: no network, overload, a broken server. */
  readonly passing: boolean
  readonly errors: readonly { path: string; message: string }[]
  /** Further fields of the refusal (`attemptsLeft`, `reason`, …). */
  readonly details: Readonly<Record<string, unknown>>
  /** For how long the server wishes to be left alone; missing where it did not say. */
  readonly retryAfterMs?: number
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly nextContactAt: number | null }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Call extends Partial<Ask> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From `/v1` on, without personal data. */
  readonly path: string
  readonly body?: unknown
  /** Default: application/json. The body is JSON either way. */
  readonly contentType?: string
  /** The proof covers the body too: the device answers for every byte of it. */
  readonly signsBody?: boolean
  /** `none`: nobody asks who; `key`: proof without token (enrolment); `session`: token and proof. */
  readonly as: 'none' | 'key' | 'session'
  readonly timeoutMs?: number
  /** Safe to send twice. True for GET, PUT and DELETE unless told otherwise; a POST only when its body carries its own id. */
  readonly repeatable?: boolean
  readonly reads?: 'json' | 'blob'
}

export interface Caller {
  readonly key: DeviceKey
  readonly accessToken: string | null
}

export interface ApiOptions {
  readonly origin: string
  /** Who calls; null when the phone has no key yet. */
  readonly caller: () => Promise<Caller | null>
  readonly fetch?: typeof fetch
  /** Told what the server wishes, after every call, and at once what a reload of the page left of it. */
  readonly onHeard?: (memory: ContactMemory) => void
  readonly budget?: RetryBudget
  /** The app's name, its own among those of this origin: under it the server's wishes outlast a reload. */
  readonly keptAs?: string
}

export interface Api {
  call<T>(call: Call): Promise<Answer<T>>
}

const timeoutMsDefault = 10_000

export function createApi(options: ApiOptions): Api {
  const line = createApiLine(options)
  const underWay = createJoinedCalls()
  return {
    call: <T>(call: Call) => {
      const start = (): Promise<Answer<T>> => callOnce<T>(options, line, call)
      return call.method === 'GET' ? underWay.join(call.path, start) : start()
    },
  }
}

async function callOnce<T>(options: ApiOptions, line: ApiLine, call: Call): Promise<Answer<T>> {
  const waitMs = line.askAt(askOf(call)) - now()
  if (waitMs > 0) return { ok: false, refusal: { ...refuse('network.held_back', 0).refusal, retryAfterMs: waitMs } }
  const permitted = line.permits() && (call.repeatable ?? call.method !== 'POST')
  const first = await sendWithTime<T>(options, line, call)
  // Without a network there is nobody to ask again; the page says so at once instead of spinning.
  if (first.ok || first.refusal.code === 'network.offline') return first
  const { status, retryAfterMs = null } = first.refusal
  const delayMs = repeatAfterMs({ status, retryAfterMs }, permitted, chance())
  if (delayMs === null) return first
  await sleep(delayMs)
  return await sendWithTime<T>(options, line, call)
}

/** A call that says nothing of its class is for a person, and of the class of most pages. */
function askOf({ load = 'sheddable_plus', by = 'person' }: Call): Ask {
  return { load, by }
}

/** A proof made by a wrong clock is made anew with the time that its refusal brought; nothing was done yet. */
async function sendWithTime<T>(options: ApiOptions, line: ApiLine, call: Call): Promise<Answer<T>> {
  const answer = await sendOnce<T>(options, line, call)
  return !answer.ok && answer.refusal.code === 'request.proof_time_off' ? await sendOnce<T>(options, line, call) : answer
}

type Refused = Extract<Answer<never>, { ok: false }>

async function sendOnce<T>(options: ApiOptions, line: ApiLine, call: Call): Promise<Answer<T>> {
  const controller = new AbortController()
  const stopTimer = after(call.timeoutMs ?? timeoutMsDefault, () => controller.abort())
  try {
    const response = await (options.fetch ?? fetch)(options.origin + call.path, await buildRequest(options, call, controller.signal))
    return await readResponse<T>(response, line, call)
  } catch {
    line.silent()
    return refuse(controller.signal.aborted ? 'network.timeout' : 'network.offline', 0)
  } finally {
    stopTimer()
  }
}

async function buildRequest(options: ApiOptions, call: Call, signal: AbortSignal): Promise<RequestInit> {
  const headers: Record<string, string> = {
    accept: call.reads === 'blob' ? '*/*' : 'application/json',
    'x-evergate-deadline-ms': deadlineHeader(call.timeoutMs ?? timeoutMsDefault),
  }
  const body = call.body === undefined ? null : new TextEncoder().encode(JSON.stringify(call.body))
  if (body !== null) headers['content-type'] = call.contentType ?? 'application/json'
  const caller = call.as === 'none' ? null : await options.caller()
  if (caller !== null) {
    const accessToken = call.as === 'session' ? caller.accessToken : null
    const target = { method: call.method, url: options.origin + call.path, accessToken }
    headers.dpop = await createProof(caller.key, call.signsBody && body !== null ? { ...target, body } : target)
    if (accessToken !== null) headers.authorization = `DPoP ${accessToken}`
  }
  const init: RequestInit = { method: call.method, headers, signal, credentials: 'omit', cache: 'no-store', redirect: 'error' }
  return body === null ? init : { ...init, body }
}

async function readResponse<T>(response: Response, line: ApiLine, call: Call): Promise<Answer<T>> {
  learnServerTime(Date.parse(response.headers.get('date') ?? ''))
  const { nextContactMs, retryAfterMs } = line.heard(askOf(call).load, response)
  if (!response.ok) {
    const { refusal } = await readProblem(response)
    return { ok: false, refusal: retryAfterMs === null ? refusal : { ...refusal, retryAfterMs } }
  }
  const value = (response.status === 204 ? null : call.reads === 'blob' ? await response.blob() : await response.json()) as T
  return { ok: true, value, nextContactAt: nextContactMs === null ? null : now() + nextContactMs }
}

async function readProblem(response: Response): Promise<Refused> {
  const body: unknown = await response.json().catch(() => null)
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string')
    return refuse('network.unreadable', response.status)
  const { code, errors, type, title, status, detail, ...details } = body as Record<string, unknown>
  const list = Array.isArray(errors) ? (errors as { path: string; message: string }[]) : []
  return refuse(String(code), response.status, list, details)
}

function refuse(code: string, status: number, errors: Refusal['errors'] = [], details: Refusal['details'] = {}): Refused {
  return { ok: false, refusal: { code, status, passing: isPassing(status), errors, details } }
}

/**
 * Calls to the server: typed answers, refusals as values (RFC 9457 bodies), a time limit on everything, few and well-spread retries.
 * Must not know any route; must not put personal data into a URL.
 */
import { after, chance, learnServerTime, now, sleep } from './clock.ts'
import type { DeviceKey } from './device-key.ts'
import { createProof } from './dpop.ts'
import { createRetryBudget, type RetryBudget, retryDelayMs } from './retry.ts'

export interface Refusal {
  /** `slice.reason` from the server, or `network.offline`, `network.timeout`, `network.unreadable`. */
  readonly code: string
  /** 0 when no answer arrived. */
  readonly status: number
  /** True when trying again later can help: no network, overload, a broken server. */
  readonly passing: boolean
  readonly errors: readonly { path: string; message: string }[]
  /** Further fields of the refusal (`attemptsLeft`, `reason`, …). */
  readonly details: Readonly<Record<string, unknown>>
  /** How long the server asked to be left alone; missing where it did not say. */
  readonly retryAfterMs?: number
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly nextContactAt: number | null }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Call {
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
}

export interface Api {
  call<T>(call: Call): Promise<Answer<T>>
}

const timeoutMsDefault = 10_000
const attemptsMax = 3

export function createApi(options: ApiOptions): Api {
  const budget = createRetryBudget()
  const underWay = new Map<string, Promise<Answer<unknown>>>()
  return {
    call<T>(call: Call): Promise<Answer<T>> {
      if (call.method !== 'GET') return attempt<T>(options, call, budget)
      const known = underWay.get(call.path)
      if (known !== undefined) return known as Promise<Answer<T>>
      const running = attempt<T>(options, call, budget).finally(() => underWay.delete(call.path))
      underWay.set(call.path, running)
      return running
    },
  }
}

async function attempt<T>(options: ApiOptions, call: Call, budget: RetryBudget): Promise<Answer<T>> {
  const repeatable = call.repeatable ?? call.method !== 'POST'
  budget.deposit()
  for (let attempts = 1; ; attempts += 1) {
    const { answer, retryAfterMs } = await sendOnce<T>(options, call)
    if (answer.ok) return answer
    // The proof was made by a wrong clock. The answer brought the right time, so the same request made anew passes; nothing was done yet.
    if (answer.refusal.code === 'request.proof_time_off' && attempts === 1) continue
    if (!answer.refusal.passing) return answer
    // Without a network there is nobody to ask again; the page says so at once instead of spinning.
    if (!repeatable || attempts >= attemptsMax || answer.refusal.code === 'network.offline' || !budget.withdraw()) return answer
    await sleep(retryDelayMs(attempts, retryAfterMs, chance()))
  }
}

type Refused = Extract<Answer<never>, { ok: false }>

interface Outcome<T> {
  readonly answer: Answer<T>
  readonly retryAfterMs: number | null
}

async function sendOnce<T>(options: ApiOptions, call: Call): Promise<Outcome<T>> {
  const controller = new AbortController()
  const stopTimer = after(call.timeoutMs ?? timeoutMsDefault, () => controller.abort())
  try {
    const response = await (options.fetch ?? fetch)(options.origin + call.path, await buildRequest(options, call, controller.signal))
    return await readResponse<T>(response, call)
  } catch {
    return { answer: refuse(controller.signal.aborted ? 'network.timeout' : 'network.offline', 0), retryAfterMs: null }
  } finally {
    stopTimer()
  }
}

async function buildRequest(options: ApiOptions, call: Call, signal: AbortSignal): Promise<RequestInit> {
  const headers: Record<string, string> = { accept: call.reads === 'blob' ? '*/*' : 'application/json' }
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

async function readResponse<T>(response: Response, call: Call): Promise<Outcome<T>> {
  const serverMs = Date.parse(response.headers.get('date') ?? '')
  if (!Number.isNaN(serverMs)) learnServerTime(serverMs)
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : null
  if (!response.ok) {
    const { refusal } = await readProblem(response)
    return { answer: { ok: false, refusal: retryAfterMs === null ? refusal : { ...refusal, retryAfterMs } }, retryAfterMs }
  }
  const nextContact = Number(response.headers.get('x-evergate-next-contact') ?? Number.NaN)
  const value = (response.status === 204 ? null : call.reads === 'blob' ? await response.blob() : await response.json()) as T
  return { answer: { ok: true, value, nextContactAt: Number.isFinite(nextContact) ? now() + nextContact * 1000 : null }, retryAfterMs }
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
  const passing = status === 0 || status === 408 || status === 429 || status >= 500
  return { ok: false, refusal: { code, status, passing, errors, details } }
}

/**
 * What can come back instead of an answer, as one error type that every screen can draw.
 * Pure: reads a status, headers and a body; never fetches.
 */

/** RFC 9457 problem as the server writes it; the fields of the refusal stand beside the standard ones. */
export type Problem = {
  readonly code: string
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
  readonly [field: string]: unknown
}

/**
 * refused: the server said no and why. unauthenticated: nobody is signed in. overloaded: try later, it says when.
 * unreachable: no answer at all. broken: an answer that makes no sense, or a bug reported by the server.
 */
export type FailureKind = 'refused' | 'unauthenticated' | 'overloaded' | 'unreachable' | 'broken'

export class ApiFailure extends Error {
  readonly kind: FailureKind
  readonly code: string
  readonly status: number
  readonly problem: Problem
  readonly retryAfterSeconds: number | null

  constructor(kind: FailureKind, status: number, problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.code)
    this.name = 'ApiFailure'
    this.kind = kind
    this.code = problem.code
    this.status = status
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The failure for an answer that is not a success. `body` is the parsed body, or undefined where it was not JSON. */
export function failureOf(status: number, body: unknown, retryAfter: string | null): ApiFailure {
  const problem = isProblem(body) ? body : { code: 'service.unavailable' }
  return new ApiFailure(kindOf(status, problem), status, problem, secondsOf(retryAfter))
}

/** The failure for a request that got no answer, or none in time. */
export function unreachable(isLate = false): ApiFailure {
  return new ApiFailure('unreachable', 0, { code: isLate ? 'console.late' : 'console.unreachable' })
}

function kindOf(status: number, problem: Problem): FailureKind {
  if (problem.code === 'request.unauthenticated') return 'unauthenticated'
  if (problem.code === 'request.rate_limited') return 'overloaded'
  if (status === 502 || status === 503 || status === 504) return 'overloaded'
  return status >= 500 ? 'broken' : 'refused'
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string'
}

function secondsOf(retryAfter: string | null): number | null {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

/** The failure in whatever a query or mutation threw; anything else counts as broken. */
export function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure('broken', 0, { code: 'console.broken' })
}

/**
 * Errors on the wire: problem details (RFC 9457) with a permanent code. Nothing of the request is repeated in them but the path of a wrong field.
 */
import type { Refusal } from '../result.ts'

/** A problem details document (RFC 9457 section 3). */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
  readonly [fact: string]: unknown
}

/** The platform's own codes, with their usual status and a sentence each. */
export const platformProblems = {
  'request.invalid': { status: 400, title: 'The request is not of the documented form.' },
  'request.unauthenticated': { status: 401, title: 'Sign in, or prove possession of the device key, and try again.' },
  'request.forbidden': { status: 403, title: 'This caller may not do that.' },
  'request.not_found': { status: 404, title: 'There is nothing here.' },
  'request.too_large': { status: 413, title: 'The body is larger than this route takes.' },
  'request.unsupported_type': { status: 415, title: 'This route does not take that content type.' },
  'request.rate_limited': { status: 429, title: 'Too many calls. Wait as long as Retry-After says.' },
  'service.bug': { status: 500, title: 'Something went wrong on our side. It has been noted; nothing was changed.' },
  'service.overloaded': { status: 503, title: 'Very busy right now. Wait as long as Retry-After says.' },
  'service.role_absent': { status: 503, title: 'This part of the service is not running here. Wait as long as Retry-After says.' },
  'service.rung': {
    status: 503,
    title: 'The service is doing only what matters most right now; this is not part of it. Wait as long as Retry-After says.',
  },
  'service.unavailable': { status: 503, title: 'A part of the service is not answering. Wait as long as Retry-After says.' },
} as const satisfies Record<string, { status: number; title: string }>

/** A code of the platform itself. */
export type PlatformCode = keyof typeof platformProblems

/** The problem document of one of the platform's own codes. */
export function platformProblem(code: PlatformCode, facts: Readonly<Record<string, unknown>> = {}): Problem {
  return { type: `urn:evergate:${code}`, ...platformProblems[code], code, ...facts }
}

/** The problem document of a slice's refusal; its facts are carried along. */
export function refusalProblem(refusal: Refusal, status: number): Problem {
  const { code, ...facts } = refusal
  return { type: `urn:evergate:${code}`, title: code.replace('.', ': ').replaceAll('_', ' '), status, code, ...facts }
}

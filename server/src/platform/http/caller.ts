/**
 * Who sends a request, as far as its head tells: enough to decide whose turn it is, and nothing else. Verifies nothing.
 */
import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'
import { rawHeader } from './front-door.ts'
import { callingAddress } from './proxies.ts'
import { addressKey } from './rate-limit.ts'
import type { Route } from './route.ts'

/** The one cookie that says who sends a request: a console's session. */
export const sessionCookie = 'evergate_session'

/** The sender's address as a key: of the socket, or what the proxies in front say. What others write is not believed. */
export function addressOf(request: IncomingMessage, proxies: readonly string[] | undefined): string {
  return addressKey(callingAddress(request, proxies))
}

/**
 * What tells callers apart: the token or the session where the route will verify it, otherwise the address. A token that nobody looks at could be made up
 * anew until it fell well; so could a cookie beside the session's.
 */
export function callerOf(request: IncomingMessage, { access }: Pick<Route, 'access'>, address: string): string {
  if (access.includes('anyone')) return address
  const authorization = rawHeader(request, 'authorization')
  if (authorization === undefined) return sessionOf(rawHeader(request, 'cookie')) ?? address
  return authorization.slice(authorization.indexOf(' ') + 1) // the scheme before it counts in sixteen spellings
}

/** Ours has 60 letters; reading the longest head there may be would cost more than the refusal it is read for. */
const cookiesLengthMax = 2_000

/** Read as the server will read it, or two spellings of one session would be two callers. */
function sessionOf(cookies: string | undefined): string | undefined {
  return cookies === undefined || cookies.length > cookiesLengthMax ? undefined : parseCookie(cookies)[sessionCookie]
}

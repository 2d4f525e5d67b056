/**
 * Who sends a request, as far as its head tells: enough to decide whose turn it is, and nothing else. Verifies nothing.
 */
import type { IncomingMessage } from 'node:http'
import { rawHeader } from './front-door.ts'
import { addressKey } from './rate-limit.ts'
import type { Route } from './route.ts'

/** The sender's address as a key: of the socket, or what the nearest proxy says where there are proxies. What others write is not believed. */
export function addressOf(request: IncomingMessage, isBehindProxy: boolean): string {
  const told = isBehindProxy ? rawHeader(request, 'x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return addressKey(told ?? request.socket.remoteAddress ?? '')
}

/**
 * What tells callers apart: the token or the session where the route will verify it, otherwise the address. A token that nobody looks at could be made up
 * anew until it fell well.
 */
export function callerOf(request: IncomingMessage, { access }: Pick<Route, 'access'>, address: string): string {
  if (access.includes('anyone')) return address
  return rawHeader(request, 'authorization') ?? rawHeader(request, 'cookie') ?? address
}

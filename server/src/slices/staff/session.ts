/**
 * How long a console session lasts and what its cookie is. Pure.
 */
import { createHash } from 'node:crypto'
import type { Exchange, Method } from '../../platform/http/route.ts'

export const sessionIdleMsMax = 30 * 60_000
export const sessionMsMax = 12 * 3_600_000
export const sessionTokenBytes = 32
/** The time of last use is written at most this often. */
export const touchEveryMs = 60_000

/** Tokens are random and long: a plain hash is enough, and only the hash is stored. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

/**
 * Whether a request that changes something was sent by our own pages: they set a header that other sites cannot set without asking first,
 * and where the browser names the page's origin, it is ours.
 */
export function isFromOwnPages(exchange: Exchange, method: Method = exchange.method as Method): boolean {
  if (method === 'GET') return true
  const origin = exchange.header('origin')
  return exchange.header('x-evergate-request') === 'console' && (origin === undefined || origin === new URL(exchange.url).origin)
}

/**
 * The Exchange of one request: what handlers and authenticators may see of HTTP.
 */
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressKey } from './rate-limit.ts'
import type { Exchange, Method } from './route.ts'

/**
 * An Exchange over Fastify's request and reply; `origin` is the address clients use, where a proxy stands in front. Without accessors: V8 makes a hidden class for
 * each object that is written with one, and that class holds the whole request until the next full collection.
 */
export function createExchange(
  request: FastifyRequest,
  reply: FastifyReply,
  origin: string | undefined,
  enter: Exchange['enter'],
): Exchange {
  const path = request.url.split('?', 1)[0]!
  return {
    body: () => (request.body instanceof Readable ? request.body : Readable.from([])),
    enter,
    remoteAddress: addressKey(request.ip),
    method: request.method as Method,
    url: `${origin ?? `${request.protocol}://${request.host}`}${path}`,
    header: (name) => {
      const value = request.headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, maxAgeSeconds) => {
      const secure = origin?.startsWith('https:') ?? request.protocol === 'https'
      reply.setCookie(name, value, { httpOnly: true, sameSite: 'strict', path: '/', maxAge: maxAgeSeconds, secure })
    },
    clearCookie: (name) => {
      reply.clearCookie(name, { path: '/' })
    },
  }
}

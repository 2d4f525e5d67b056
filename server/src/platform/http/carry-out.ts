/**
 * One request through one route: rate, sign-in, admission, deadline, handler, answer.
 */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { timeoutSignal } from '../clock.ts'
import type { Ctx, Ground } from '../context.ts'
import { asUnavailable } from '../db/database.ts'
import type { Refusal } from '../result.ts'
import { Unavailable } from '../unavailable.ts'
import { admitActor } from './authenticate.ts'
import type { HttpOptions } from './http-options.ts'
import { type PlatformCode, platformProblem, platformProblems, refusalProblem } from './problem.ts'
import { addressKey, createRateLimiter, type RateLimiter } from './rate-limit.ts'
import type { Exchange, FileAnswer, Method, Route } from './route.ts'
import { sendProblem } from './send-problem.ts'
import { splitInput } from './validate.ts'

const nextContactSeconds = { base: 20, spread: 20 }

/** Adds a route to the HTTP server. */
export function addRoute(app: FastifyInstance, route: Route, options: HttpOptions): void {
  const parts = splitInput(route)
  const general = sharedLimiter(options)
  const own = route.ratePerMinute === undefined ? undefined : createRateLimiter(options.ground.clock, route.ratePerMinute)
  app.register(async (scope) => {
    if (route.rawBody !== undefined) scope.removeAllContentTypeParsers() // JSON would be taken too, and dropped
    for (const type of route.rawBody ?? []) {
      scope.addContentTypeParser(type, (_request, payload, done) => done(null, payload))
    }
    scope.route({
      method: route.method,
      url: route.path,
      ...(route.bodyBytesMax === undefined ? {} : { bodyLimit: route.bodyBytesMax }),
      schema: {
        summary: route.summary,
        tags: [route.path.split('/')[2] ?? 'platform'],
        params: parts.params,
        querystring: parts.query,
        ...(parts.body === undefined ? {} : { body: parts.body }),
        ...(typeof route.output === 'string' ? {} : { response: { [route.status ?? 200]: route.output } }),
      },
      onRequest: (request, reply) => letIn(route, options, [general, own], request, reply),
      handler: (request, reply) => carryOut(route, options, request, reply),
    })
  })
}

const limiters = new WeakMap<HttpOptions, RateLimiter>()

function sharedLimiter(options: HttpOptions): RateLimiter {
  const known = limiters.get(options) ?? createRateLimiter(options.ground.clock, options.requestsPerMinuteMax)
  limiters.set(options, known)
  return known
}

/** What the door found out about a request, for the handler. */
interface Entry {
  readonly actor: Actor
  readonly exchange: Exchange
  readonly deadline: AbortSignal
}

const entries = new WeakMap<FastifyRequest, Entry>()

/** The door: before a byte of the body is read, the caller's rate and credentials are looked at. */
async function letIn(
  route: Route,
  options: HttpOptions,
  [general, own]: readonly [RateLimiter, RateLimiter | undefined],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const exchange = createExchange(request, reply, options.origin)
  if (!general.take(exchange.remoteAddress)) return sendProblem(reply, platformProblem('request.rate_limited'), 60)
  const deadline = timeoutSignal(route.deadlineMs)
  const verdict = await inPlace(options, route, deadline, () =>
    admitActor(options.authenticators, groundOf(options, route), exchange, route),
  )
  if (verdict === undefined) return sendProblem(reply, platformProblem('service.overloaded'), nextContact(request.id))
  if (!verdict.ok) return sendDenial(reply, verdict.code, verdict.status)
  const rateKey = verdict.actor.kind === 'anyone' ? exchange.remoteAddress : verdict.actor.id
  if (own !== undefined && !own.take(rateKey)) return sendProblem(reply, platformProblem('request.rate_limited'), 60)
  entries.set(request, { actor: verdict.actor, exchange, deadline })
  return undefined
}

/** The work itself, once the body is there and valid. A body that came slowly has used up its deadline, not a place. */
async function carryOut(route: Route, options: HttpOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, exchange, deadline } = entries.get(request)!
  const ctx: Ctx = { ...groundOf(options, route), actor, requestId: request.id, signal: deadline }
  const body = request.routeOptions.schema?.body === undefined ? {} : request.body // a body that no schema held is nobody's
  const input = { ...(body as object), ...(request.query as object), ...(request.params as object) }
  const result = await withDeadline(
    inPlace(options, route, deadline, () => route.handle(ctx, input as never, exchange)),
    deadline,
  )
  reply.header('x-evergate-next-contact', String(nextContact(request.id)))
  if (result === undefined) return sendProblem(reply, platformProblem('service.overloaded'), nextContact(request.id))
  return result.ok ? sendValue(reply, route, result.value) : sendRefusal(reply, route, result.refusal)
}

/** Runs work in a place of the route's load class, kept until the work has really ended; undefined where there is none. */
async function inPlace<T>({ gate }: HttpOptions, route: Route, signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  if (signal.aborted) throw new Unavailable('the deadline has passed', 5)
  const leave = await gate.enter(route.load, signal)
  if (leave === undefined) return undefined
  try {
    return await work()
  } catch (error) {
    throw asUnavailable(error)
  } finally {
    leave()
  }
}

function groundOf(options: HttpOptions, route: Route): Ground {
  return route.load.startsWith('critical') ? options.ground : options.sheddableGround
}

function sendValue(reply: FastifyReply, route: Route, value: unknown): FastifyReply {
  reply.header('cache-control', route.cacheSeconds === undefined ? 'no-store' : `public, max-age=${route.cacheSeconds}`)
  if (route.output === 'empty') return reply.status(204).send()
  if (route.output !== 'file') return reply.status(route.status ?? 200).send(value)
  const file = value as FileAnswer
  const body = file.bytes instanceof Readable ? file.bytes : Buffer.from(file.bytes)
  return reply.type(file.contentType).header('content-disposition', `attachment; filename="${file.fileName}"`).send(body)
}

/** A refusal that says when to come back says so in the header too. */
function sendRefusal(reply: FastifyReply, route: Route, refusal: Refusal): FastifyReply {
  const wait = 'retryAfterSeconds' in refusal && typeof refusal.retryAfterSeconds === 'number' ? refusal.retryAfterSeconds : undefined
  return sendProblem(reply, refusalProblem(refusal, route.refusals[refusal.code] ?? 500), wait)
}

function sendDenial(reply: FastifyReply, code: string, status: 401 | 403): FastifyReply {
  const known = code in platformProblems ? platformProblem(code as PlatformCode) : refusalProblem({ code }, status)
  return sendProblem(reply, { ...known, status })
}

/** Answers when the deadline passes, even where the handler does not notice; its statements end by their own time limit. */
async function withDeadline<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined
  const passed = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Unavailable('the deadline has passed', 5))
    deadline.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([work, passed])
  } finally {
    deadline.removeEventListener('abort', onAbort)
    work.catch(() => undefined)
  }
}

/** Seconds until the client should come again by itself, spread by the request's id so that clients do not come in step. */
function nextContact(spreadBy: string): number {
  return nextContactSeconds.base + (Number.parseInt(spreadBy.slice(-4), 16) % nextContactSeconds.spread)
}

function createExchange(request: FastifyRequest, reply: FastifyReply, origin: string | undefined): Exchange {
  const path = request.url.split('?', 1)[0]!
  return {
    get body() {
      return request.body instanceof Readable ? request.body : Readable.from([])
    },
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

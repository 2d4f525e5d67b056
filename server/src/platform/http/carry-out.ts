/**
 * One request through one route: load, rate, a place, sign-in, body, handler, answer. Whatever costs something is done inside a place.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import type { Place } from '../admission/admission.ts'
import { planeOf } from '../admission/plane.ts'
import type { Repute } from '../admission/repute.ts'
import { ctxOf, type Ground } from '../context.ts'
import { asUnavailable } from '../db/database.ts'
import { Unavailable } from '../unavailable.ts'
import { sendBusy, sendDenial, sendRefusal, sendValue } from './answer.ts'
import { admitActor, type Verdict } from './authenticate.ts'
import { type Deadline, noDeadline, startDeadline, withDeadline } from './deadline.ts'
import { createExchange } from './exchange.ts'
import type { HttpOptions } from './http-options.ts'
import { platformProblem } from './problem.ts'
import { createRateLimiter, type RateLimiter } from './rate-limit.ts'
import type { Exchange, Route } from './route.ts'
import { createSeat, NoPlace, type Seat } from './seat.ts'
import { sendProblem } from './send-problem.ts'
import { arrivalOf, type DoorRefusal, lookAtArrival, type Watch } from './shed.ts'
import { splitInput } from './validate.ts'

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
      onResponse: leaveAtLast,
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
  readonly deadline: Deadline
  /** The place it was let in on; not taken where it gave it back until its body is there. */
  readonly seat: Seat
  /** Whether its handler has begun: then the seat is the handler's to leave. */
  isBegun: boolean
}

const entries = new WeakMap<FastifyRequest, Entry>()

/** The door: before a byte of the body is read, load, the caller's rate and credentials are looked at, in the order of what they cost. */
async function letIn(
  route: Route,
  options: HttpOptions,
  [general, own]: readonly [RateLimiter, RateLimiter | undefined],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const refusal = arrivalOf(request.raw) === undefined ? lookAtArrival(request.raw, route, watchOf(options)) : undefined
  if (refusal !== undefined) return sendBusy(reply, refusal)
  const exchange = createExchange(request, reply, options.origin, () => entries.get(request)!.seat.take())
  const { repute } = options.admission
  const { atMs: arrivedAtMs, address } = arrivalOf(request.raw)!
  if (!general.take(exchange.remoteAddress)) {
    repute.fault(address)
    return sendProblem(reply, platformProblem('request.rate_limited'), 60)
  }
  const deadline = options.admission.honoursDeadlines ? startDeadline(route.deadlineMs, arrivedAtMs, request, reply) : noDeadline()
  const place = await enterPlace(options, route, request, deadline, false)
  if (place === undefined) return sendBusy(reply, busy(options))
  const mayKeep = (verdict: Verdict): boolean => verdict.ok && hasNoBody(request) && !deadline.signal.aborted
  const signingIn = holding(
    place,
    () => admitActor(options.authenticators, groundWithin(options, route, deadline), exchange, route),
    mayKeep,
  )
  const verdict = await withDeadline(signingIn, deadline)
  judge(repute, address, verdict)
  if (!verdict.ok) return sendDenial(reply, verdict.code, verdict.status)
  const seat = createSeat(mayKeep(verdict) ? place : undefined, () => enterPlace(options, route, request, deadline, true))
  entries.set(request, { actor: verdict.actor, exchange, deadline, seat, isBegun: false })
  const rateKey = verdict.actor.kind === 'anyone' ? exchange.remoteAddress : verdict.actor.id
  if (own !== undefined && !own.take(rateKey)) return sendProblem(reply, platformProblem('request.rate_limited'), 60)
  return undefined
}

/** Credentials that are none could have been known to be none; whoever is known, and may not, is known. */
function judge(repute: Repute, address: string, verdict: Verdict): void {
  if (!verdict.ok && verdict.status === 401) repute.fault(address)
  if (verdict.ok && verdict.actor.kind !== 'anyone') repute.good(address)
}

/** The work itself, once the body is there and valid. A body that came slowly has used up its deadline, not a place; a raw body is still to come. */
async function carryOut(route: Route, options: HttpOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const entry = entries.get(request)!
  const { actor, exchange, deadline, seat } = entry
  const ctx = ctxOf(groundWithin(options, route, deadline), { actor, requestId: request.id, signal: deadline.signal })
  const body = request.routeOptions.schema?.body === undefined ? {} : request.body // a body that no schema held is nobody's
  const input = { ...(body as object), ...(request.query as object), ...(request.params as object) }
  entry.isBegun = true
  const work = async () => {
    if (route.rawBody === undefined) await seat.take()
    return route.handle(ctx, input as never, exchange)
  }
  try {
    const result = await withDeadline(holding(seat, work), deadline)
    return result.ok ? sendValue(reply, route, result.value) : sendRefusal(reply, route, result.refusal)
  } catch (error) {
    if (error instanceof NoPlace) return sendBusy(reply, busy(options))
    throw error
  }
}

/** Gives back the place of a request that was answered without reaching its handler, as one whose body was refused. */
async function leaveAtLast(request: FastifyRequest): Promise<void> {
  const entry = entries.get(request)
  if (entry !== undefined && !entry.isBegun) entry.seat.leave()
}

async function enterPlace(
  { admission }: HttpOptions,
  route: Route,
  request: FastifyRequest,
  { signal, atMs }: Deadline,
  isReturning: boolean,
): Promise<Place | undefined> {
  if (signal.aborted && admission.honoursDeadlines) throw new Unavailable('the deadline has passed', 5)
  const { atMs: arrivedAtMs, bucket } = arrivalOf(request.raw)!
  return admission.enter({
    loadClass: route.load,
    bucket,
    plane: planeOf(route),
    kind: `${route.method} ${route.path} ${isReturning ? 'handler' : hasNoBody(request) ? 'whole' : 'sign-in'}`,
    signal,
    arrivedAtMs,
    deadlineAtMs: atMs,
    isReturning,
  })
}

/** Runs work in a place, which is given back when the work has really ended, unless `mayKeep` says of its value that the caller goes on with it. */
async function holding<T>(place: Pick<Place, 'leave'>, work: () => Promise<T>, mayKeep: (value: T) => boolean = () => false): Promise<T> {
  let keeps = false
  try {
    const value = await work()
    keeps = mayKeep(value)
    return value
  } catch (error) {
    throw asUnavailable(error)
  } finally {
    if (!keeps) place.leave()
  }
}

/** RFC 9112 section 6.3: without either header a request has no body. */
function hasNoBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'
}

function busy({ admission }: HttpOptions): DoorRefusal {
  return { code: 'service.overloaded', retryAfterSeconds: admission.retryAfterSeconds() }
}

/** The ground of the route's plane; its statements end with the deadline. */
function groundWithin(options: HttpOptions, route: Route, { signal }: Deadline): Ground {
  const ground = planeOf(route) === 'intake' ? options.ground : options.controlGround
  if (!options.admission.honoursDeadlines) return ground
  const { db, clock, ids, vault, log } = ground
  return { db: db.within(signal), clock, ids, vault, log }
}

function watchOf({ admission, ground, proxies, edges }: HttpOptions): Watch {
  return { admission, clock: ground.clock, proxies, edges }
}

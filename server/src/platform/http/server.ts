/**
 * Carries routes out over HTTP: sign-in, admission, deadline, validation, answer. Everything a caller may see of an error is decided here.
 */
import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastifySwagger from '@fastify/swagger'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AdmissionGate } from '../admission/gate.ts'
import { monotonicMs } from '../clock.ts'
import type { Ground } from '../context.ts'
import type { Metrics } from '../metrics.ts'
import { Unavailable } from '../unavailable.ts'
import type { Authenticator } from './authenticate.ts'
import { addRoute } from './carry-out.ts'
import { contentSecurityPolicy } from './content-security.ts'
import { openApiDocument } from './openapi.ts'
import { type PlatformCode, type Problem, platformProblem } from './problem.ts'
import type { Route } from './route.ts'
import { InvalidInput, validatorCompiler } from './validate.ts'

export interface HttpOptions {
  /** For critical routes. */
  readonly ground: Ground
  /** For sheddable routes: its own connections, so that a dashboard never takes one from a queue of people. */
  readonly sheddableGround: Ground
  readonly routes: readonly Route[]
  readonly authenticators: readonly Authenticator[]
  readonly gate: AdmissionGate
  readonly metrics: Metrics
  readonly version: string
  /** The address clients use, when a proxy stands in front, e.g. `https://code.example.org`; otherwise read off the request. */
  readonly origin: string | undefined
  /** Requests a minute from one address, over all routes. */
  readonly requestsPerMinuteMax: number
  isReady(): Promise<boolean>
}

const bodyBytesMaxDefault = 16 * 1024

/** Builds the HTTP server; the caller adds static files and listens. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { ground } = options
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytesMaxDefault,
    trustProxy: options.origin !== undefined,
    genReqId: () => ground.ids.uuid(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(ground, error, request, reply))
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, platformProblem('request.not_found')))
  await app.register(fastifyCookie)
  await app.register(fastifyHelmet, contentSecurityPolicy)
  await app.register(fastifySwagger, openApiDocument(options.version))
  app.addHook('onResponse', (request, reply, done) => {
    options.metrics.httpSeconds.observe(
      { route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    done()
  })
  await app.register(async (scope) => {
    for (const route of options.routes) addRoute(scope, route, options)
  })
  addProbes(app, options)
  return app
}

function addProbes(app: FastifyInstance, options: HttpOptions): void {
  const hidden = { schema: { hide: true } }
  app.get('/healthz', hidden, () => ({ alive: true }))
  app.get('/readyz', hidden, async (_request, reply) => {
    const startedMs = monotonicMs()
    const ready = await options.isReady()
    return reply.status(ready ? 200 : 503).send({ ready, tookMs: Math.round(monotonicMs() - startedMs) })
  })
  app.get('/metrics', hidden, async (_request, reply) => reply.type(options.metrics.contentType).send(await options.metrics.text()))
  app.get('/openapi.json', hidden, () => app.swagger())
}

/** Sends a problem document (RFC 9457). */
export function sendProblem(reply: FastifyReply, problem: Problem, retryAfterSeconds?: number): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

const fastifyCodes: Readonly<Record<string, PlatformCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported_type',
}

function answerError(ground: Ground, error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof InvalidInput) return sendProblem(reply, platformProblem('request.invalid', { errors: error.fields }))
  if (error instanceof Unavailable) return sendProblem(reply, platformProblem('service.unavailable'), error.retryAfterSeconds)
  const known = fastifyCodes[error.code]
  if (known !== undefined) return sendProblem(reply, platformProblem(known))
  if (error.statusCode === 429) return sendProblem(reply, platformProblem('request.rate_limited'), 60)
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return sendProblem(reply, platformProblem('request.invalid'))
  ground.log.error('request failed', error, { requestId: request.id, route: request.routeOptions.url ?? 'none' })
  return sendProblem(reply, platformProblem('service.bug', { requestId: request.id }))
}

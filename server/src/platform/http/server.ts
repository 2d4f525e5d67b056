/**
 * Carries routes out over HTTP: sign-in, admission, deadline, validation, answer. Everything a caller may see of an error is decided here.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import fastifyCookie from '@fastify/cookie'
import fastifySwagger from '@fastify/swagger'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, type HTTPMethods } from 'fastify'
import type { Admission } from '../admission/admission.ts'
import { monotonicMs } from '../clock.ts'
import type { Ground } from '../context.ts'
import { Unavailable } from '../unavailable.ts'
import { addRoute } from './carry-out.ts'
import { securityHeaders } from './content-security.ts'
import type { FrontDoor } from './front-door.ts'
import type { HttpOptions } from './http-options.ts'
import { openApiDocument } from './openapi.ts'
import { type PlatformCode, platformProblem } from './problem.ts'
import { tellEdges } from './proxies.ts'
import { sendProblem } from './send-problem.ts'
import { addUnderPressure } from './under-pressure.ts'
import { InvalidInput, validatorCompiler } from './validate.ts'

const bodyBytesMaxDefault = 16 * 1024

/** Builds the HTTP server; the caller adds static files and listens. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { ground } = options
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytesMaxDefault,
    trustProxy: options.proxies === undefined ? false : [...options.proxies],
    genReqId: () => ground.ids.uuid(),
    serverFactory: (inside) => listener(options.frontDoor, inside),
    routerOptions: { maxParamLength: 200 },
  })
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(ground, error, request, reply))
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, platformProblem('request.not_found')))
  await app.register(fastifyCookie)
  await app.register(fastifySwagger, openApiDocument(options.version))
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders)
    sayLoad(reply, options.admission)
    done()
  })
  const { edges } = options
  if (edges !== undefined)
    app.addHook('onSend', async (_request, reply) => void reply.header('x-evergate-edge', tellEdges(options.admission, edges))) // as it is when it is told
  app.addHook('onClose', async () => options.admission.stop())
  app.addHook('onResponse', (request, reply, done) => {
    options.metrics.httpSeconds.observe(
      { route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    done()
  })
  await app.register(async (scope) => {
    if (options.admission.mode === 'under-pressure') await addUnderPressure(scope)
    for (const route of options.routes) {
      if (options.isServed?.(route) === false) addAbsent(scope, route.method, route.path)
      else addRoute(scope, route, options)
    }
  })
  addProbes(app, options)
  return app
}

const absentRetrySeconds = 30

/** A place that is part of the service, but of no role of this process. */
export function addAbsent(app: FastifyInstance, method: HTTPMethods | HTTPMethods[], url: string): void {
  const answer = (reply: FastifyReply) => sendProblem(reply, platformProblem('service.role_absent'), absentRetrySeconds)
  app.route({
    method,
    url,
    schema: { hide: true },
    onRequest: async (_request, reply) => answer(reply),
    handler: async (_request, reply) => answer(reply),
  })
}

/** The server under Fastify, with the front door before it where there is one. */
function listener(door: FrontDoor | undefined, inside: RequestListener): Server {
  const limits = { requestTimeout: 30_000, keepAliveTimeout: 72_000 } // longer than a proxy in front keeps its connections
  const server = door === undefined ? createServer(limits, inside) : door.serve(inside, limits)
  return server.setTimeout(60_000) // a peer that neither reads nor writes for so long is gone
}

/** What every answer says, so that clients can help: docs/spec/contact.md. */
function sayLoad(reply: FastifyReply, admission: Admission): void {
  reply.header('x-evergate-load', admission.level().toFixed(2))
  reply.header('x-evergate-rung', String(admission.rung()))
  reply.header('x-evergate-next-contact', String(admission.nextContactSeconds()))
}

function addProbes(app: FastifyInstance, options: HttpOptions): void {
  const hidden = { schema: { hide: true } }
  app.get('/healthz', hidden, () => ({ alive: true }))
  const ready = shared(options.isReady)
  const figures = shared(options.metrics.text)
  app.get('/readyz', hidden, async (_request, reply) => {
    const startedMs = monotonicMs()
    const isReady = await ready()
    return reply.status(isReady ? 200 : 503).send({ ready: isReady, tookMs: Math.round(monotonicMs() - startedMs) })
  })
  app.get('/metrics', hidden, async (_request, reply) => reply.type(options.metrics.contentType).send(await figures()))
  app.get('/openapi.json', hidden, () => app.swagger())
}

/** Probes ask the database and anybody may call them: those that come while one is being answered share its answer, so that a flood asks once. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined
  return () => {
    underWay ??= ask().finally(() => {
      underWay = undefined
    })
    return underWay
  }
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

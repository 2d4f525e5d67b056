/**
 * Sending what a route came to: a value, a refusal, or that it cannot be done now.
 */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Refusal } from '../result.ts'
import { type PlatformCode, platformProblem, platformProblems, refusalProblem } from './problem.ts'
import type { FileAnswer, Route } from './route.ts'
import { sendProblem } from './send-problem.ts'
import type { DoorRefusal } from './shed.ts'

/** Sends the value of a route: JSON, a file, or nothing. */
export function sendValue(reply: FastifyReply, route: Route, value: unknown): FastifyReply {
  reply.header('cache-control', route.cacheSeconds === undefined ? 'no-store' : `public, max-age=${route.cacheSeconds}`)
  if (route.output === 'empty') return reply.status(204).send()
  if (route.output !== 'file') return reply.status(route.status ?? 200).send(value)
  const file = value as FileAnswer
  const body = file.bytes instanceof Readable ? file.bytes : Buffer.from(file.bytes)
  return reply.type(file.contentType).header('content-disposition', `attachment; filename="${file.fileName}"`).send(body)
}

/** A refusal that says when to come back says so in the header too. */
export function sendRefusal(reply: FastifyReply, route: Route, refusal: Refusal): FastifyReply {
  const wait = 'retryAfterSeconds' in refusal && typeof refusal.retryAfterSeconds === 'number' ? refusal.retryAfterSeconds : undefined
  return sendProblem(reply, refusalProblem(refusal, route.refusals[refusal.code] ?? 500), wait)
}

/** Who it is may not come in. */
export function sendDenial(reply: FastifyReply, code: string, status: 401 | 403): FastifyReply {
  const known = code in platformProblems ? platformProblem(code as PlatformCode) : refusalProblem({ code }, status)
  return sendProblem(reply, { ...known, status })
}

/** There is too much to do; the same document as the front door writes. */
export function sendBusy(reply: FastifyReply, { code, retryAfterSeconds, ...facts }: DoorRefusal): FastifyReply {
  return sendProblem(reply, platformProblem(code, facts), retryAfterSeconds)
}

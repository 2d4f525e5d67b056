/**
 * Sending an error.
 */
import type { FastifyReply } from 'fastify'
import type { Problem } from './problem.ts'

/** Sends a problem document (RFC 9457). */
export function sendProblem(reply: FastifyReply, problem: Problem, retryAfterSeconds?: number): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/**
 * What a running process of the server is to whoever runs it, whatever its part: its HTTP side, how it is doing, and what the other processes say.
 */
import type { FastifyInstance } from 'fastify'
import { sleep } from './platform/clock.ts'
import type { LoopState } from './platform/loops.ts'
import type { Figures } from './platform/metrics.ts'
import type { Standing } from './supervisor/messages.ts'

export interface PartServer {
  readonly app: FastifyInstance
  /** By its own readings alone. */
  standing(): Standing
  /** The worst of the program's other processes. */
  hearOthers(standing: Standing): void
  ownLoops(): readonly LoopState[]
  /** The loops of the process that runs them, for people who look at the whole. */
  hearLoops(loops: readonly LoopState[]): void
  figures(): Promise<Figures>
  /** Stops taking requests, lets those under way finish, stops loops, closes connections. */
  stop(): Promise<void>
}

/** A caller that sends or reads slowly must not keep the database from being put away in order. */
const requestsEndWithinMs = 6_000

/** Lets requests under way finish, and after a while cuts off those that do not. */
export async function closeInTime(app: FastifyInstance): Promise<void> {
  const closed = new AbortController()
  const patience = sleep(requestsEndWithinMs, closed.signal).then(() => app.server.closeAllConnections())
  await Promise.all([app.close().finally(() => closed.abort()), patience])
}

/**
 * The usual plugin for load, to be compared with: it refuses everything alike once the event loop is late. A development package; never used in service.
 */
import type { FastifyInstance } from 'fastify'
import { StartError } from '../unavailable.ts'

/** The thresholds of its own README but for the memory ones, which would always hold here. */
const thresholds = { maxEventLoopDelay: 1_000, maxEventLoopUtilization: 0.98 }

/** Registers it for the routes of this scope. */
export async function addUnderPressure(scope: FastifyInstance): Promise<void> {
  const loaded = await import('@fastify/under-pressure').catch(() => undefined)
  if (loaded === undefined) throw new StartError('--admission under-pressure needs the development package @fastify/under-pressure.')
  await scope.register(loaded.default, thresholds)
}

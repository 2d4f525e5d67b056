/**
 * A server for tests: real PostgreSQL, a clock that the test moves, routes called in memory. Consumers run when the test says so.
 * Must not be used outside tests.
 */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { type Actor, systemActor } from '../platform/actor.ts'
import { createAdmission } from '../platform/admission/admission.ts'
import type { AdmissionMode } from '../platform/admission/mode.ts'
import { manualClock, until } from '../platform/clock.ts'
import { type Ctx, type Ground, systemCtx } from '../platform/context.ts'
import { createDatabase } from '../platform/db/database.ts'
import { createHttpServer } from '../platform/http/server.ts'
import { createIds } from '../platform/ids.ts'
import { createLog } from '../platform/log.ts'
import { createMetrics } from '../platform/metrics.ts'
import { consumeOnce, readBacklogs } from '../platform/outbox/consumer.ts'
import type { Slice } from '../platform/slice.ts'
import { createVault } from '../platform/vault.ts'
import { createTestDatabase } from './test-database.ts'

export type TestGround = Ground & { readonly clock: ReturnType<typeof manualClock>; readonly databaseUrl: string }

/** The moment at which test clocks start. */
export const testStart = '2021-12-27T04:00:00.000Z'

/** A ground on a fresh database, closed after the last test of the file. */
export async function createTestGround(): Promise<TestGround> {
  const { url } = await createTestDatabase()
  const clock = manualClock(testStart)
  const db = createDatabase({ url, name: 'test', connectionsMax: 8, statementTimeoutMs: 20_000, namesStatements: true })
  closers.push(() => db.close())
  return { db, clock, ids: createIds(clock), vault: createVault(randomBytes(32)), log: createLog('error'), databaseUrl: url }
}

/** A Ctx as a handler would get it from this actor (default: the system). */
export function testCtx(ground: Ground, actor: Actor = systemActor('test')): Ctx {
  return systemCtx(ground, actor)
}

/**
 * An HTTP server over the slices, for `app.inject`. Its origin is http://localhost:80 unless a request says otherwise. By default it never refuses for load
 * and knows no deadline: a busy machine must not change what is tested.
 */
export async function createTestApp(ground: Ground, slices: readonly Slice[], mode: AdmissionMode = 'none'): Promise<FastifyInstance> {
  const app = await createHttpServer({
    ground,
    controlGround: ground,
    routes: slices.flatMap((slice) => slice.routes ?? []),
    authenticators: slices.flatMap((slice) => slice.authenticators ?? []),
    admission: createAdmission({ mode }),
    metrics: createMetrics(),
    version: 'test',
    origin: 'http://localhost',
    requestsPerMinuteMax: 1_000_000,
    isReady: async () => true,
  })
  await app.ready()
  closers.push(() => app.close())
  return app
}

/** Runs all consumers of the slices until none finds anything to do; what their handlers emit is consumed too. */
export async function consumeAll(ground: Ground, slices: readonly Slice[]): Promise<void> {
  const consumers = slices.flatMap((slice) => slice.consumers ?? [])
  const consumeRound = async (): Promise<boolean> => {
    let handled = 0
    for (const consumer of consumers) handled += await consumeOnce(ground, consumer, new AbortController().signal)
    return handled === 0 && (await readBacklogs(ground, consumers)).every((one) => one.behind === 0)
  }
  // the horizon of the outbox is the whole PostgreSQL's: a transaction of another test may hold it back for a moment
  if (!(await until(consumeRound, 15_000, 0))) throw new Error('consumers do not come to an end')
}

const closers: (() => Promise<unknown>)[] = []

afterAll(async () => {
  for (const close of closers.reverse()) await close()
  closers.length = 0
})

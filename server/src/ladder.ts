/**
 * The degradation ladder of the running server, put together: the pure ladder and its eyes, what the situation slice may see and order, and what the front
 * door tells clients and proxies of it.
 */
import type { Edge } from './edge/edge-flags.ts'
import type { Admission } from './platform/admission/admission.ts'
import { reportLoad } from './platform/admission/ladder-answer.ts'
import { type RunningLadder, startLadder } from './platform/admission/ladder-watch.ts'
import type { Ground } from './platform/context.ts'
import { createDatabase } from './platform/db/database.ts'
import type { FrontDoorOptions, Prebuilt } from './platform/http/front-door.ts'
import { tellEdges } from './platform/http/proxies.ts'
import type { Consumer } from './platform/outbox/consumer.ts'
import { readLateness } from './platform/outbox/lateness.ts'
import { type LadderSource, readRungOrder } from './slices/situation/index.ts'

/** Two connections nobody else uses: one asks, one is for the moment when the first does not come back. */
const connectionsMax = 2
const statementTimeoutMs = 5_000

/** Starts the ladder over connections of its own. */
export function startServerLadder(options: {
  readonly admission: Admission
  readonly ground: Ground
  readonly databaseUrl: string
  consumers(): readonly Consumer[]
}): RunningLadder {
  const db = createDatabase({ url: options.databaseUrl, name: 'ladder', connectionsMax, statementTimeoutMs })
  const ground = { ...options.ground, db }
  const ladder = startLadder({
    admission: options.admission,
    clock: ground.clock,
    readOrder: () => readRungOrder(ground),
    readLateness: () => readLateness(ground, options.consumers()),
  })
  return {
    ...ladder,
    stop: async () => {
      await ladder.stop()
      await db.close()
    },
  }
}

/** What the situation slice sees of it. */
export function ladderSource(admission: Admission, ladder: RunningLadder): LadderSource {
  return {
    state: () => {
      const { level, rung, classes } = admission.state()
      return { level, rung, ownRung: ladder.figuresRung(), classes }
    },
    vitals: ladder.vitals,
    hear: ladder.hear,
  }
}

/** What the front door says of the standing: in every header, at GET /v1/load, and at GET /edge/:signal for the health checks of a proxy. */
export function tellStanding(admission: Admission, edge: Edge, edges?: readonly string[]): Pick<FrontDoorOptions, 'standing' | 'quick'> {
  const json = (value: { status: number; body: string }): Prebuilt => ({
    status: value.status,
    contentType: 'application/json',
    body: value.body,
    cacheSeconds: 1,
  })
  return {
    standing: () => ({ load: admission.level().toFixed(2), rung: String(admission.rung()), edge: tellEdges(admission, edges) }),
    quick: {
      '/v1/load': () =>
        json({ status: 200, body: JSON.stringify(reportLoad(admission.level(), admission.rung(), admission.nextContactSeconds())) }),
      '/edge/': (name) => json(edge.answer(name) ?? { status: 404, body: '{"signal":"unknown"}' }),
    },
  }
}

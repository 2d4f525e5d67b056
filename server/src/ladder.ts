/**
 * The degradation ladder of the running server: the pure ladder, its eyes, and what the situation slice may see and order, put together.
 */
import type { Admission } from './platform/admission/admission.ts'
import { type RunningLadder, startLadder } from './platform/admission/ladder-watch.ts'
import type { Ground } from './platform/context.ts'
import { createDatabase } from './platform/db/database.ts'
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
      return { level, rung, ownRung: ladder.ownRung(), classes }
    },
    vitals: ladder.vitals,
    hear: ladder.hear,
  }
}

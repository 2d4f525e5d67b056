/**
 * Results of tubes become evidence of the people in them, whichever of the two is known first. A released batch may hold 100,000 tubes: it is cut into
 * events of its own, so that one transaction never carries more than a few thousand people and what is done stays done.
 */
import type { Tx } from '../../platform/db/database.ts'
import { type Consumer, consumer } from '../../platform/outbox/consumer.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { readTubesOfBatch } from '../results/index.ts'
import { applyTubes } from './apply-tubes.command.ts'

const tubesAtOnce = 100
const pageTubes = 500

const released = consumer('decisions.from-results', 'results.released', async (tx, { batchId }) => {
  for (let after: string | null = null; ; ) {
    const page = await readTubesOfBatch(tx, batchId, after, pageTubes)
    const tubeCodes = page.filter((tube) => tube.state === 'released').map((tube) => tube.tubeCode)
    await emitDue(tx, tubeCodes)
    if (page.length < pageTubes) return
    after = page.at(-1)!.tubeCode
  }
})

async function emitDue(tx: Tx, tubeCodes: readonly string[]): Promise<void> {
  for (let start = 0; start < tubeCodes.length; start += tubesAtOnce)
    await emit(tx, 'decisions.tubes_due', { tubeCodes: tubeCodes.slice(start, start + tubesAtOnce) })
}

/**
 * One reader for both kinds of news: its cursor lets only one transaction at a time look at a tube, so that none writes what another, seeing more,
 * has taken back.
 */
const due: Consumer = {
  name: 'decisions.from-tubes',
  types: ['decisions.tubes_due', 'sampling.tubes_changed'],
  eventsMax: 5,
  handle: async (tx, events, ctx) => {
    const tubeCodes = events.flatMap(({ payload }) => ('tubeCodes' in payload ? payload.tubeCodes : []))
    await applyTubes(tx, ctx, [...new Set(tubeCodes)])
  },
}

export const tubeResults: readonly Consumer[] = [released, due]

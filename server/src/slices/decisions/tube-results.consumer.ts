/**
 * Results of tubes become evidence of the people in them, whichever of the two is known first. A released batch may hold 100,000 tubes, and a morning
 * a hundred batches: they are cut into events of this slice's own, a page of one batch a transaction, so that none carries more than a few thousand
 * people or lasts longer than some tenths of a second, and what is done stays done.
 *
 * Three queues, each with a reader of its own, none of which waits for another: positives and corrections; what desks say later; everything else. A
 * tube that is in two of them is looked at twice, one transaction after the other (`applyTubes` locks it), and the second finds nothing to do. What is
 * urgent is read as soon as it is committed. Every transaction is short, because all other readers see nothing newer than the oldest one that runs.
 */
import type { Tx } from '../../platform/db/database.ts'
import { batchConsumer, type Consumer, consumer } from '../../platform/outbox/consumer.ts'
import { type EventPayloads, emit, emitAll } from '../../platform/outbox/emit.ts'
import { readAllReleased, readTubesOfBatch, readUrgentTubes } from '../results/index.ts'
import { applyTubes } from './apply-tubes.command.ts'

/** 2,000 people in pools of ten: a tenth of a second. */
const tubesAtOnce = 200
/** Rules are asked about each of them, and none is on the lists before the last is decided about. */
const urgentAtOnce = 50
const pageTubes = 5_000

/** Beside the others, so that a positive does not wait until the batches before it are cut up. As many as fit into one transaction at once. */
const urgentResults: Consumer = {
  ...batchConsumer('decisions.urgent-results', 'results.released', async (tx, released, ctx) => {
    const tubeCodes = await readUrgentTubes(
      tx,
      released.map(({ batchId }) => batchId),
    )
    await applyTubes(tx, ctx, tubeCodes.slice(0, urgentAtOnce))
    await emitPortions(tx, 'decisions.tubes_urgent', tubeCodes.slice(urgentAtOnce), urgentAtOnce)
  }),
  early: true,
  follows: 'decisions.from-results',
}

/** Cuts up one page and leaves the rest of the batch to a later transaction. */
const released: Consumer = {
  name: 'decisions.from-results',
  types: ['results.released', 'decisions.batch_rest'],
  eventsMax: 1,
  handle: async (tx, events) => {
    for (const { payload } of events) await cutPage(tx, payload as EventPayloads['results.released' | 'decisions.batch_rest'])
  },
}

async function cutPage(tx: Tx, said: EventPayloads['results.released' | 'decisions.batch_rest']): Promise<void> {
  const { batchId } = said
  const page = await readTubesOfBatch(tx, batchId, 'afterTubeCode' in said ? said.afterTubeCode : null, pageTubes)
  const tubeCodes = page.filter((tube) => tube.state === 'released').map((tube) => tube.tubeCode)
  await emitPortions(tx, 'decisions.tubes_due', tubeCodes, tubesAtOnce)
  if (page.length === pageTubes) await emit(tx, 'decisions.batch_rest', { batchId, afterTubeCode: page.at(-1)!.tubeCode })
}

type PortionEvent = 'decisions.tubes_due' | 'decisions.tubes_urgent'

async function emitPortions(tx: Tx, type: PortionEvent, tubeCodes: readonly string[], tubesMax: number): Promise<void> {
  const portions = Array.from({ length: Math.ceil(tubeCodes.length / tubesMax) }, (_, at) => ({
    tubeCodes: tubeCodes.slice(at * tubesMax, (at + 1) * tubesMax),
  }))
  await emitAll(tx, type, portions)
}

const urgentTubes: Consumer = {
  ...consumer('decisions.urgent-tubes', 'decisions.tubes_urgent', (tx, { tubeCodes }, ctx) => applyTubes(tx, ctx, tubeCodes)),
  eventsMax: 1,
  early: true,
}

const dueTubes: Consumer = {
  ...consumer('decisions.from-tubes', 'decisions.tubes_due', (tx, { tubeCodes }, ctx) => applyTubes(tx, ctx, tubeCodes)),
  eventsMax: 1,
}

/** Most tubes have no result yet when a desk speaks of them. Those that have one are waited for, so they do not go behind the others. */
const changedTubes: Consumer = {
  ...batchConsumer('decisions.from-desks', 'sampling.tubes_changed', async (tx, changed, ctx) => {
    const results = await readAllReleased(tx, [...new Set(changed.flatMap(({ tubeCodes }) => tubeCodes))])
    await applyTubes(tx, ctx, [...new Set(results.map((result) => result.tubeCode))])
  }),
  eventsMax: 2,
  follows: 'decisions.from-tubes',
}

export const tubeResults: readonly Consumer[] = [urgentResults, urgentTubes, changedTubes, released, dueTubes]

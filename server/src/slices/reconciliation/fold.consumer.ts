/**
 * Whoever says something about a tube has it recomputed. Events that name boxes, batches or residents are first spread into portions of tubes; one
 * consumer then folds all portions, so its cursor keeps two servers from writing at once.
 */
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Consumer, OutboxEvent } from '../../platform/outbox/consumer.ts'
import { type EventPayloads, emit } from '../../platform/outbox/emit.ts'
import { readTubesOfBatch } from '../results/index.ts'
import { readBoxes } from '../sampling/index.ts'
import { foldTubes } from './fold-tubes.command.ts'
import { portionsOf, touchTubes } from './touch-tubes.command.ts'

/** A portion of 500 tubes takes a few hundred milliseconds; a positive on its way to the lists waits for every transaction that runs. */
const portionsAtOnceMax = 2

export const foldConsumer: Consumer = {
  name: 'reconciliation.fold',
  types: [
    'sampling.tubes_changed',
    'transport.tubes_received',
    'results.tubes_differ',
    'decisions.results_applied',
    'reconciliation.tubes_touched',
  ],
  eventsMax: portionsAtOnceMax,
  handle: async (tx, events) => {
    for (const tubeCodes of portionsOf(named(events, 'tubeCodes'))) await foldTubes(tx, tubeCodes)
  },
}

const batchEvents = ['results.batch_stored', 'results.released', 'results.batch_rejected', 'reconciliation.batch_rest'] as const

/** A page of one batch is a transaction: a morning's batches together hold a million tubes. */
export const spreadConsumer: Consumer = {
  name: 'reconciliation.spread',
  types: ['sampling.boxes_changed', 'transport.boxes_received', 'residents.registered', ...batchEvents],
  endTransaction: batchEvents,
  handle: async (tx, events) => {
    const tubeCodes = [
      ...(await tubesOfBoxes(tx, named(events, 'boxCodes'))),
      ...(await tubesOfResidents(tx, named(events, 'residentIds'))),
    ]
    for (const { payload } of events) tubeCodes.push(...(await pageOfBatch(tx, payload as Partial<BatchRest>)))
    await touchTubes(tx, tubeCodes)
  },
}

/** Everything these events name in this field, each once. */
function named(events: readonly OutboxEvent[], field: 'tubeCodes' | 'boxCodes' | 'residentIds'): string[] {
  const values = events.flatMap(({ payload }) => (payload as Partial<Record<typeof field, string | readonly string[]>>)[field] ?? [])
  return [...new Set(values)]
}

/** Tubes that are in these boxes, and those that were thought to be. */
async function tubesOfBoxes(tx: Tx, boxCodes: readonly string[]): Promise<string[]> {
  if (boxCodes.length === 0) return []
  const packed = (await readBoxes(tx, boxCodes)).flatMap((box) => box.tubeCodes)
  const { rows } = await sql<{ tube_code: string }>`
    select tube_code from reconciliation.tube_progress where box_code = any(${boxCodes}::text[])`.execute(tx)
  return [...packed, ...rows.map((row) => row.tube_code)]
}

/** Tubes in which these people were nobody until now. */
async function tubesOfResidents(tx: Tx, residentIds: readonly string[]): Promise<string[]> {
  if (residentIds.length === 0) return []
  const { rows } = await sql<{ tube_code: string }>`
    select distinct tube_code from reconciliation.difference where resident_id = any(${residentIds}::uuid[])`.execute(tx)
  return rows.map((row) => row.tube_code)
}

type BatchRest = EventPayloads['reconciliation.batch_rest']

const batchPageTubes = 5_000

/** The next tubes of a batch, if this names one; what comes after them is left to a later transaction. */
async function pageOfBatch(tx: Tx, { batchId, afterTubeCode }: Partial<BatchRest>): Promise<string[]> {
  if (batchId === undefined) return []
  const tubeCodes = (await readTubesOfBatch(tx, batchId, afterTubeCode ?? null, batchPageTubes)).map((tube) => tube.tubeCode)
  if (tubeCodes.length === batchPageTubes) await emit(tx, 'reconciliation.batch_rest', { batchId, afterTubeCode: tubeCodes.at(-1)! })
  return tubeCodes
}

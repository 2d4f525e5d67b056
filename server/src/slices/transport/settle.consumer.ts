/**
 * Whenever a desk or a laboratory said something new, the boxes and tubes concerned are settled again. One consumer for all events: its cursor keeps
 * two of them from settling at once, so what is written is never older than what was read.
 */
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Consumer, OutboxEvent } from '../../platform/outbox/consumer.ts'
import { readBoxes } from '../sampling/index.ts'
import { readTubesTakenOut } from './received.query.ts'
import { settleBoxes, settleTubes } from './settle.command.ts'

const codesAtOnceMax = 1_000

export const settleConsumer: Consumer = {
  name: 'transport.settle',
  types: ['sampling.tubes_changed', 'sampling.boxes_changed', 'transport.tubes_received', 'transport.boxes_received'],
  handle: async (tx, events, ctx) => {
    const boxCodes = codesOf(events, 'boxCodes')
    for (const some of portions(boxCodes)) await settleBoxes(tx, some)
    const tubeCodes = new Set([...codesOf(events, 'tubeCodes'), ...(await tubesConcerned(tx, boxCodes))])
    for (const some of portions([...tubeCodes])) await settleTubes(tx, ctx, some)
  },
}

function codesOf(events: readonly OutboxEvent[], field: 'tubeCodes' | 'boxCodes'): string[] {
  return [...new Set(events.flatMap(({ payload }) => (payload as Partial<Record<typeof field, readonly string[]>>)[field] ?? []))]
}

/** Tubes that desks put into these boxes, that laboratories took out of them, or that were in conflict about them. */
async function tubesConcerned(tx: Tx, boxCodes: readonly string[]): Promise<string[]> {
  if (boxCodes.length === 0) return []
  const packed = (await readBoxes(tx, boxCodes)).flatMap((box) => box.tubeCodes)
  const { rows } = await sql<{ tube_code: string }>`
    select tube_code from transport.conflict where box_code = any(${boxCodes}::text[]) and resolved_at is null`.execute(tx)
  return [...packed, ...(await readTubesTakenOut(tx, boxCodes)), ...rows.map((row) => row.tube_code)]
}

function portions(codes: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(codes.length / codesAtOnceMax) }, (_, at) =>
    codes.slice(at * codesAtOnceMax, (at + 1) * codesAtOnceMax),
  )
}

/**
 * Results that wait for their desk: a laboratory reported the tube, no desk has told of it yet.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { readLaboratoryNames } from '../places/index.ts'
import { readOpenings } from '../sampling/index.ts'
import type { ListWaiting, WaitingResults } from './waiting.schema.ts'

const pageTubes = 500

interface Row {
  readonly tube_code: string
  readonly batch_id: string
  readonly since: Date
  readonly tested_at: Date
  readonly laboratory_id: string
  readonly state: 'awaiting' | 'released'
}

/** A page of them, by tube. A tube whose desk has told of it in this moment is left out, so that a page may be short. */
export async function listWaiting(ctx: Ctx, { cursor }: Static<typeof ListWaiting>): Promise<Result<Static<typeof WaitingResults>, never>> {
  const { read } = ctx.db
  const { rows: found } = await sql<Row>`
    select waiting.tube_code, waiting.batch_id, since, tested_at, laboratory_id, state
    from results.waiting join results.tube_result using (tube_code, batch_id) join results.batch using (batch_id)
    where state in ('awaiting', 'released') and waiting.tube_code > ${cursor ?? ''} order by waiting.tube_code limit ${pageTubes + 1}`.execute(
    read,
  )
  const page = found.slice(0, pageTubes)
  const told = await readOpenings(
    read,
    page.map((row) => row.tube_code),
  )
  const laboratories = await readLaboratoryNames(read)
  return accept({
    tubes: page
      .filter((row) => !told.has(row.tube_code))
      .map((row) => ({
        tubeCode: row.tube_code,
        batchId: row.batch_id,
        laboratoryName: laboratories.get(row.laboratory_id) ?? '',
        testedAt: row.tested_at.toISOString(),
        waitingSince: row.since.toISOString(),
        state: row.state,
      })),
    nextCursor: found.length > pageTubes ? page.at(-1)!.tube_code : null,
  })
}

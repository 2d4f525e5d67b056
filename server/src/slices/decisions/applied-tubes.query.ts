/**
 * Which tubes' results have reached the codes of the people in them.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

export interface AppliedTube {
  /** Since when the result that stands is evidence. */
  readonly appliedAt: Date
  /** How many of the tube's swabs it is evidence for. */
  readonly swabs: number
}

/** Of these tubes, those whose standing result is evidence now. */
export async function readAppliedTubes(db: Queryable, tubeCodes: readonly string[]): Promise<ReadonlyMap<string, AppliedTube>> {
  if (tubeCodes.length === 0) return new Map()
  const { rows } = await sql<AppliedTube & { readonly tubeCode: string }>`
    select tube_code as "tubeCode", applied_at as "appliedAt", swabs from decisions.applied_tube where tube_code = any(${tubeCodes}::text[])`.execute(
    db,
  )
  return new Map(rows.map(({ tubeCode, ...tube }) => [tubeCode, tube]))
}

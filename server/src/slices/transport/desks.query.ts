/**
 * What desks told of tubes and boxes.
 */
import type { Queryable } from '../../platform/db/database.ts'

export interface Tube {
  readonly tubeCode: string
  readonly closedAt: Date | null
  readonly boxCode: string | null
}
export interface Box {
  readonly boxCode: string
  readonly siteId: string
  readonly tubeCodes: readonly string[]
  readonly closedAt: Date | null
  readonly tubesCounted: number | null
  readonly handedOverAt: Date | null
  readonly courier: string | null
}

export async function readTubes(_db: Queryable, _tubeCodes: readonly string[]): Promise<Tube[]> {
  return []
}

export async function readBoxes(_db: Queryable, _boxCodes: readonly string[]): Promise<Box[]> {
  return []
}

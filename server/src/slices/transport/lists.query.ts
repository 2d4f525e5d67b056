/**
 * Boxes by where they stand, and conflicts of tubes, a page at a time.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { readLaboratoryNames, readSiteNames } from '../places/index.ts'
import type { Boxes, Conflicts, ListBoxes, ListConflicts } from './transport.schema.ts'
import type { ConflictCode } from './tube-conflicts.ts'

const pageRows = 200

export async function listBoxes(ctx: Ctx, { state, cursor }: Static<typeof ListBoxes>): Promise<Result<Static<typeof Boxes>, never>> {
  const rows = await ctx.db.read
    .selectFrom('transport.box')
    .selectAll()
    .where('state', '=', state)
    .$if(cursor !== undefined, (query) => query.where('box_code', '>', cursor!))
    .orderBy('box_code')
    .limit(pageRows + 1)
    .execute()
  const page = rows.slice(0, pageRows)
  const siteNames = await readSiteNames(
    ctx.db.read,
    page.flatMap((row) => (row.site_id === null ? [] : [row.site_id])),
  )
  const laboratories = await readLaboratoryNames(ctx.db.read)
  return accept({
    boxes: page.map((row) => ({
      boxCode: row.box_code,
      siteName: siteNames.get(row.site_id ?? '') ?? null,
      laboratoryName: laboratories.get(row.laboratory_id ?? '') ?? null,
      tubes: row.tubes,
      tubesCounted: row.tubes_counted,
      courier: row.courier,
      closedAt: row.closed_at?.toISOString() ?? null,
      handedOverAt: row.handed_over_at?.toISOString() ?? null,
      receivedAt: row.received_at?.toISOString() ?? null,
      completedAt: row.completed_at?.toISOString() ?? null,
    })),
    nextCursor: rows.length > pageRows ? page.at(-1)!.box_code : null,
  })
}

/** A cursor is the code and tube of the last row shown. */
export async function listConflicts(
  ctx: Ctx,
  { state = 'open', code, cursor }: Static<typeof ListConflicts>,
): Promise<Result<Static<typeof Conflicts>, never>> {
  const [afterCode = '', afterTube = ''] = cursor?.split(' ') ?? []
  const rows = await ctx.db.read
    .selectFrom('transport.conflict')
    .selectAll()
    .where('resolved_at', state === 'open' ? 'is' : 'is not', null)
    .$if(code !== undefined, (query) => query.where('code', '=', code!))
    .where((where) => where(where.refTuple('code', 'tube_code'), '>', where.tuple(afterCode, afterTube)))
    .orderBy('code')
    .orderBy('tube_code')
    .limit(pageRows + 1)
    .execute()
  const page = rows.slice(0, pageRows)
  const laboratories = await readLaboratoryNames(ctx.db.read)
  const last = page.at(-1)
  return accept({
    conflicts: page.map((row) => ({
      code: row.code as ConflictCode,
      tubeCode: row.tube_code,
      boxCode: row.box_code,
      laboratoryName: laboratories.get(row.laboratory_id ?? '') ?? null,
      at: row.found_at.toISOString(),
      resolvedAt: row.resolved_at?.toISOString() ?? null,
    })),
    nextCursor: rows.length > pageRows && last !== undefined ? `${last.code} ${last.tube_code}` : null,
  })
}

/**
 * Writes what the facts give: where each box stands, and the conflicts of each tube. Called by one consumer only, so that nobody writes from older facts.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { readBoxes } from '../sampling/index.ts'
import { readReceipts } from './received.query.ts'
import { conflictsOfTube } from './tube-conflicts.ts'
import { readTubeFacts } from './tube-facts.query.ts'

/** Finds new conflicts of these tubes, resolves those that are none any more, and finds again those that came back. */
export async function settleTubes(tx: Tx, ctx: Ctx, tubeCodes: readonly string[]): Promise<void> {
  const found = (await readTubeFacts(tx, tubeCodes)).flatMap((facts) =>
    conflictsOfTube(facts).map((conflict) => ({ tubeCode: facts.tubeCode, ...conflict })),
  )
  const column = <T>(read: (one: (typeof found)[number]) => T): T[] => found.map(read)
  const now = ctx.clock.now()
  await sql`
    with given as (select * from unnest(${column((one) => one.tubeCode)}::text[], ${column((one) => one.code)}::text[],
        ${column((one) => one.boxCode)}::text[], ${column((one) => one.laboratoryId)}::uuid[]) as g (tube_code, code, box_code, laboratory_id)),
      resolved as (update transport.conflict c set resolved_at = ${now}
        where c.tube_code = any(${tubeCodes}::text[]) and c.resolved_at is null
          and not exists (select from given g where g.tube_code = c.tube_code and g.code = c.code))
    insert into transport.conflict as c (tube_code, code, box_code, laboratory_id, found_at)
    select tube_code, code, box_code, laboratory_id, ${now}::timestamptz from given
    on conflict (tube_code, code) do update set box_code = excluded.box_code, laboratory_id = excluded.laboratory_id,
      found_at = case when c.resolved_at is null then c.found_at else excluded.found_at end, resolved_at = null`.execute(tx)
}

/** Writes where these boxes stand. */
export async function settleBoxes(tx: Tx, boxCodes: readonly string[]): Promise<void> {
  const packed = new Map((await readBoxes(tx, boxCodes)).map((box) => [box.boxCode, box]))
  const receipts = await readReceipts(tx, boxCodes)
  const rows = boxCodes.flatMap((boxCode) => {
    const [box, receipt] = [packed.get(boxCode), receipts.get(boxCode)]
    if (box === undefined && receipt === undefined) return []
    const state =
      receipt?.completedAt != null
        ? 'complete'
        : receipt !== undefined
          ? 'received'
          : box?.handedOverAt != null
            ? 'handed_over'
            : box?.closedAt != null
              ? 'packed'
              : 'open'
    return [
      {
        box_code: boxCode,
        state,
        site_id: box?.siteId ?? null,
        laboratory_id: receipt?.laboratoryId ?? null,
        tubes: box?.tubeCodes.length ?? 0,
        tubes_counted: box?.tubesCounted ?? null,
        closed_at: box?.closedAt ?? null,
        handed_over_at: box?.handedOverAt ?? null,
        courier: box?.courier ?? null,
        received_at: receipt?.receivedAt ?? null,
        completed_at: receipt?.completedAt ?? null,
      },
    ]
  })
  if (rows.length === 0) return
  await sql`
    insert into transport.box select * from jsonb_populate_recordset(null::transport.box, ${JSON.stringify(rows)}::jsonb)
    on conflict (box_code) do update set state = excluded.state, site_id = excluded.site_id, laboratory_id = excluded.laboratory_id,
      tubes = excluded.tubes, tubes_counted = excluded.tubes_counted, closed_at = excluded.closed_at, handed_over_at = excluded.handed_over_at,
      courier = excluded.courier, received_at = excluded.received_at, completed_at = excluded.completed_at`.execute(tx)
}

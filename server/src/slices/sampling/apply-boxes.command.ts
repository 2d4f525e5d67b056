/**
 * Folds boxes: their closing and hand-over. Which tubes are in a box, the tubes say (apply-tubes.command.ts).
 */
import { foldBox, type TubeEntry } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { emitBoxes } from './apply-tubes.command.ts'
import { entryOf, type JournalRow } from './journal-record.ts'

export async function applyBoxes(tx: Tx, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  await sql`insert into sampling.box (box_code) select unnest(${codes.toSorted()}::text[]) on conflict do nothing`.execute(tx)
  await sql`select from sampling.box where box_code = any(${codes}::text[]) order by box_code for update`.execute(tx)
  const { rows } = await sql<JournalRow>`
    select at, sequence, kind, record_id, device_id, site_id, container_code, made_for, data from sampling.record where container_code = any(${codes}::text[])`.execute(
    tx,
  )
  const entries = new Map<string, TubeEntry[]>(codes.map((code) => [code, []]))
  for (const row of rows) entries.get(row.container_code)?.push(entryOf(row, 'box', null))
  const boxes = [...entries].map(([code, of]) => foldBox(code, of))
  const json = boxes.map(({ boxCode, siteId, closedAtMs, tubesCounted, handedOverAtMs, courier, deviceIds }) => ({
    box_code: boxCode,
    site_id: siteId,
    closed_at: timeOf(closedAtMs),
    tubes_counted: tubesCounted,
    handed_over_at: timeOf(handedOverAtMs),
    courier,
    device_ids: deviceIds,
  }))
  const { rows: changed } = await sql<{ box_code: string }>`
    update sampling.box set site_id = b.site_id, closed_at = b.closed_at, tubes_counted = b.tubes_counted, handed_over_at = b.handed_over_at, courier = b.courier,
      device_ids = b.device_ids
    from jsonb_to_recordset(${JSON.stringify(json)}::jsonb) as b (box_code text, site_id uuid, closed_at timestamptz, tubes_counted int,
      handed_over_at timestamptz, courier text, device_ids uuid[])
    where box.box_code = b.box_code and (box.site_id, box.closed_at, box.tubes_counted, box.handed_over_at, box.courier, box.device_ids)
      is distinct from (b.site_id, b.closed_at, b.tubes_counted, b.handed_over_at, b.courier, b.device_ids)
    returning box.box_code`.execute(tx)
  await emitBoxes(
    tx,
    changed.map(({ box_code }) => box_code),
  )
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

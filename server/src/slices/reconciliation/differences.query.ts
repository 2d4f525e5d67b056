/**
 * The differences of a round: how many of each kind, and what lies behind each, a page at a time.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import type { Item, Judgement } from './round-judgement.query.ts'
import { type DifferenceCode, delayedSince, differenceCodes, isStanding, standingCode, standingSince, tubesOf } from './standing.ts'

export interface DifferenceCount {
  readonly code: DifferenceCode
  /** Swabs. */
  readonly count: number
  readonly tubes: number
}

/** Every kind there is at the moment, vanishing places first. */
export async function countDifferences(db: Queryable, roundId: string, judgement: Judgement): Promise<DifferenceCount[]> {
  const { rows } = await sql<DifferenceCount>`
    select code, sum(swabs)::float8 as count, count(distinct tube_code)::float8 as tubes
      from reconciliation.difference where round_id = ${roundId} group by code
    union all select ${standingCode}, sum(swabs)::float8, count(*)::float8
      from ${tubesOf(roundId, judgement)} where step < 7 group by 1
    union all select 'transport_delayed', sum(swabs)::float8, count(*)::float8
      from ${tubesOf(roundId, judgement)} where ${delayedSince(judgement)} is not null`.execute(db)
  const counts = [
    ...rows,
    ...judgement.items.map(({ code, swabs, tubeCode }) => ({ code, count: swabs, tubes: tubeCode === null ? 0 : 1 })),
  ]
  return differenceCodes.flatMap((code) => {
    const own = counts.filter((one) => one.code === code && one.count !== null)
    const sum = { code, count: total(own, 'count'), tubes: total(own, 'tubes') }
    return own.length === 0 ? [] : [sum]
  })
}

function total<K extends string>(rows: readonly Readonly<Record<K, number>>[], field: K): number {
  return rows.reduce((sum, row) => sum + row[field], 0)
}

/** Swabs that are not on the code because their tube's number was mistaken. */
export async function countExplained(db: Queryable, roundId: string, judgement: Judgement): Promise<number> {
  const { rows } = await sql<{ swabs: number }>`
    select coalesce(sum(swabs - least(on_code_swabs, swabs)), 0)::float8 as swabs
    from ${tubesOf(roundId, judgement)} where step < 7 and excused`.execute(db)
  return rows[0]!.swabs
}

export interface ItemFilter {
  readonly siteId?: string
  readonly deviceId?: string
  readonly laboratoryId?: string
  readonly boxCode?: string
}

export interface ItemPage {
  readonly roundId: string
  readonly code: DifferenceCode
  readonly filter: ItemFilter
  /** The place after which to go on, as `placeOf` names it; empty at the beginning. */
  readonly after: string
  readonly limit: number
}

/** Items of one kind in the order of their places. */
export async function readItems(db: Queryable, judgement: Judgement, page: ItemPage): Promise<Item[]> {
  const fromRows = await sourceOf(db, judgement, page)
  const { filter, code, after, limit } = page
  const others = judgement.items.filter(
    (item) =>
      item.code === code &&
      (Object.keys(filter) as (keyof ItemFilter)[]).every((name) => filter[name] === undefined || item[name] === filter[name]) &&
      placeOf(item) > after,
  )
  return [...fromRows, ...others].toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).slice(0, limit)
}

/** Where an item stands in its list: its tube or device, then the swab. */
export function placeOf({ tubeCode, deviceId, sampleId = '' }: Item): string {
  return `${tubeCode ?? `~${deviceId}`} ${sampleId}`
}

async function sourceOf(db: Queryable, judgement: Judgement, page: ItemPage): Promise<Item[]> {
  const { code } = page
  if (code === 'tube_number_wrong' || code === 'not_synced') return []
  if (code === 'transport_delayed')
    return readTubes(db, judgement, page, { condition: sql`${delayedSince(judgement)} is not null`, since: delayedSince(judgement) })
  if (isStanding(code))
    return readTubes(db, judgement, page, { condition: sql`step < 7 and ${standingCode} = ${code}`, since: standingSince })
  return readKept(db, page)
}

const place = sql`tube.box_code as "boxCode", tube.site_id as "siteId", tube.device_id as "deviceId", tube.laboratory_id as "laboratoryId"`

function narrowed({ siteId, deviceId, laboratoryId, boxCode }: ItemFilter): RawBuilder<boolean> {
  return sql`(${siteId ?? null}::uuid is null or tube.site_id = ${siteId ?? null}) and (${deviceId ?? null}::uuid is null or tube.device_id = ${deviceId ?? null})
    and (${laboratoryId ?? null}::uuid is null or tube.laboratory_id = ${laboratoryId ?? null}) and (${boxCode ?? null}::text is null or tube.box_code = ${boxCode ?? null})`
}

async function readTubes(
  db: Queryable,
  judgement: Judgement,
  { roundId, code, filter, after, limit }: ItemPage,
  { condition, since }: { readonly condition: RawBuilder<unknown>; readonly since: RawBuilder<unknown> },
): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select ${code} as code, tube_code as "tubeCode", ${place}, swabs, null as "residentId", ${since} as since, null as suggestion
    from ${tubesOf(roundId, judgement)}
    where tube_code > ${after.split(' ')[0]!} and ${condition} and ${narrowed(filter)}
    order by tube_code limit ${limit}`.execute(db)
  return rows
}

async function readKept(db: Queryable, { roundId, code, filter, after, limit }: ItemPage): Promise<Item[]> {
  const [afterTube = '', afterSample = ''] = after.split(' ')
  const { rows } = await sql<Item>`
    select code, tube_code as "tubeCode", sample_id as "sampleId", ${place}, found.swabs, found.resident_id as "residentId", found.since,
      found.other_tube_code as suggestion
    from reconciliation.difference found join reconciliation.tube_progress tube using (tube_code)
    where found.round_id = ${roundId} and code = ${code} and ${narrowed(filter)}
      and (tube_code, sample_id) > (${afterTube}, ${afterSample === '' ? '00000000-0000-0000-0000-000000000000' : afterSample}::uuid)
    order by tube_code, sample_id limit ${limit}`.execute(db)
  return rows
}

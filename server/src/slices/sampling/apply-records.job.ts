/**
 * Applies what the desks sent: people first, without any lock, then tubes and boxes, many in one transaction. Where one of them fails, each is tried alone, and
 * what still fails waits with its reason and a later time; it holds up nobody, and nothing is lost: the records are in the journal.
 */
import { sql } from 'kysely'
import { systemActor } from '../../platform/actor.ts'
import { type Ctx, type Ground, systemCtx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import type { Loop } from '../../platform/loops.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { applyBoxes } from './apply-boxes.command.ts'
import { applyTubes } from './apply-tubes.command.ts'
import { aboutSwab, aboutTube } from './conflict.ts'
import type { Resolution, ResolveSubjects } from './resolve-subjects.command.ts'
import { openConflicts } from './settle-conflicts.command.ts'

/** Tubes and boxes in one transaction. 300 tubes of ten took 0.5 s; locks are not held for longer. */
const touchedMax = 300
/** Fifteen statements are made for one tube or for a hundred: what comes within this time is done together. */
const everyMs = 200
const tubesWorthATurn = 50
const waitMsMax = 3_600_000

interface Touched {
  readonly container_code: string
  readonly touch_id: string
  readonly container: 'tube' | 'box'
}

/** The loop that keeps up with the desks. */
export function applyRecordsLoop(ground: Ground, resolveSubjects: ResolveSubjects): Loop {
  return {
    name: 'sampling.apply-records',
    everyMs,
    atOnceFrom: tubesWorthATurn,
    run: (signal) => applyRecords(ground, resolveSubjects, signal),
  }
}

/** Applies what is due, at most `touchedMax` pieces of it; returns how many there were. */
export async function applyRecords(ground: Ground, resolveSubjects: ResolveSubjects, signal?: AbortSignal): Promise<number> {
  const ctx = systemCtx(ground, systemActor('sampling.apply-records'), signal)
  const due = await readDue(ctx.db.read, ctx.clock.now())
  if (due.length === 0) return 0
  try {
    await apply(ctx, due, resolveSubjects)
  } catch (error) {
    if (error instanceof Unavailable) throw error
    for (const one of groupByContainer(due)) await applyAlone(ctx, one, resolveSubjects)
  }
  return due.length
}

async function readDue(db: Queryable, now: Date): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    select container_code, touch_id, container from sampling.touched where due_at <= ${now} order by due_at, touch_id limit ${touchedMax}`.execute(
    db,
  )
  return rows
}

async function apply(ctx: Ctx, due: readonly Touched[], resolveSubjects: ResolveSubjects): Promise<void> {
  const resolution = await resolveSubjects(ctx, codesOf(due, 'tube'))
  await ctx.db.transaction(async (tx) => {
    const mine = await takeTouched(tx, due) // what another server has applied meanwhile is gone
    await applyTubes(tx, codesOf(mine, 'tube'), resolution.resolved)
    await applyBoxes(tx, codesOf(mine, 'box'))
    const codes = new Set(codesOf(mine, 'tube'))
    await postponeSubjects(
      tx,
      ctx,
      resolution.failed.filter(({ tubeCode }) => codes.has(tubeCode)),
    )
  })
}

async function takeTouched(tx: Tx, due: readonly Touched[]): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    delete from sampling.touched as t using unnest(${due.map((one) => one.container_code)}::text[], ${due.map((one) => one.touch_id)}::bigint[])
      as d (container_code, touch_id) where t.container_code = d.container_code and t.touch_id = d.touch_id
    returning t.container_code, t.touch_id, t.container`.execute(tx)
  return rows
}

function codesOf(touched: readonly Touched[], container: 'tube' | 'box'): string[] {
  return [...new Set(touched.flatMap((one) => (one.container === container ? [one.container_code] : [])))]
}

function groupByContainer(due: readonly Touched[]): readonly (readonly Touched[])[] {
  const groups = new Map<string, Touched[]>()
  for (const one of due) {
    const key = `${one.container} ${one.container_code}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

async function applyAlone(ctx: Ctx, touched: readonly Touched[], resolveSubjects: ResolveSubjects): Promise<void> {
  try {
    await apply(ctx, touched, resolveSubjects)
  } catch (error) {
    if (error instanceof Unavailable) throw error
    ctx.log.error('records could not be applied', error, { container: touched[0]!.container_code })
    await park(ctx, touched, error instanceof Error ? error.name : 'error')
  }
}

/** Waits longer each time. A tube that waits is a conflict like others: it ends when the tube is folded at last (its `about` is the tube). */
async function park(ctx: Ctx, touched: readonly Touched[], reason: string): Promise<void> {
  const now = ctx.clock.now()
  const { container, container_code: code } = touched[0]!
  await ctx.db.transaction(async (tx) => {
    await sql`
      update sampling.touched as t set attempts = attempts + 1, reason = ${reason},
        due_at = ${now}::timestamptz + least(${waitMsMax}, 1000 * 2 ^ least(attempts, 20)) * interval '1 millisecond'
      from unnest(${touched.map((one) => one.container_code)}::text[], ${touched.map((one) => one.touch_id)}::bigint[]) as d (container_code, touch_id)
      where t.container_code = d.container_code and t.touch_id = d.touch_id`.execute(tx)
    if (container === 'tube')
      await openConflicts(tx, [{ ...unplaced, about: aboutTube(code), tubeCode: code, at: now, recordIds: [], detail: { reason } }])
  })
}

/** What cannot be worked on is nobody's and nowhere's yet. */
const unplaced = { code: 'record_invalid', siteId: null, deviceIds: [], residentIds: [] }

/** A swab whose person could not be looked for: its tube comes again later, and somebody may look at it meanwhile. */
async function postponeSubjects(tx: Tx, ctx: Ctx, failed: Resolution['failed']): Promise<void> {
  if (failed.length === 0) return
  const now = ctx.clock.now()
  await sql`
    with p as (update sampling.pending_subject as p set attempts = attempts + 1, reason = f.reason
      from unnest(${failed.map((one) => one.tubeCode)}::text[], ${failed.map((one) => one.recordId)}::uuid[], ${failed.map((one) => one.reason)}::text[])
        as f (tube_code, record_id, reason) where p.tube_code = f.tube_code and p.record_id = f.record_id
      returning p.tube_code, p.attempts, p.reason)
    insert into sampling.touched (container_code, container, due_at, attempts, reason)
    select tube_code, 'tube', ${now}::timestamptz + least(${waitMsMax}, 1000 * 2 ^ least(attempts, 20)) * interval '1 millisecond', attempts, reason from p`.execute(
    tx,
  )
  await openConflicts(
    tx,
    failed.map(({ tubeCode, recordId, reason }) => ({
      ...unplaced,
      about: aboutSwab(recordId),
      tubeCode,
      at: now,
      recordIds: [recordId],
      detail: { reason },
    })),
  )
}

/**
 * Where the ladder stands, why, and who ordered what. The figures come from the process that answers.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { ClassState } from '../../platform/admission/admission.ts'
import type { Rung } from '../../platform/admission/ladder.ts'
import { reportLoad } from '../../platform/admission/ladder-answer.ts'
import type { RungOrder, Vitals } from '../../platform/admission/ladder-watch.ts'
import { type LoadClass, loadClasses } from '../../platform/admission/load-class.ts'
import type { Ctx, Ground } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { readStaffNames } from '../staff/index.ts'
import type { RungState } from './rung.schema.ts'

/** The ladder of the process that answers. */
export interface LadderSource {
  state(): {
    readonly level: number
    readonly rung: Rung
    readonly ownRung: Rung
    readonly classes: Readonly<Record<LoadClass, Pick<ClassState, 'queued' | 'admitted' | 'refused' | 'waitP99Ms'>>>
  }
  vitals(): Vitals
  /** Makes an order count in this process at once, and those it tells; others see it within a second. */
  hear(order: RungOrder | undefined): void
}

const pastMax = 10

/** The order in force, as every process asks for it several times a second. */
export async function readRungOrder({ db, clock }: Pick<Ground, 'db' | 'clock'>): Promise<RungOrder | undefined> {
  const order = await db.read
    .selectFrom('situation.rung_override')
    .select(['rung', 'until'])
    .where('ended_at', 'is', null)
    .where('until', '>', clock.now())
    .executeTakeFirst()
  return order === undefined ? undefined : { rung: order.rung as Rung, until: order.until }
}

/** What a commander sees before deciding. */
export async function readRung(ctx: Ctx, ladder: LadderSource): Promise<Result<Static<typeof RungState>, never>> {
  const { level, rung, ownRung, classes } = ladder.state()
  const vitals = ladder.vitals()
  const report = reportLoad(level, rung, 0)
  const orders = await readOrders(ctx)
  const standing = orders.find((order) => order.endedAt === null && new Date(order.until) > ctx.clock.now())
  return accept({
    level: report.level,
    rung,
    ownRung,
    databaseSilentSeconds: Math.round(vitals.databaseSilentMs / 100) / 10,
    decisionsBehindSeconds: Math.round(vitals.behindSeconds),
    classes: loadClasses.map((name) => {
      const { queued, admitted, refused, waitP99Ms } = classes[name]
      return { name, openness: report.classes[name], queued, admitted, refused, waitP99Ms: Math.round(waitP99Ms * 10) / 10 }
    }),
    override: standing ?? null,
    past: orders.filter((order) => order !== standing).slice(0, pastMax),
  })
}

async function readOrders(ctx: Ctx): Promise<Static<typeof RungState>['past']> {
  const rows = await ctx.db.read
    .selectFrom('situation.rung_override')
    .select(['rung', 'reason', 'ordered_at', 'ordered_by', 'until', 'ended_at', 'ended_by'])
    .orderBy(sql`ended_at is null`, 'desc') // what stands comes first, whatever the clocks of several servers say
    .orderBy('ordered_at', 'desc')
    .limit(pastMax + 1)
    .execute()
  const people = rows.flatMap((row) => (row.ended_by === null ? [row.ordered_by] : [row.ordered_by, row.ended_by]))
  const names = await readStaffNames(ctx.db.read, people)
  return rows.map((row) => ({
    rung: row.rung,
    reason: row.reason,
    orderedAt: row.ordered_at.toISOString(),
    orderedBy: names.get(row.ordered_by) ?? '',
    until: row.until.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by === null ? null : (names.get(row.ended_by) ?? ''),
  }))
}

/**
 * A laboratory receives a box, and later says that every tube in it has been looked at. A box no desk has told of yet is received all the same.
 */
import { readBoxCode } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { findLaboratory, readSiteNames } from '../places/index.ts'
import { readBoxes } from '../sampling/index.ts'
import { readAccessions } from './received.query.ts'
import { checkReceivedAt, type ReceivedAtRefusal } from './received-at.ts'
import type { BoxCompleted, BoxReceived, CompleteBox, ReceiveBox } from './transport.schema.ts'

export type ReceiveBoxRefusal =
  | ReceivedAtRefusal
  | { readonly code: 'transport.box_code_invalid' }
  | { readonly code: 'transport.laboratory_unknown' }

/** Keeps the receipt; the first time a laboratory says it counts. Answers with what the desk put into the box, as far as it is known. */
export async function receiveBox(
  ctx: Ctx,
  { boxCode, laboratoryId, receivedAt }: Static<typeof ReceiveBox>,
): Promise<Result<Static<typeof BoxReceived>, ReceiveBoxRefusal>> {
  const at = new Date(receivedAt)
  const act = { action: 'transport.receive_box', subject: boxCode, detail: { laboratoryId, receivedAt: at.toISOString() } }
  return audited<Result<Static<typeof BoxReceived>, ReceiveBoxRefusal>>(ctx, act, async (tx) => {
    const read = readBoxCode(boxCode)
    if (!read.ok) return refuse({ code: 'transport.box_code_invalid' })
    const time = checkReceivedAt(at, ctx.clock.now())
    if (!time.ok) return time
    if ((await findLaboratory(tx, laboratoryId)) === undefined) return refuse({ code: 'transport.laboratory_unknown' })
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('transport.receipt')
      .values({
        box_code: read.code,
        laboratory_id: laboratoryId,
        received_at: at,
        received_by: ctx.actor.id,
        recorded_at: ctx.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const already = numInsertedOrUpdatedRows === 0n
    if (!already) await emit(tx, 'transport.boxes_received', { boxCodes: [read.code] })
    const [box] = await readBoxes(tx, [read.code])
    const tubeCodes = [...(box?.tubeCodes ?? [])]
    const accessions = await readAccessions(tx, tubeCodes)
    const names = await readSiteNames(tx, box?.siteId == null ? [] : [box.siteId])
    return accept({
      box: {
        boxCode: read.code,
        tubeCodes,
        receivedTubeCodes: tubeCodes.filter((tubeCode) => accessions.has(tubeCode)),
        tubesCounted: box?.tubesCounted ?? null,
        siteName: names.get(box?.siteId ?? '') ?? null,
        handedOverAt: box?.handedOverAt?.toISOString() ?? null,
      },
      already,
    })
  })
}

export type CompleteBoxRefusal = { readonly code: 'transport.box_not_received' }

/** Says that nothing more is in the box; tubes of it that no laboratory has are missing from now on, until one has them. */
export async function completeBox(
  ctx: Ctx,
  { boxCode, laboratoryId }: Static<typeof CompleteBox>,
): Promise<Result<Static<typeof BoxCompleted>, CompleteBoxRefusal>> {
  const read = readBoxCode(boxCode)
  const act = { action: 'transport.complete_box', subject: boxCode, detail: { laboratoryId } }
  return audited<Result<Static<typeof BoxCompleted>, CompleteBoxRefusal>>(ctx, act, async (tx) => {
    if (!read.ok) return refuse({ code: 'transport.box_not_received' })
    const { rows } = await sql<{ fresh: boolean }>`
      update transport.receipt r set completed_at = coalesce(r.completed_at, ${ctx.clock.now()}), completed_by = coalesce(r.completed_by, ${ctx.actor.id})
      from transport.receipt before where before.box_code = r.box_code and before.laboratory_id = r.laboratory_id
        and r.box_code = ${read.code} and r.laboratory_id = ${laboratoryId} returning before.completed_at is null as fresh`.execute(tx)
    if (rows.length === 0) return refuse({ code: 'transport.box_not_received' })
    if (rows[0]!.fresh) await emit(tx, 'transport.boxes_received', { boxCodes: [read.code] })
    const [box] = await readBoxes(tx, [read.code])
    const accessions = await readAccessions(tx, box?.tubeCodes ?? [])
    return accept({ missing: (box?.tubeCodes ?? []).filter((tubeCode) => !accessions.has(tubeCode)) })
  })
}

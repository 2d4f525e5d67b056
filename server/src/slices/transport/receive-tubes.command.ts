/**
 * A laboratory enters the tubes it holds in its hands, many at once. Each is kept, whatever the desks say; the answers tell where they say otherwise.
 */
import { readBoxCode, readTubeCode } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { findLaboratory } from '../places/index.ts'
import { eventCodesMax } from './events.ts'
import { checkReceivedAt, type ReceivedAtRefusal } from './received-at.ts'
import type { ReceiveTubes, TubesReceived } from './transport.schema.ts'
import { conflictsOfTube } from './tube-conflicts.ts'
import { readTubeFacts } from './tube-facts.query.ts'

type Input = Static<typeof ReceiveTubes>
type Answer = Static<typeof TubesReceived>['answers'][number]

export type ReceiveTubesRefusal =
  | ReceivedAtRefusal
  | { readonly code: 'transport.box_code_invalid' }
  | { readonly code: 'transport.laboratory_unknown' }

/** Keeps the accessions in one transaction. Saying the same again changes nothing; a count that was not there before is added. */
export async function receiveTubes(ctx: Ctx, input: Input): Promise<Result<Static<typeof TubesReceived>, ReceiveTubesRefusal>> {
  const boxCode = input.boxCode === null ? null : readBoxCode(input.boxCode)
  const act = {
    action: 'transport.receive_tubes',
    subject: input.boxCode ?? input.laboratoryId,
    detail: { laboratoryId: input.laboratoryId, tubes: input.tubes.length },
  }
  return audited<Result<Static<typeof TubesReceived>, ReceiveTubesRefusal>>(ctx, act, async (tx) => {
    if (boxCode !== null && !boxCode.ok) return refuse({ code: 'transport.box_code_invalid' })
    for (const { receivedAt } of input.tubes) {
      const time = checkReceivedAt(new Date(receivedAt), ctx.clock.now())
      if (!time.ok) return time
    }
    if ((await findLaboratory(tx, input.laboratoryId)) === undefined) return refuse({ code: 'transport.laboratory_unknown' })
    const tubes = input.tubes.map((tube) => ({ ...tube, read: readTubeCode(tube.tubeCode) }))
    const entered = new Map(tubes.flatMap(({ read, ...tube }) => (read.ok ? [[read.code, tube] as const] : [])))
    const codes = [...entered.keys()].toSorted() // one order of locking
    const fresh = await insertAccessions(tx, ctx, input.laboratoryId, boxCode?.code ?? null, codes, entered)
    for (let start = 0; start < codes.length; start += eventCodesMax)
      await emit(tx, 'transport.tubes_received', { tubeCodes: codes.slice(start, start + eventCodesMax) })
    const answers = await answer(tx, codes, fresh)
    return accept({
      answers: tubes.map(({ read, tubeCode }) => (read.ok ? answers.get(read.code)! : { tubeCode, answer: 'invalid', warning: null })),
    })
  })
}

/** Returns the tubes this laboratory had not entered before. */
async function insertAccessions(
  tx: Tx,
  ctx: Ctx,
  laboratoryId: string,
  boxCode: string | null,
  codes: readonly string[],
  entered: ReadonlyMap<string, Pick<Input['tubes'][number], 'swabsCounted' | 'receivedAt'>>,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ tube_code: string; fresh: boolean }>`
    insert into transport.accession as a (tube_code, laboratory_id, box_code, swabs_counted, received_at, received_by, recorded_at)
    select tube_code, ${laboratoryId}, ${boxCode}, swabs_counted, received_at, ${ctx.actor.id}, ${ctx.clock.now()}
    from unnest(${codes}::text[], ${codes.map((code) => entered.get(code)!.swabsCounted)}::int[],
      ${codes.map((code) => entered.get(code)!.receivedAt)}::timestamptz[]) as t (tube_code, swabs_counted, received_at)
    on conflict (tube_code, laboratory_id) do update set box_code = coalesce(a.box_code, excluded.box_code),
      swabs_counted = coalesce(a.swabs_counted, excluded.swabs_counted)
    returning tube_code, xmax = 0 as fresh`.execute(tx)
  return new Set(rows.filter((row) => row.fresh).map((row) => row.tube_code))
}

async function answer(tx: Tx, codes: readonly string[], fresh: ReadonlySet<string>): Promise<Map<string, Answer>> {
  const facts = await readTubeFacts(tx, codes)
  return new Map(
    facts.map((tube) => {
      const [conflict] = conflictsOfTube(tube)
      const kind = fresh.has(tube.tubeCode) ? (tube.desk === null ? 'received_unknown' : 'received') : 'already'
      const warning = conflict === undefined || conflict.code === 'tube_missing' ? null : conflict.code
      return [tube.tubeCode, { tubeCode: tube.tubeCode, answer: kind, warning }]
    }),
  )
}

/**
 * Registers a sample: claims the id, locks the tube, decides, writes the swab, then the resident's index. Each step touches one key, and each may be
 * repeated: a device calls again with the same body until it has an answer.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { findSite } from '../places/index.ts'
import { readResidentCards } from '../residents/index.ts'
import type { RegisterSample, SampleRegistered } from './sample.schema.ts'
import { checkSampledAt, type TimeRefusal } from './sampling-time.ts'
import type { createFindSubject, SubjectRefusal } from './subject.query.ts'
import { decideAddSwab, normaliseTubeCode, type SwabDecision, singleTube, type TubeRefusal } from './tube.ts'

type Input = Static<typeof RegisterSample>

export type RegisterRefusal =
  | TimeRefusal
  | SubjectRefusal
  | TubeRefusal
  | { readonly code: 'sampling.tube_code_invalid' }
  | { readonly code: 'sampling.other_site' }
  | { readonly code: 'sampling.site_unknown' }
  | { readonly code: 'sampling.id_reused' }

type Registered = Result<Static<typeof SampleRegistered>, RegisterRefusal>

export function registerSample(findSubject: ReturnType<typeof createFindSubject>) {
  return async (ctx: Ctx, input: Input): Promise<Registered> => {
    const result = await register(ctx, input, findSubject)
    if (result.ok && result.value.already) return result
    // A swab from a scanned pass names its device and time itself; asking by document and being refused leave no swab, so they are recorded here.
    if ('document' in input.subject || !result.ok)
      await recordAudit(ctx.db.read, ctx, {
        action: 'sampling.register_sample',
        subject: input.sampleId,
        detail: { by: 'document' in input.subject ? 'document' : 'pass', siteId: input.siteId },
        ...(result.ok ? {} : { outcome: result.refusal.code }),
      })
    return result
  }
}

async function register(ctx: Ctx, input: Input, findSubject: ReturnType<typeof createFindSubject>): Promise<Registered> {
  const tubeCode = normaliseTubeCode(input.tubeCode)
  if (tubeCode === undefined) return refuse({ code: 'sampling.tube_code_invalid' })
  if (ctx.actor.kind === 'scanner' && ctx.actor.siteId !== input.siteId) return refuse({ code: 'sampling.other_site' })
  const known = await readClaim(ctx, input, tubeCode)
  if (!known.ok) return known
  if (known.value !== undefined) return finish(ctx, input, tubeCode, known.value, { kind: 'already', sampleId: input.sampleId })
  const sampledAt = new Date(input.sampledAt)
  const time = checkSampledAt(sampledAt, ctx.clock.now())
  if (!time.ok) return time
  if ((await findSite(ctx.db.read, input.siteId)) === undefined) return refuse({ code: 'sampling.site_unknown' })
  const subject = await findSubject(ctx, input.subject, sampledAt)
  if (!subject.ok) return subject
  const added = await claimAndAdd(ctx, input, tubeCode, subject.value)
  return added.ok ? finish(ctx, input, tubeCode, subject.value, added.value) : added
}

/** The resident of a sample that is registered already under this id with this body; undefined where it is not. */
async function readClaim(ctx: Ctx, input: Input, tubeCode: string): Promise<Result<string | undefined, { code: 'sampling.id_reused' }>> {
  const claim = await ctx.db.read
    .selectFrom('sampling.claim')
    .select('body_hash')
    .where('sample_id', '=', input.sampleId)
    .executeTakeFirst()
  if (claim === undefined) return accept(undefined)
  if (!claim.body_hash.equals(hashOf(ctx, input, tubeCode))) return refuse({ code: 'sampling.id_reused' })
  const swab = await ctx.db.read
    .selectFrom('sampling.swab')
    .select('resident_id')
    .where('tube_code', '=', tubeCode)
    .where('sample_id', '=', input.sampleId)
    .executeTakeFirst()
  return accept(swab?.resident_id)
}

async function claimAndAdd(
  ctx: Ctx,
  input: Input,
  tubeCode: string,
  residentId: string,
): Promise<Result<SwabDecision, TubeRefusal | { code: 'sampling.id_reused' }>> {
  const { rows } = await sql<{ body_hash: Buffer }>`
    insert into sampling.claim as claim (sample_id, body_hash, claimed_at)
    values (${input.sampleId}, ${hashOf(ctx, input, tubeCode)}, ${ctx.clock.now()})
    on conflict (sample_id) do update set body_hash = claim.body_hash returning body_hash`.execute(ctx.db.read)
  if (!rows[0]!.body_hash.equals(hashOf(ctx, input, tubeCode))) return refuse({ code: 'sampling.id_reused' })
  return ctx.db.transaction(async (tx) => {
    const tube = await lockTube(tx, ctx, tubeCode)
    const decision = decideAddSwab(tube, residentId)
    if (decision.ok && decision.value.kind === 'added')
      await insertSwab(tx, ctx, input, { tubeCode, residentId, place: decision.value.place })
    return decision
  })
}

/** The row first, its swabs after, so that two devices cannot both see an empty tube. */
async function lockTube(tx: Tx, ctx: Ctx, tubeCode: string) {
  const { rows } = await sql<{ swabs_max: number }>`
    insert into sampling.tube as tube (tube_code, kind, swabs_max, opened_at) values (${tubeCode}, 'single', ${singleTube.swabsMax}, ${ctx.clock.now()})
    on conflict (tube_code) do update set opened_at = tube.opened_at returning swabs_max`.execute(tx)
  const swabs = await tx
    .selectFrom('sampling.swab')
    .select(['sample_id as sampleId', 'resident_id as residentId'])
    .where('tube_code', '=', tubeCode)
    .execute()
  return { swabsMax: rows[0]!.swabs_max, swabs }
}

async function insertSwab(tx: Tx, ctx: Ctx, input: Input, at: { tubeCode: string; residentId: string; place: number }): Promise<void> {
  await tx
    .insertInto('sampling.swab')
    .values({
      tube_code: at.tubeCode,
      place: at.place,
      sample_id: input.sampleId,
      resident_id: at.residentId,
      site_id: input.siteId,
      sampled_at: input.sampledAt,
      recorded_at: ctx.clock.now(),
      recorded_by_kind: ctx.actor.kind,
      recorded_by: ctx.actor.id,
      subject_by: 'document' in input.subject ? 'document' : 'pass',
    })
    .execute()
}

/** The resident's index is written before the answer is given: a device that got none calls again and repairs it. */
async function finish(ctx: Ctx, input: Input, tubeCode: string, residentId: string, decision: SwabDecision): Promise<Registered> {
  const sampleId = decision.kind === 'already' ? decision.sampleId : input.sampleId
  await sql`
    insert into sampling.sample_of_resident (resident_id, sample_id, tube_code, site_id, sampled_at)
    select resident_id, sample_id, tube_code, site_id, sampled_at from sampling.swab where tube_code = ${tubeCode} and sample_id = ${sampleId}
    on conflict do nothing`.execute(ctx.db.read)
  const [card] = await readResidentCards(ctx.db.read, ctx.vault, [residentId])
  return accept({ sampleId, nameMasked: card?.nameMasked ?? '', already: decision.kind === 'already' })
}

/** Keyed, because the body may hold a document number. */
function hashOf(ctx: Ctx, input: Input, tubeCode: string): Buffer {
  const subject = 'pass' in input.subject ? ['pass', input.subject.pass] : [input.subject.document.kind, input.subject.document.number]
  return ctx.vault.lookupHash(
    'sampling.body',
    JSON.stringify([tubeCode, input.siteId, new Date(input.sampledAt).toISOString(), ...subject]),
  )
}

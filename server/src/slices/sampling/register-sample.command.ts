/**
 * Registers one sample in a tube of its own, at once: for hospitals and desks that keep no log. Carried out through the same records and the same fold as a
 * desk's log, which the server writes itself: opened, filled, closed. A device calls again with the same body until it has an answer.
 */
import type { DeskRecord } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidFrom } from '../../platform/ids.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { findSite } from '../places/index.ts'
import { readIdentities, readResidentCards } from '../residents/index.ts'
import { insertRecords } from './append-records.command.ts'
import { applyTubes } from './apply-tubes.command.ts'
import { claimIds, fingerprintOf, readClaims } from './claims.command.ts'
import type { RegisterSample, SampleRegistered } from './sample.schema.ts'
import { checkSampledAt, type TimeRefusal } from './sampling-time.ts'
import type { createFindSubject, SubjectRefusal } from './subject.query.ts'
import { decideAddSwab, normaliseTubeCode, type SwabDecision, singleTube, type TubeRefusal } from './tube.ts'

type Input = Static<typeof RegisterSample>
type IdReused = { readonly code: 'sampling.id_reused' }

export type RegisterRefusal =
  | TimeRefusal
  | SubjectRefusal
  | TubeRefusal
  | IdReused
  | { readonly code: 'sampling.tube_code_invalid' }
  | { readonly code: 'sampling.other_site' }
  | { readonly code: 'sampling.site_unknown' }

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
  const known = await readKnown(ctx, input, tubeCode)
  if (!known.ok) return known
  if (known.value !== undefined) return finish(ctx, input, known.value, { kind: 'already', sampleId: input.sampleId })
  const sampledAt = new Date(input.sampledAt)
  const time = checkSampledAt(sampledAt, ctx.clock.now())
  if (!time.ok) return time
  if ((await findSite(ctx.db.read, input.siteId)) === undefined) return refuse({ code: 'sampling.site_unknown' })
  const subject = await findSubject(ctx, input.subject, sampledAt)
  if (!subject.ok) return subject
  const added = await addSwab(ctx, input, tubeCode, subject.value)
  return added.ok ? finish(ctx, input, subject.value.residentId, added.value) : added
}

/** The resident of a sample that is registered already under this id with this body; undefined where it is not. */
async function readKnown(ctx: Ctx, input: Input, tubeCode: string): Promise<Result<string | undefined, IdReused>> {
  const claimed = (await readClaims(ctx.db.read, [input.sampleId])).get(input.sampleId)
  if (claimed === undefined) return accept(undefined)
  if (claimed !== bodyFingerprint(ctx, input, tubeCode)) return refuse({ code: 'sampling.id_reused' })
  const swab = await ctx.db.read
    .selectFrom('sampling.swab')
    .select('resident_id')
    .where('tube_code', '=', tubeCode)
    .where('sample_id', '=', input.sampleId)
    .$castTo<{ resident_id: string }>() // of a view nobody knows what is never null
    .executeTakeFirst()
  return accept(swab?.resident_id)
}

interface Person {
  readonly residentId: string
  readonly identifiedBy: 'phone_pass' | 'paper_pass' | 'document'
}

async function addSwab(ctx: Ctx, input: Input, tubeCode: string, person: Person): Promise<Result<SwabDecision, TubeRefusal | IdReused>> {
  const streetCode = (await readIdentities(ctx.db.read, [person.residentId])).get(person.residentId)?.streetCode ?? null
  return ctx.db.transaction(async (tx) => {
    const decision = decideAddSwab(await lockTube(tx, tubeCode), person.residentId)
    if (!decision.ok || decision.value.kind === 'already') return decision
    const claim = { recordId: input.sampleId, fingerprint: bodyFingerprint(ctx, input, tubeCode) }
    if ((await claimIds(tx, [claim])).get(input.sampleId) === 'reused') return refuse({ code: 'sampling.id_reused' })
    const arrived = recordsOf(input, tubeCode).map((record) => ({
      record,
      deviceId: ctx.actor.id,
      clockOffsetMs: null,
      madeFor: input.sampleId,
    }))
    await insertRecords(tx, arrived, ctx.clock.now())
    const swab = { sampleId: input.sampleId, ...person, streetCode }
    await applyTubes(tx, [tubeCode], new Map([[input.sampleId, { swab, shownAt: null, conflict: null }]]))
    return decision
  })
}

/** The row first, its swabs after, so that two devices cannot both see an empty tube. */
async function lockTube(tx: Tx, tubeCode: string) {
  await sql`insert into sampling.tube as tube (tube_code) values (${tubeCode}) on conflict (tube_code) do update set swabs = tube.swabs`.execute(
    tx,
  )
  const swabs = await tx
    .selectFrom('sampling.swab')
    .select(['sample_id as sampleId', 'resident_id as residentId'])
    .where('tube_code', '=', tubeCode)
    .where('state', '=', 'counted')
    .$castTo<{ sampleId: string; residentId: string }>()
    .execute()
  return { swabsMax: singleTube.swabsMax, swabs }
}

/** What a desk would have written down; all in one moment, in this order. */
function recordsOf({ sampleId, siteId, sampledAt }: Input, tubeCode: string): readonly DeskRecord[] {
  const base = { siteId, at: new Date(sampledAt).toISOString(), tubeCode }
  return [
    { ...base, recordId: uuidFrom(`open ${sampleId}`), sequence: 1, kind: 'open_tube', pool: 'single', roundId: null },
    { ...base, recordId: sampleId, sequence: 2, kind: 'add_swab', subject: { pass: '' }, movedFrom: null },
    { ...base, recordId: uuidFrom(`close ${sampleId}`), sequence: 3, kind: 'close_tube', swabsCounted: null },
  ]
}

async function finish(ctx: Ctx, input: Input, residentId: string, decision: SwabDecision): Promise<Registered> {
  const sampleId = decision.kind === 'already' ? decision.sampleId : input.sampleId
  const [card] = await readResidentCards(ctx.db.read, ctx.vault, [residentId])
  return accept({ sampleId, nameMasked: card?.nameMasked ?? '', already: decision.kind === 'already' })
}

function bodyFingerprint(ctx: Ctx, input: Input, tubeCode: string): string {
  const subject = 'pass' in input.subject ? ['pass', input.subject.pass] : [input.subject.document.kind, input.subject.document.number]
  return fingerprintOf(
    ctx.vault,
    'sampling.body',
    JSON.stringify([tubeCode, input.siteId, new Date(input.sampledAt).toISOString(), ...subject]),
  )
}

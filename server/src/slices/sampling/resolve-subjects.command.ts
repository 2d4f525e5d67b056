/**
 * Finds out whose swabs these are, before any tube is locked: passes all at once, documents and descriptions as the desk wrote them. Repeatable: the same
 * record always leads to the same person. Nobody is dropped: where a pass or document leads nowhere, the swab gets a person of its own and a conflict.
 */
import type { Subject } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { uuidFrom } from '../../platform/ids.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { createProvisional, type Document, findOrCreateByDocument, type MetByDescription, readIdentities } from '../residents/index.ts'
import { openSubject } from './sealed-subject.ts'
import { describeShown } from './shown-pass.ts'
import type { ResolvePasses } from './subject.query.ts'
import type { SubjectResolved } from './subject-resolved.ts'

/** What is sealed about a swab, and when its record says it was taken. */
interface Pending {
  readonly tube_code: string
  readonly record_id: string
  readonly wrapped_key: Buffer
  readonly subject_sealed: Buffer
  readonly at: Date
}

/** People found out, by record; and records whose person could not be looked for, with the reason. */
export interface Resolution {
  readonly resolved: ReadonlyMap<string, SubjectResolved>
  readonly failed: readonly { readonly tubeCode: string; readonly recordId: string; readonly reason: string }[]
}

export type ResolveSubjects = (ctx: Ctx, tubeCodes: readonly string[]) => Promise<Resolution>

/** A phone's code may be this much older or newer than the desk's record before somebody should look. */
const timeDiffersMsMax = 15 * 60_000

interface Opened extends Pending {
  readonly subject: Subject
  /** The first record of this swab, however often it moved: the person is derived from it. */
  readonly origin: string
}

export function createResolveSubjects(resolvePasses: ResolvePasses): ResolveSubjects {
  return async (ctx, tubeCodes) => {
    const failed: Resolution['failed'][number][] = []
    const attempt = async <T>(one: Pending, work: () => T | Promise<T>): Promise<T[]> => {
      try {
        return [await work()]
      } catch (error) {
        if (error instanceof Unavailable) throw error
        ctx.log.error('a subject could not be resolved', error, { record: one.record_id })
        failed.push({ tubeCode: one.tube_code, recordId: one.record_id, reason: error instanceof Error ? error.name : 'error' })
        return []
      }
    }
    const opened: Opened[] = []
    for (const one of await readPending(ctx.db.read, tubeCodes)) opened.push(...(await attempt(one, () => open(ctx, one))))
    const others = opened.filter(({ subject }) => !('pass' in subject))
    const met = await meet(ctx, others).catch(async (error) => {
      if (error instanceof Unavailable) throw error
      const alone: Found[] = [] // whoever cannot be met must not keep the others waiting
      for (const one of others) alone.push(...(await attempt(one, () => meet(ctx, [one]))).flat())
      return alone
    })
    const found = [...(await resolveShown(ctx, opened, resolvePasses)), ...met]
    return { resolved: await withStreets(ctx, found), failed }
  }
}

function open(ctx: Ctx, one: Pending): Opened {
  const { subject, movedFrom } = openSubject(ctx.vault, one)
  return { ...one, subject, origin: movedFrom ?? one.record_id }
}

async function readPending(db: Queryable, tubeCodes: readonly string[]): Promise<Pending[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<Pending>`
    select tube_code, record_id, wrapped_key, subject_sealed, at from sampling.pending_subject
    join sampling.record using (record_id) where tube_code = any(${tubeCodes}::text[]) and container_code = tube_code order by record_id`.execute(
    db,
  )
  return rows
}

type Found = Omit<SubjectResolved, 'swab'> & { readonly swab: Omit<SubjectResolved['swab'], 'streetCode'> }

/** Somebody whose pass or document leads nowhere, and why. */
interface Nowhere {
  readonly swab: Omit<Found['swab'], 'residentId'>
  readonly origin: string
  readonly reason: string
}

async function resolveShown(ctx: Ctx, opened: readonly Opened[], resolvePasses: ResolvePasses): Promise<Found[]> {
  const shown = opened.flatMap((one) =>
    'pass' in one.subject ? [{ ...one, text: one.subject.pass, ...describeShown(one.subject.pass) }] : [],
  )
  const answers = await resolvePasses(
    ctx,
    shown.map(({ text, shownAt, at }) => ({ text, shownAt: shownAt ?? at })),
  )
  const found: Found[] = []
  const nowhere: Nowhere[] = []
  for (const [index, { record_id, identifiedBy, shownAt, at, origin }] of shown.entries()) {
    const answer = answers[index]!
    const swab = { sampleId: record_id, identifiedBy }
    if (!answer.ok) nowhere.push({ swab, origin, reason: answer.refusal.reason ?? answer.refusal.code })
    else if (shownAt !== null && Math.abs(shownAt.getTime() - at.getTime()) > timeDiffersMsMax)
      found.push({
        swab: { ...swab, residentId: answer.value },
        shownAt,
        // a swab that was moved to another tube was scanned when its pass was shown, and moved later
        conflict: origin === record_id ? { code: 'pass_time_differs', detail: { shownAt: shownAt.toISOString() } } : null,
      })
    else found.push(known(swab, answer.value))
  }
  return [...found, ...(await leadNowhere(ctx, nowhere))]
}

/** People without a pass: by document, or as the sampler described them. */
async function meet(ctx: Ctx, opened: readonly Opened[]): Promise<Found[]> {
  const typed: { swab: Nowhere['swab']; origin: string; document: Document; name: string | null }[] = []
  const described: (MetByDescription & { readonly sampleId: string })[] = []
  for (const { record_id: sampleId, subject, origin } of opened) {
    if ('document' in subject) {
      typed.push({ swab: { sampleId, identifiedBy: 'document' }, origin, document: subject.document, name: subject.name ?? null })
    } else if ('provisional' in subject) {
      const { description, name = null, phone = null } = subject.provisional
      described.push({ sampleId, residentId: personOf(origin), description, name, phone })
    } else throw new Error('a subject that is neither pass nor document nor description')
  }
  await createProvisional(ctx, described)
  const answers = await findOrCreateByDocument(ctx, typed)
  const found: Found[] = described.map(({ sampleId, residentId }) => known({ sampleId, identifiedBy: 'provisional' }, residentId))
  const nowhere: Nowhere[] = []
  for (const [at, { swab, origin }] of typed.entries()) {
    const answer = answers[at]!
    if (answer.ok) found.push(known(swab, answer.value))
    else nowhere.push({ swab, origin, reason: 'reason' in answer.refusal ? answer.refusal.reason : answer.refusal.code })
  }
  return [...found, ...(await leadNowhere(ctx, nowhere))]
}

async function leadNowhere(ctx: Ctx, nowhere: readonly Nowhere[]): Promise<Found[]> {
  const people = nowhere.map(({ origin, reason }) => ({
    residentId: personOf(origin),
    description: `? (${reason})`,
    name: null,
    phone: null,
  }))
  await createProvisional(ctx, people)
  return nowhere.map(({ swab, reason }, at) => ({
    ...known(swab, people[at]!.residentId),
    conflict: { code: 'subject_unresolved', detail: { reason } },
  }))
}

function known(swab: Nowhere['swab'], residentId: string): Found {
  return { swab: { ...swab, residentId }, shownAt: null, conflict: null }
}

/** The id of somebody who is known by a swab alone: the same for every repetition, on every server. */
function personOf(origin: string): string {
  return uuidFrom(`person of swab ${origin}`)
}

async function withStreets(ctx: Ctx, found: readonly Found[]): Promise<Map<string, SubjectResolved>> {
  const identities = await readIdentities(ctx.db.read, [...new Set(found.map(({ swab }) => swab.residentId))])
  return new Map(
    found.map((one) => {
      const streetCode = identities.get(one.swab.residentId)?.streetCode ?? null
      return [one.swab.sampleId, { ...one, swab: { ...one.swab, streetCode } }]
    }),
  )
}

/**
 * Carrying somebody else's code: a child by guardianship, anybody else with their consent, given by a code sent to their own phone.
 */
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { checkCode } from './check-code.command.ts'
import { type CodeRefusal, membersMax } from './enrolment.ts'
import { countGuardianship, type TooManyGuardianships } from './guardianship-limit.command.ts'
import type { Locale } from './message.command.ts'
import { type Document, isMinor, maskPhone, normalisePerson, type Person, type PersonRefusal } from './person.ts'
import type { RealNameCheck } from './real-name.ts'
import { type ResidentActor, residentOf } from './resident-actor.ts'
import { readResidentCards } from './resident-cards.query.ts'
import { claimDocument, confirmRealName, indexPhone, type NotConfirmed, settlePerson } from './settle-person.command.ts'
import { startEnrolment, type TooManyCodes } from './start-enrolment.command.ts'

export type Relation = 'child' | 'elder' | 'other'

type MemberRefusal =
  | { readonly code: 'residents.household_full'; readonly membersMax: number }
  | { readonly code: 'residents.member_is_self' }
export type RequestMemberRefusal =
  | PersonRefusal
  | TooManyCodes
  | TooManyGuardianships
  | NotConfirmed
  | MemberRefusal
  | { readonly code: 'residents.consent_phone_missing' }

export interface MemberRequested {
  readonly memberRequestId: string | null
  readonly residentId: string | null
  readonly consentNeeded: boolean
  readonly consentSentTo: string | null
}

export interface MemberInput {
  readonly name: string
  readonly document: Document
  readonly relation: Relation
  readonly phone: string | null
  readonly guardianship: boolean
}

/** Asks to carry somebody: at once for a minor whose guardian the caller declares to be, else by a code to the person's own phone. */
export async function requestMember(
  ctx: Ctx,
  input: MemberInput,
  realName: RealNameCheck,
): Promise<Result<MemberRequested, RequestMemberRefusal>> {
  const holder = residentOf(ctx.actor)
  const person = normalisePerson(input)
  if (!person.ok) return person
  if (input.guardianship && isMinor(person.value.document, ctx.clock.now())) {
    const added = await addAsGuardian(ctx, holder, person.value, input.relation, realName)
    return added.ok ? accept({ memberRequestId: null, residentId: added.value, consentNeeded: false, consentSentTo: null }) : added
  }
  if (person.value.phone === null) return refuse({ code: 'residents.consent_phone_missing' })
  const [asker] = await readResidentCards(ctx.db.read, ctx.vault, [holder.residentId])
  const details = { person: person.value, locale: 'zh-CN' as Locale, relation: input.relation, askedBy: asker!.nameMasked }
  const started = await startEnrolment(ctx, details, person.value.phone, holder.residentId)
  if (!started.ok) return started
  return accept({
    memberRequestId: started.value.enrolmentId,
    residentId: null,
    consentNeeded: true,
    consentSentTo: maskPhone(person.value.phone),
  })
}

/** A declaration of guardianship: counted whatever comes of it, and on the trail also where it is refused. */
async function addAsGuardian(
  ctx: Ctx,
  holder: ResidentActor,
  person: Person,
  relation: Relation,
  realName: RealNameCheck,
): Promise<Result<string, TooManyGuardianships | NotConfirmed | MemberRefusal>> {
  const counted = await countGuardianship(ctx, holder.residentId)
  const added = counted.ok ? await addMember(ctx, holder, { ...person, phone: null }, relation, 'guardianship', realName) : counted
  if (!added.ok) {
    const detail = { basis: 'guardianship' }
    await recordAudit(ctx.db.read, ctx, { action: 'residents.add_member', subject: 'none', outcome: added.refusal.code, detail })
  }
  return added
}

export type ConfirmMemberRefusal = CodeRefusal | NotConfirmed | MemberRefusal

/** Ends a request with the code that the person gave as consent. */
export async function confirmMember(
  ctx: Ctx,
  input: { readonly memberRequestId: string; readonly code: string },
  realName: RealNameCheck,
): Promise<Result<{ residentId: string }, ConfirmMemberRefusal>> {
  const holder = residentOf(ctx.actor)
  const checked = await checkCode(ctx, input.memberRequestId, 'household', input.code, holder.residentId)
  if (!checked.ok) return checked
  if (checked.value.holderId !== holder.residentId) return refuse({ code: 'residents.code_expired' })
  const added = await addMember(ctx, holder, checked.value.person, checked.value.relation ?? 'other', 'consent', realName)
  return added.ok ? accept({ residentId: added.value }) : added
}

async function addMember(
  ctx: Ctx,
  holder: ResidentActor,
  person: Person,
  relation: Relation,
  basis: 'guardianship' | 'consent',
  realName: RealNameCheck,
): Promise<Result<string, NotConfirmed | MemberRefusal>> {
  if ((await countMembers(ctx.db.read, holder.residentId)) >= membersMax) return refuse({ code: 'residents.household_full', membersMax }) // before anybody is looked for or made
  const real = await confirmRealName(realName, person)
  if (!real.ok) return real
  const memberId = await claimDocument(ctx, person.document)
  if (memberId === holder.residentId) return refuse({ code: 'residents.member_is_self' })
  const settled = await ctx.db.transaction((tx) => settlePerson(tx, ctx, memberId, person))
  if (!settled.ok) return settled
  await indexPhone(ctx, memberId, person.phone)
  const detail = { basis, ...(settled.value === 'taken_over' ? { tookOver: 'provisional' } : {}) }
  return ctx.db.transaction((tx) => linkMember(tx, ctx, holder, memberId, relation, detail))
}

async function linkMember(
  tx: Tx,
  ctx: Ctx,
  holder: ResidentActor,
  memberId: string,
  relation: Relation,
  detail: { readonly basis: 'guardianship' | 'consent'; readonly tookOver?: string },
): Promise<Result<string, MemberRefusal>> {
  await tx.selectFrom('residents.resident').select('resident_id').where('resident_id', '=', holder.residentId).forUpdate().execute() // two requests must not both see the last free place
  const members = await tx.selectFrom('residents.household_member').select('member_id').where('holder_id', '=', holder.residentId).execute()
  if (members.some((row) => row.member_id === memberId)) return accept(memberId)
  if (members.length >= membersMax) return refuse({ code: 'residents.household_full', membersMax })
  await tx
    .insertInto('residents.household_member')
    .values({ holder_id: holder.residentId, member_id: memberId, relation, basis: detail.basis, since: ctx.clock.now() })
    .execute()
  await emit(tx, 'residents.holders_changed', { residentId: memberId, deviceId: holder.deviceId, change: 'added' })
  await recordAudit(tx, ctx, { action: 'residents.add_member', subject: memberId, detail })
  return accept(memberId)
}

async function countMembers(db: Queryable, holderId: string): Promise<number> {
  return (await db.selectFrom('residents.household_member').select('member_id').where('holder_id', '=', holderId).execute()).length
}

/** Stops carrying a member's code. */
export async function removeMember(
  ctx: Ctx,
  input: { readonly residentId: string },
): Promise<Result<undefined, { readonly code: 'residents.member_not_found' }>> {
  const holder = residentOf(ctx.actor)
  return ctx.db.transaction(async (tx) => {
    const gone = await tx
      .deleteFrom('residents.household_member')
      .where('holder_id', '=', holder.residentId)
      .where('member_id', '=', input.residentId)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) return refuse({ code: 'residents.member_not_found' })
    await emit(tx, 'residents.holders_changed', { residentId: input.residentId, deviceId: holder.deviceId, change: 'removed' })
    await recordAudit(tx, ctx, { action: 'residents.remove_member', subject: input.residentId })
    return accept(undefined)
  })
}

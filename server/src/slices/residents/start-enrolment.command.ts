/**
 * Begins an enrolment: keeps the details sealed and sends a code by SMS. It never looks at who is registered, so that neither the answer nor the
 * time it takes says anything about a document number.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { codeDigits, codeLifeMs, codesPerPhonePerDayMax, resendAfterMs, sendsMax } from './enrolment.ts'
import { type Locale, queueMessage } from './message.command.ts'
import type { Person } from './person.ts'

export interface Enrolment {
  readonly enrolmentId: string
  readonly expiresAt: Date
  readonly resendAt: Date
}

export interface EnrolmentDetails {
  readonly person: Person
  readonly locale: Locale
  readonly relation?: 'child' | 'elder' | 'other'
  /** Masked name of the holder of a household request. */
  readonly askedBy?: string
}

export type TooManyCodes = { readonly code: 'residents.too_many_codes' }

const dayMs = 86_400_000
/** Any number nobody else uses on this database. */
const codesLock = 7_311

/** Starts an enrolment whose code goes to `phone`. `holderId` is set where it is a household request. */
export async function startEnrolment(
  ctx: Ctx,
  details: EnrolmentDetails,
  phone: string,
  holderId: string | null,
): Promise<Result<Enrolment, TooManyCodes>> {
  const now = ctx.clock.now()
  const phoneHash = ctx.vault.lookupHash('phone', phone)
  const sealing = ctx.vault.newDataKey()
  const code = ctx.ids.code(codeDigits)
  const enrolment = {
    enrolmentId: ctx.ids.uuid(),
    expiresAt: new Date(now.getTime() + codeLifeMs),
    resendAt: new Date(now.getTime() + resendAfterMs),
  }
  return ctx.db.transaction(async (tx) => {
    if (!(await mayReceive(tx, phoneHash, now))) return refuse({ code: 'residents.too_many_codes' })
    await tx
      .insertInto('residents.enrolment')
      .values({
        enrolment_id: enrolment.enrolmentId,
        purpose: holderId === null ? 'registration' : 'household',
        holder_id: holderId,
        wrapped_key: sealing.wrapped,
        details_sealed: sealing.key.seal('details', JSON.stringify(details)),
        phone_hash: phoneHash,
        code_hash: codeHash(ctx, enrolment.enrolmentId, code),
        code_expires_at: enrolment.expiresAt,
        resend_at: enrolment.resendAt,
        created_at: now,
      })
      .execute()
    await queueMessage(tx, ctx, { phone, locale: details.locale, code, askedBy: details.askedBy ?? null })
    return accept(enrolment)
  })
}

export type ResendRefusal =
  | TooManyCodes
  | { readonly code: 'residents.enrolment_not_found' }
  | { readonly code: 'residents.resend_too_early'; readonly resendAt: string }

/** Sends a fresh code for an enrolment under way; the former code is void. */
export async function resendCode(ctx: Ctx, enrolmentId: string): Promise<Result<Enrolment, ResendRefusal>> {
  const now = ctx.clock.now()
  return ctx.db.transaction(async (tx) => {
    const row = await tx
      .selectFrom('residents.enrolment')
      .selectAll()
      .where('enrolment_id', '=', enrolmentId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.confirmed_thumbprint !== null) return refuse({ code: 'residents.enrolment_not_found' })
    if (now < row.resend_at) return refuse({ code: 'residents.resend_too_early', resendAt: row.resend_at.toISOString() })
    if (row.sends >= sendsMax || !(await mayReceive(tx, row.phone_hash, now))) return refuse({ code: 'residents.too_many_codes' })
    const details = readDetails(ctx, row)
    const code = ctx.ids.code(codeDigits)
    const enrolment = { enrolmentId, expiresAt: new Date(now.getTime() + codeLifeMs), resendAt: new Date(now.getTime() + resendAfterMs) }
    await tx
      .updateTable('residents.enrolment')
      .set({
        code_hash: codeHash(ctx, enrolmentId, code),
        code_expires_at: enrolment.expiresAt,
        resend_at: enrolment.resendAt,
        sends: row.sends + 1,
      })
      .where('enrolment_id', '=', enrolmentId)
      .execute()
    await queueMessage(tx, ctx, {
      phone: details.person.phone ?? '',
      locale: details.locale,
      code,
      askedBy: details.askedBy ?? null,
    })
    return accept(enrolment)
  })
}

/** The keyed hash a code is kept as; bound to its enrolment. */
export function codeHash(ctx: Pick<Ctx, 'vault'>, enrolmentId: string, code: string): Buffer {
  return ctx.vault.lookupHash('code', `${enrolmentId}.${code}`)
}

/** Opens the sealed details of an enrolment row. */
export function readDetails(ctx: Pick<Ctx, 'vault'>, row: { wrapped_key: Buffer; details_sealed: Buffer }): EnrolmentDetails {
  return JSON.parse(ctx.vault.openDataKey(row.wrapped_key).open('details', row.details_sealed)) as EnrolmentDetails
}

/**
 * Whether this number may get one more code today. Each code is five guesses at six digits, so requests that come together are counted one after
 * the other: the lock is on the number, and lasts until what is decided here is written.
 */
async function mayReceive(tx: Tx, phoneHash: Buffer, now: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${phoneHash.toString('hex')}, ${codesLock}))`.execute(tx)
  const { rows } = await sql<{ sends: string | null }>`
    select sum(sends) as sends from residents.enrolment
    where phone_hash = ${phoneHash} and created_at > ${new Date(now.getTime() - dayMs)}`.execute(tx)
  return Number(rows[0]?.sends ?? 0) < codesPerPhonePerDayMax
}

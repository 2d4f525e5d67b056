/**
 * Signing in and out of the console. Every wrong answer is the same answer after the same work, whether the account exists, is disabled or not.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { sessionCookie } from '../../platform/http/caller.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { readAccount } from './own-account.query.ts'
import type { Passwords } from './password.ts'
import { hashToken, isFromOwnPages, sessionMsMax, sessionTokenBytes } from './session.ts'
import type { OwnAccount, SignIn } from './sign-in.schema.ts'
import { forgetAfterMs, lockedUntil, secondsLocked } from './sign-in-guard.ts'

export type SignInRefusal =
  | { readonly code: 'staff.sign_in_failed' }
  | { readonly code: 'staff.cross_site' }
  | { readonly code: 'staff.locked_out'; readonly retryAfterSeconds: number }

export function signIn(passwords: Passwords) {
  return async (ctx: Ctx, input: Static<typeof SignIn>, exchange: Exchange): Promise<Result<Static<typeof OwnAccount>, SignInRefusal>> => {
    if (!isFromOwnPages(exchange)) return refuse({ code: 'staff.cross_site' })
    const username = input.username.normalize('NFKC').trim().toLowerCase()
    const guardKey = ctx.vault.lookupHash('staff.sign-in', username)
    const locked = await countAttempt(ctx, guardKey)
    if (locked > 0) return refuse({ code: 'staff.locked_out', retryAfterSeconds: locked })
    const account = await ctx.db.read
      .selectFrom('staff.account')
      .select(['account_id', 'password_hash'])
      .where('username', '=', username)
      .where('disabled_at', 'is', null)
      .executeTakeFirst()
    const right = await passwords.verify(input.password, account?.password_hash)
    if (!right || account === undefined) {
      await recordAudit(ctx.db.read, ctx, {
        action: 'staff.sign_in',
        subject: account?.account_id ?? 'unknown',
        outcome: 'staff.sign_in_failed',
      })
      return refuse({ code: 'staff.sign_in_failed' })
    }
    const token = ctx.ids.secret(sessionTokenBytes)
    const own = await startSession(ctx, guardKey, account, token)
    if (own === undefined) return refuse({ code: 'staff.sign_in_failed' })
    exchange.setCookie(sessionCookie, token, sessionMsMax / 1000)
    return accept({ account: own })
  }
}

/** Counts the attempt before it is made, so that many at once get no more tries than one after another. Returns the seconds still locked, or 0. */
async function countAttempt(ctx: Ctx, guardKey: Buffer): Promise<number> {
  const now = ctx.clock.now()
  return ctx.db.transaction(async (tx) => {
    const { rows } = await sql<{ attempts: number; locked_until: Date | null; last_attempt_at: Date }>`
      insert into staff.sign_in_guard as guard (username_hash, attempts, last_attempt_at) values (${guardKey}, 0, ${now})
      on conflict (username_hash) do update set attempts = guard.attempts -- takes the row's lock
      returning attempts, locked_until, last_attempt_at`.execute(tx)
    const guard = rows[0]!
    const locked = secondsLocked(guard.locked_until, now)
    if (locked > 0) return locked
    const forgotten = guard.last_attempt_at.getTime() < now.getTime() - forgetAfterMs
    const attempts = forgotten ? 1 : guard.attempts + 1
    await tx
      .updateTable('staff.sign_in_guard')
      .set({ attempts, locked_until: lockedUntil(attempts, now), last_attempt_at: now })
      .where('username_hash', '=', guardKey)
      .execute()
    return 0
  })
}

/** Opens a session and forgives the attempts; undefined where the account was disabled or its password reset meanwhile. */
async function startSession(ctx: Ctx, guardKey: Buffer, account: { account_id: string; password_hash: string }, token: string) {
  const now = ctx.clock.now()
  return ctx.db.transaction(async (tx) => {
    const unchanged = await tx
      .selectFrom('staff.account')
      .select('account_id')
      .where('account_id', '=', account.account_id)
      .where('password_hash', '=', account.password_hash)
      .where('disabled_at', 'is', null)
      .forShare()
      .executeTakeFirst()
    if (unchanged === undefined) return undefined
    await tx.deleteFrom('staff.sign_in_guard').where('username_hash', '=', guardKey).execute()
    await tx
      .insertInto('staff.session')
      .values({ token_hash: hashToken(token), account_id: account.account_id, started_at: now, last_seen_at: now })
      .execute()
    await recordAudit(tx, ctx, { action: 'staff.sign_in', subject: account.account_id })
    return readAccount(tx, account.account_id)
  })
}

export async function signOut(ctx: Ctx, _input: unknown, exchange: Exchange): Promise<Result<undefined, never>> {
  if (ctx.actor.kind === 'staff') await ctx.db.read.deleteFrom('staff.session').where('token_hash', '=', ctx.actor.sessionHash).execute()
  exchange.clearCookie(sessionCookie)
  return accept(undefined)
}

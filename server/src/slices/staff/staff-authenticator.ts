/**
 * Who a session cookie belongs to. Ends what is too old, and holds changes to requests of our own pages.
 */
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import type { Authenticator } from '../../platform/http/authenticate.ts'
import { sessionCookie } from '../../platform/http/caller.ts'
import { accept, refuse } from '../../platform/result.ts'
import { hashToken, isFromOwnPages, sessionIdleMsMax, sessionMsMax, touchEveryMs } from './session.ts'
import { grantsOf, pendingGrant, type StaffActor, type StaffRole } from './staff-role.ts'

export const staffAuthenticator: Authenticator = {
  name: 'staff',
  recognises: (exchange) => exchange.cookie(sessionCookie) !== undefined && exchange.header('authorization') === undefined,
  authenticate: async (ground, exchange, method) => {
    const sessionHash = hashToken(exchange.cookie(sessionCookie) ?? '')
    const session = await findSession(ground, sessionHash)
    if (session === undefined) return refuse({ code: 'request.unauthenticated' })
    const known = { kind: 'staff', id: session.account_id, organisationId: session.organisation_id, sessionHash } as const
    if (!isFromOwnPages(exchange, method)) return accept<StaffActor>({ ...known, grants: [], pending: 'staff.cross_site' })
    if (session.must_change_password) return accept<StaffActor>({ ...known, grants: [pendingGrant], pending: 'staff.must_change_password' })
    return accept<StaffActor>({ ...known, grants: grantsOf(session.roles) })
  },
}

interface SessionRow {
  readonly account_id: string
  readonly organisation_id: string
  readonly roles: StaffRole[]
  readonly must_change_password: boolean
  readonly last_seen_at: Date
}

async function findSession(ground: Ground, sessionHash: Buffer): Promise<SessionRow | undefined> {
  const now = ground.clock.now()
  const before = (ms: number) => new Date(now.getTime() - ms)
  const { rows } = await sql<SessionRow>`
    select account_id, organisation_id, roles, must_change_password, last_seen_at
    from staff.session join staff.account using (account_id)
    where token_hash = ${sessionHash} and disabled_at is null and started_at > ${before(sessionMsMax)}
      and last_seen_at > ${before(sessionIdleMsMax)}`.execute(ground.db.read)
  const session = rows[0]
  if (session !== undefined && session.last_seen_at <= before(touchEveryMs))
    await sql`update staff.session set last_seen_at = greatest(last_seen_at, ${now}) where token_hash = ${sessionHash}`.execute(
      ground.db.read,
    )
  return session
}

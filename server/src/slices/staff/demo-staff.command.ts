/**
 * Accounts for a demo city on the very first start: one a role, in organisations that check one another. Does nothing where any account exists.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { recordAudit } from '../audit/index.ts'
import { insertAccount } from './create-account.command.ts'
import { oneTimePassword, scryptPasswords } from './password.ts'
import type { StaffRole } from './staff-role.ts'

export interface DemoAccount {
  readonly username: string
  readonly oneTimePassword: string
  readonly roles: readonly StaffRole[]
}

const demoCity: readonly { organisation: string; people: readonly { username: string; displayName: string; roles: StaffRole[] }[] }[] = [
  {
    organisation: '西安市疾病预防控制中心',
    people: [
      { username: 'admin', displayName: '系统管理员', roles: ['administrator'] },
      { username: 'commander', displayName: '采样指挥', roles: ['commander'] },
    ],
  },
  {
    organisation: '第一检验所',
    people: [
      { username: 'laboratory', displayName: '检验员', roles: ['laboratory'] },
      { username: 'releaser', displayName: '报告审核', roles: ['releaser'] },
    ],
  },
  {
    organisation: '雁塔区社区卫生服务中心',
    people: [
      { username: 'sampler', displayName: '采样员', roles: ['sampler'] },
      { username: 'community', displayName: '社区工作者', roles: ['community'] },
    ],
  },
  { organisation: '西安市审计局', people: [{ username: 'auditor', displayName: '审计员', roles: ['auditor'] }] },
]

/** Creates the accounts and returns their one-time passwords, or an empty list where accounts exist. Servers that start together create them once. */
export async function createDemoStaff(ctx: Ctx): Promise<readonly DemoAccount[]> {
  return ctx.db.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('staff.demo', 0))`.execute(tx)
    const existing = await tx.selectFrom('staff.account').select('account_id').limit(1).executeTakeFirst()
    if (existing !== undefined) return []
    const created: DemoAccount[] = []
    for (const { organisation, people } of demoCity) {
      const organisationId = ctx.ids.uuid()
      const now = ctx.clock.now()
      await tx.insertInto('staff.organisation').values({ organisation_id: organisationId, name: organisation, created_at: now }).execute()
      for (const person of people) {
        const accountId = ctx.ids.uuid()
        const password = oneTimePassword(ctx.ids.typed)
        await insertAccount(tx, ctx, { ...person, organisationId, accountId, passwordHash: await scryptPasswords.hash(password) })
        await recordAudit(tx, ctx, { action: 'staff.create_account', subject: accountId, detail: { roles: person.roles } })
        created.push({ username: person.username, oneTimePassword: password, roles: person.roles })
      }
    }
    return created
  })
}

/**
 * Goal: only administrators manage accounts; somebody can always administer; nobody gives themselves power; a disabled account is out at once.
 * Method: real PostgreSQL, routes in memory, every refusal; two administrators who disable each other at the same moment.
 */
import type { FastifyInstance } from 'fastify'
import { beforeEach, expect, test } from 'vitest'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { disableAccount } from './change-account.command.ts'
import { staffSlice } from './index.ts'
import { checkNewPassword } from './password.ts'
import { staffRoles } from './staff-role.ts'

let ground: TestGround
let app: FastifyInstance
let admin: TestStaff

beforeEach(async () => {
  ground = await createTestGround()
  const slice = staffSlice({ rootThumbprint: async () => '', findSite: async () => undefined, findVenue: async () => undefined })
  app = await createTestApp(ground, [slice])
  admin = await createTestStaff(app, ground, ['administrator'])
})

const account = (more: object = {}) => ({
  username: 'li.na',
  displayName: '李娜',
  roles: ['sampler'],
  organisationId: admin.organisationId,
  ...more,
})

test('an account is created with a one-time password that signs in', async () => {
  const made = await admin.call('POST', '/v1/staff/accounts', account())
  expect(made.status).toBe(200)
  expect(made.body.oneTimePassword).toMatch(/^([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$/)
  const signIn = await app.inject({
    method: 'POST',
    url: '/v1/staff/sessions',
    headers: { 'x-evergate-request': 'console' },
    payload: { username: 'li.na', password: made.body.oneTimePassword },
  })
  expect(signIn.json().account).toMatchObject({ displayName: '李娜', mustChangePassword: true })
  const listed = (await admin.call('GET', '/v1/staff/accounts')).body.accounts
  expect(listed.map((one: { username: string }) => one.username)).toContain('li.na')
})

test.each([
  ['a name that is taken', { username: 'taken' }, 409, 'staff.username_taken'],
  ['an unknown organisation', { organisationId: '018f0000-0000-7000-8000-000000000000' }, 422, 'staff.organisation_not_found'],
  ['an unknown role', { roles: ['king'] }, 400, 'request.invalid'],
  ['no role', { roles: [] }, 400, 'request.invalid'],
  ['a role twice', { roles: ['guard', 'guard'] }, 400, 'request.invalid'],
  ['a name with spaces', { username: 'li na' }, 400, 'request.invalid'],
  ['a blank display name', { displayName: '  ' }, 400, 'request.invalid'],
  ['a display name too long', { displayName: 'x'.repeat(101) }, 400, 'request.invalid'],
  ['an unknown field', { isAdmin: true }, 400, 'request.invalid'],
])('%s is refused', async (_name, change, status, code) => {
  await admin.call('POST', '/v1/staff/accounts', account({ username: 'taken' }))
  const answer = await admin.call('POST', '/v1/staff/accounts', account(change))
  expect(answer).toMatchObject({ status, body: { code } })
})

test('no other role manages accounts', async () => {
  const others = await createTestStaff(
    app,
    ground,
    staffRoles.filter((role) => role !== 'administrator'),
  )
  for (const [method, path] of [
    ['GET', '/v1/staff/accounts'],
    ['POST', '/v1/staff/accounts'],
    ['POST', `/v1/staff/accounts/${admin.accountId}/disable`],
    ['POST', `/v1/staff/accounts/${admin.accountId}/password-reset`],
    ['POST', `/v1/staff/accounts/${admin.accountId}/roles`],
    ['GET', '/v1/staff/organisations'],
    ['POST', '/v1/staff/organisations'],
  ] as const) {
    const body = path.endsWith('roles') ? { roles: ['guard'] } : path.endsWith('accounts') ? account() : { name: 'New' }
    const answer = await others.call(method, path, method === 'POST' && !/disable|reset/.test(path) ? body : undefined)
    expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'request.forbidden'])
  }
})

test('a disabled or reset account is out at once', async () => {
  const people = [await createTestStaff(app, ground, ['sampler']), await createTestStaff(app, ground, ['sampler'])]
  expect((await admin.call('POST', `/v1/staff/accounts/${people[0]!.accountId}/disable`)).status).toBe(204)
  expect((await admin.call('POST', `/v1/staff/accounts/${people[1]!.accountId}/password-reset`)).status).toBe(200)
  for (const one of people) expect((await one.call('GET', '/v1/staff/me')).status).toBe(401)
  const missing = await admin.call('POST', `/v1/staff/accounts/${ground.ids.uuid()}/disable`)
  expect(missing).toMatchObject({ status: 404, body: { code: 'staff.account_not_found' } })
})

test('the last active administrator stays, even when two disable each other at once', async () => {
  const refused = { ok: false, refusal: { code: 'staff.last_administrator' } }
  const other = await createTestStaff(app, ground, ['administrator', 'auditor'])
  const disable = (by: TestStaff, whom: TestStaff) =>
    disableAccount(testCtx(ground, { kind: 'system', id: by.accountId, grants: [] }), { accountId: whom.accountId })
  let both: Promise<unknown[]> = Promise.resolve([])
  await ground.db.transaction(async (tx) => {
    await tx.selectFrom('staff.account').select('account_id').orderBy('account_id').forUpdate().execute()
    both = Promise.all([disable(admin, other), disable(other, admin)])
    await lockWaiters(ground, 2) // both have begun, neither has written
  })
  expect((await both).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([refused, { ok: true }])
  const active = await ground.db.read.selectFrom('staff.account').select('account_id').where('disabled_at', 'is', null).execute()
  expect(active.length).toBe(1)
  expect(await disable(admin, { ...admin, accountId: active[0]!.account_id })).toEqual(refused)
})

test('nobody changes their own roles, and the last administrator keeps his', async () => {
  const roles = (by: TestStaff, whom: TestStaff, to: string[]) =>
    by.call('POST', `/v1/staff/accounts/${whom.accountId}/roles`, { roles: to })
  const other = await createTestStaff(app, ground, ['sampler'])
  expect(await roles(admin, admin, ['administrator', 'releaser'])).toMatchObject({ status: 403, body: { code: 'staff.own_roles' } })
  expect((await roles(admin, other, ['administrator'])).status).toBe(204)
  expect((await other.call('GET', '/v1/staff/me')).status).toBe(401)
  const trail = await ground.db.read
    .selectFrom('audit.entry')
    .select(['outcome', 'actor_id'])
    .where('action', '=', 'staff.change_roles')
    .execute()
  expect(trail.map((one) => one.outcome).toSorted()).toEqual(['done', 'staff.own_roles'])
  expect(trail.every((one) => one.actor_id === admin.accountId)).toBe(true)
})

test.each([
  ['correct horse battery', true],
  ['只有我自己知道的一句长话哦', true],
  ['elevenchars', false],
  ['Li.Na-is-my-name', false],
  ['aaaaaaaaaaaabbb', false],
  ['Password12345!', false],
  ['qwertyqwerty12', false],
  ['evergate-2021-evergate', false],
])('password %s passes the rules: %s', (password, passes) => {
  expect(checkNewPassword(password, 'li.na', 'before').ok).toBe(passes)
})

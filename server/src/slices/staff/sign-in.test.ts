/**
 * Goal: only the right person signs in, an answer tells nothing about accounts, guessing is slowed for a time and never for good, and other sites can do nothing.
 * Method: real PostgreSQL, routes in memory, the clock moved; the work of hashing is counted, not timed.
 */
import type { FastifyInstance } from 'fastify'
import { beforeEach, expect, test } from 'vitest'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createDemoStaff, type DemoAccount, staffSlice } from './index.ts'
import { scryptPasswords } from './password.ts'

let ground: TestGround
let app: FastifyInstance
let hashings = 0
let demo: readonly DemoAccount[]

beforeEach(async () => {
  ground = await createTestGround()
  hashings = 0
  const counting = {
    ...scryptPasswords,
    verify: (password: string, stored: string | undefined) => {
      hashings += 1
      return scryptPasswords.verify(password, stored)
    },
  }
  const slice = staffSlice({
    rootThumbprint: async () => 'ab'.repeat(32),
    findSite: async () => undefined,
    findVenue: async () => undefined,
    passwords: counting,
  })
  app = await createTestApp(ground, [slice])
  demo = await createDemoStaff(testCtx(ground))
})

const ours = { 'x-evergate-request': 'console' }
const signIn = (username: string, password: string, headers: Record<string, string> = ours) =>
  app.inject({ method: 'POST', url: '/v1/staff/sessions', headers, payload: { username, password } })
const firstPassword = (username: string) => demo.find((one) => one.username === username)!.oneTimePassword
const cookieOf = (response: { headers: Record<string, unknown> }) => String(response.headers['set-cookie']).split(';')[0]!

async function settled(username: string, password = 'correct horse battery'): Promise<string> {
  const cookie = cookieOf(await signIn(username, firstPassword(username)))
  const changed = await app.inject({
    method: 'POST',
    url: '/v1/staff/me/password',
    headers: { ...ours, cookie },
    payload: { currentPassword: firstPassword(username), newPassword: password },
  })
  expect(changed.statusCode).toBe(204)
  return cookie
}

test('a one-time password opens nothing but changing it, and works once', async () => {
  const response = await signIn('admin', firstPassword('admin'))
  expect(response.statusCode).toBe(200)
  expect(response.json().account).toMatchObject({ username: 'admin', roles: ['administrator'], mustChangePassword: true })
  expect(String(response.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
  const cookie = cookieOf(response)
  const list = () => app.inject({ url: '/v1/staff/accounts', headers: { cookie } })
  expect((await list()).json()).toMatchObject({ status: 403, code: 'staff.must_change_password' })
  const change = (currentPassword: string, newPassword: string) =>
    app.inject({ method: 'POST', url: '/v1/staff/me/password', headers: { ...ours, cookie }, payload: { currentPassword, newPassword } })
  expect((await change('wrong wrong wrong', 'correct horse battery')).json().code).toBe('staff.password_wrong')
  expect((await change(firstPassword('admin'), firstPassword('admin'))).json().code).toBe('staff.password_unchanged')
  expect((await change(firstPassword('admin'), 'password2021')).json()).toMatchObject({
    code: 'staff.password_weak',
    reason: 'easily_guessed',
  })
  expect((await change(firstPassword('admin'), 'correct horse battery')).statusCode).toBe(204)
  expect((await list()).statusCode).toBe(200)
  expect((await signIn('admin', firstPassword('admin'))).statusCode).toBe(401)
  expect((await signIn(' ADMIN ', 'correct horse battery')).statusCode).toBe(200)
})

test('unknown, disabled and wrong give one answer after the same work', async () => {
  await ground.db.read.updateTable('staff.account').set({ disabled_at: ground.clock.now() }).where('username', '=', 'sampler').execute()
  for (const username of ['nobody', 'sampler', 'admin']) {
    const before = hashings
    const response = await signIn(username, username === 'sampler' ? firstPassword('sampler') : 'wrong wrong wrong')
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ code: 'staff.sign_in_failed' })
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(hashings - before).toBe(1)
  }
})

test.each(['admin', 'nobody'])('%s is locked after five wrong passwords, for a time that grows and ends', async (username) => {
  for (let n = 0; n < 5; n++) expect((await signIn(username, 'wrong')).statusCode).toBe(401)
  const locked = await signIn(username, 'wrong')
  expect(locked.json()).toMatchObject({ status: 429, code: 'staff.locked_out', retryAfterSeconds: 30 })
  expect(locked.headers['retry-after']).toBe('30')
  ground.clock.advance(30_000)
  expect((await signIn(username, 'wrong')).statusCode).toBe(401)
  expect((await signIn(username, 'wrong')).json()).toMatchObject({ retryAfterSeconds: 60 })
  for (let n = 0; n < 10; n++) {
    ground.clock.advance(15 * 60_000)
    expect((await signIn(username, 'wrong')).statusCode).toBe(401)
  }
  expect((await signIn(username, 'wrong')).json()).toMatchObject({ retryAfterSeconds: 900 })
})

test('the right password works again when the lock has ended, and clears the count', async () => {
  for (let n = 0; n < 5; n++) await signIn('admin', 'wrong')
  expect((await signIn('admin', firstPassword('admin'))).statusCode).toBe(429)
  ground.clock.advance(30_001)
  expect((await signIn('admin', firstPassword('admin'))).statusCode).toBe(200)
  for (let n = 0; n < 4; n++) expect((await signIn('admin', 'wrong')).statusCode).toBe(401)
  expect((await signIn('admin', firstPassword('admin'))).statusCode).toBe(200)
})

test('many guesses at once get no more tries than one after another', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('admin', 'wrong')))
  expect(hashings).toBe(5)
  expect(answers.filter((one) => one.statusCode === 429).length).toBe(7)
})

test('a session ends after half an hour unused, after twelve hours, at sign-out and when another password is set', async () => {
  const cookie = await settled('admin')
  const me = async (which = cookie) => (await app.inject({ url: '/v1/staff/me', headers: { cookie: which } })).statusCode
  const again = async () => cookieOf(await signIn('admin', 'correct horse battery'))
  for (let minutes = 0; minutes < 12 * 60; minutes += 29) {
    expect(await me()).toBe(200)
    ground.clock.advance(29 * 60_000)
  }
  expect(await me()).toBe(401)
  const idle = await again()
  ground.clock.advance(31 * 60_000)
  expect(await me(idle)).toBe(401)
  const left = await again()
  await app.inject({ method: 'DELETE', url: '/v1/staff/sessions/current', headers: { ...ours, cookie: left } })
  expect(await me(left)).toBe(401)
  const [one, other] = [await again(), await again()]
  await app.inject({
    method: 'POST',
    url: '/v1/staff/me/password',
    headers: { ...ours, cookie: one },
    payload: { currentPassword: 'correct horse battery', newPassword: 'another long sentence' },
  })
  expect([await me(one), await me(other)]).toEqual([200, 401])
})

test.each([
  ['without the header', {}, 403],
  ['with another header value', { 'x-evergate-request': 'other' }, 403],
  ['from another origin', { ...ours, origin: 'https://evil.example' }, 403],
  ['from a page without origin', { ...ours, origin: 'null' }, 403],
  ['from our own origin', { ...ours, origin: 'http://localhost' }, 200],
])('a change %s', async (_name, headers, status) => {
  const cookie = await settled('admin')
  const change = await app.inject({
    method: 'POST',
    url: '/v1/staff/organisations',
    headers: { ...headers, cookie },
    payload: { name: 'New' },
  })
  expect(change.statusCode).toBe(status)
  if (status === 403) expect(change.json().code).toBe('staff.cross_site')
  expect((await signIn('auditor', firstPassword('auditor'), headers)).statusCode).toBe(status)
})

test('the demo city is made once, also by two servers at once', async () => {
  const fresh = await createTestGround()
  const both = await Promise.all([createDemoStaff(testCtx(fresh)), createDemoStaff(testCtx(fresh))])
  expect(both.map((one) => one.length).toSorted()).toEqual([0, 7])
  const organisations = await fresh.db.read.selectFrom('staff.organisation').select('name').execute()
  expect(organisations.length).toBe(4)
})

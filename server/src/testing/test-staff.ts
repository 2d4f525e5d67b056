/**
 * Staff at the console and scanner devices, signed in, for tests of any slice. Must not be used outside tests.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Ground } from '../platform/context.ts'
import { createTestPhone, type TestAnswer, type TestPhone } from './test-phone.ts'

export interface TestStaff {
  readonly accountId: string
  readonly organisationId: string
  readonly cookie: string
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object | string,
    headers?: Record<string, string>,
  ): Promise<TestAnswer>
}

/** Somebody with these roles, in an organisation of their own unless told. */
export async function createTestStaff(
  app: FastifyInstance,
  ground: Ground,
  roles: readonly string[],
  organisationId: string = ground.ids.uuid(),
): Promise<TestStaff> {
  const now = ground.clock.now()
  const accountId = ground.ids.uuid()
  const token = ground.ids.secret(32)
  const username = `t${randomBytes(6).toString('hex')}`
  const db = ground.db.read
  await db
    .insertInto('staff.organisation')
    .values({ organisation_id: organisationId, name: `Organisation ${organisationId}`, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const account = {
    account_id: accountId,
    username,
    display_name: username,
    organisation_id: organisationId,
    roles: [...roles],
    created_at: now,
  }
  await db
    .insertInto('staff.account')
    .values({ ...account, password_hash: 'none', must_change_password: false })
    .execute()
  const token_hash = createHash('sha256').update(token).digest()
  await db.insertInto('staff.session').values({ token_hash, account_id: accountId, started_at: now, last_seen_at: now }).execute()
  const cookie = `evergate_session=${token}`
  return { accountId, organisationId, cookie, call: caller(app, cookie) }
}

function caller(app: FastifyInstance, cookie: string): TestStaff['call'] {
  return async (method, path, body, headers = {}) => {
    const response = await app.inject({
      method,
      url: path,
      headers: { cookie, 'x-evergate-request': 'console', ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    const json = response.headers['content-type']?.toString().includes('json') ?? false
    return { status: response.statusCode, body: json ? response.json() : undefined, bytes: response.rawPayload }
  }
}

/** An enrolled scanner device with its own key. */
export async function createTestScanner(
  app: FastifyInstance,
  ground: Ground,
  purposes: readonly ('guard' | 'sampler')[],
  at: { readonly siteId?: string; readonly venueId?: string } = {},
): Promise<TestPhone & { readonly scannerId: string }> {
  const device = await createTestPhone(app, ground)
  const scannerId = ground.ids.uuid()
  const now = ground.clock.now()
  const accessToken = `egs_${ground.ids.secret(32)}`
  await ground.db.read
    .insertInto('staff.scanner')
    .values({
      scanner_id: scannerId,
      label: 'Test',
      purposes: [...purposes],
      site_id: at.siteId ?? null,
      venue_id: at.venueId ?? null,
      key_thumbprint: device.thumbprint,
      public_key: JSON.stringify(device.publicKey),
      token_hash: createHash('sha256').update(accessToken).digest(),
      enrolled_at: now,
      last_seen_at: now,
    })
    .execute()
  device.accessToken = accessToken
  return Object.assign(device, { scannerId })
}

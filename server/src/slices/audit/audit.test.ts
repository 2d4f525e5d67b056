/**
 * Goal: acts and refused attempts are on the trail, in order, with nothing but what they were given; nobody alters it unnoticed.
 * Method: real PostgreSQL; a transaction that refuses; updates and deletes by SQL, with and without the triggers; reading over HTTP by role.
 */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { until } from '../../platform/clock.ts'
import type { Authenticator } from '../../platform/http/authenticate.ts'
import { accept, refuse } from '../../platform/result.ts'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { audited, auditSlice, recordAudit } from './index.ts'
import { findBrokenSeal, sealEntries } from './seal-entries.job.ts'

let ground: TestGround
beforeEach(async () => {
  ground = await createTestGround()
})

const entries = async () =>
  (await ground.db.read.selectFrom('audit.entry').select(['action', 'subject', 'outcome']).orderBy('entry_id').execute()).map(
    (row) => `${row.action} ${row.subject} ${row.outcome}`,
  )

/** Seals until `entries` are, as the horizon of the whole PostgreSQL, which other tests hold back for moments, lets them through. */
async function sealSoon(entries: number): Promise<number> {
  let sealed = 0
  await until(async () => {
    sealed += await sealEntries(ground)
    return sealed >= entries
  }, 10_000)
  return sealed
}

test('an act is recorded with its work, a refusal without it', async () => {
  const ctx = testCtx(ground)
  const work = (name: string) => sql`insert into platform.setting (name, value) values (${name}, 'x')`
  await audited(ctx, { action: 'test.act', subject: 'a' }, async (tx) => {
    await work('first').execute(tx)
    return accept('yes')
  })
  const refused = await audited(ctx, { action: 'test.act', subject: 'b' }, async (tx) => {
    await work('second').execute(tx)
    return refuse({ code: 'test.no' })
  })
  expect(refused).toEqual({ ok: false, refusal: { code: 'test.no' } })
  expect((await entries()).toSorted()).toEqual(['test.act a done', 'test.act b test.no'])
  const { rows } = await sql`select name from platform.setting where value = 'x'`.execute(ground.db.read)
  expect(rows).toEqual([{ name: 'first' }])
})

test.each(['update audit.entry set outcome = $$x$$', 'delete from audit.entry', 'truncate audit.entry'])(
  '%s is refused',
  async (statement) => {
    await recordAudit(ground.db.read, testCtx(ground), { action: 'test.act', subject: 'a' })
    await expect(sql.raw(statement).execute(ground.db.read)).rejects.toThrow(/written once/)
    expect(await entries()).toEqual(['test.act a done'])
  },
)

test('the chain shows an entry altered, taken out or slipped in behind the triggers', async () => {
  const write = (...subjects: string[]) =>
    ground.db.transaction(async (tx) => {
      for (const subject of subjects) await recordAudit(tx, testCtx(ground), { action: 'test.act', subject, detail: { rows: 3 } })
    })
  await write('a', 'b')
  expect(await sealSoon(2)).toBe(2)
  expect(await sealEntries(ground)).toBe(0)
  await write('c')
  expect(await sealSoon(1)).toBe(1)
  expect(await findBrokenSeal(ground)).toBeNull()
  await sql`alter table audit.entry disable trigger all`.execute(ground.db.read)
  await sql`update audit.entry set subject = 'd' where subject = 'c'`.execute(ground.db.read)
  expect(await findBrokenSeal(ground)).toBe(2)
  await sql`update audit.entry set subject = 'c' where subject = 'd'`.execute(ground.db.read)
  expect(await findBrokenSeal(ground)).toBeNull()
  await sql`delete from audit.entry where subject = 'a'`.execute(ground.db.read)
  expect(await findBrokenSeal(ground)).toBe(1)
})

test('an entry whose transaction is still open is left for the next seal', async () => {
  const ctx = testCtx(ground)
  await ground.db.transaction(async (tx) => {
    await recordAudit(tx, ctx, { action: 'test.act', subject: 'early' })
    await recordAudit(ground.db.read, ctx, { action: 'test.act', subject: 'late' })
    expect(await sealEntries(ground)).toBe(0)
  })
  expect(await sealSoon(2)).toBe(2)
  expect(await findBrokenSeal(ground)).toBeNull()
})

test('auditors and administrators read pages, newest first; nobody else', async () => {
  const ctx = testCtx(ground)
  for (let n = 0; n < 101; n++) {
    ground.clock.advance(1)
    await recordAudit(ground.db.read, ctx, { action: n % 2 === 0 ? 'test.even' : 'test.odd', subject: String(n), purpose: 'to see' })
  }
  const app = await createTestApp(ground, [auditSlice(), { name: 'test', authenticators: [byHeader] }])
  const get = (url: string, grant: string) => app.inject({ url, headers: { 'x-grant': grant } })
  expect((await app.inject('/v1/audit')).statusCode).toBe(401)
  expect((await get('/v1/audit', 'staff:commander')).statusCode).toBe(403)
  const first = (await get('/v1/audit', 'staff:auditor')).json()
  expect(first.entries.length).toBe(100)
  expect(first.entries[0]).toMatchObject({ action: 'test.even', subject: '100', actorKind: 'system', outcome: 'done', purpose: 'to see' })
  const second = (await get(`/v1/audit?cursor=${first.nextCursor}`, 'staff:administrator')).json()
  expect(second).toMatchObject({ entries: [{ subject: '0' }], nextCursor: null })
  expect((await get('/v1/audit?action=test.odd', 'staff:auditor')).json().entries.length).toBe(50)
  expect((await get('/v1/audit?action=DROP', 'staff:auditor')).statusCode).toBe(400)
})

const byHeader: Authenticator = {
  name: 'test',
  recognises: (exchange) => exchange.header('x-grant') !== undefined,
  authenticate: async (_ground, exchange) => accept({ kind: 'system', id: 'test', grants: [exchange.header('x-grant')!] }),
}

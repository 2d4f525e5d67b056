// Goal: a copied city is what registrations, households and first decisions would have left: everybody can be found, decided on and listed, every known
// phone can sign in and show its code; all of it comes at once or nothing, and never over people who are there.
// Method: 5,000 people in a real database beside the slices that read them; the catalogue before and after. (A serial number, a key or a colour that is another
// than registration gives, or an index left off, turns this red.)
import { randomBytes } from 'node:crypto'
import { checkAtGate, presentPass } from '@evergate/pass'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createVault } from '../../platform/vault.ts'
import { decisionsSlice, publishExampleRuleSets, recomputeAll } from '../../slices/decisions/index.ts'
import { declarationsSlice } from '../../slices/declarations/index.ts'
import { createPassesOptions, keepTrust, passesSlice } from '../../slices/passes/index.ts'
import { createMaterialiser } from '../../slices/passes/materialise.job.ts'
import { openGate, temporaryFolder, testPublisher, testRegion } from '../../slices/passes/testing.ts'
import { loadDivisions } from '../../slices/places/index.ts'
import { findResidentIdByDocument, formatOnly, residentsSlice } from '../../slices/residents/index.ts'
import { createSmsMemory } from '../../slices/residents/testing.ts'
import { createTestPhone } from '../../testing/test-phone.ts'
import { consumeAll, createTestApp, createTestGround } from '../../testing/test-server.ts'
import { planCity } from './city-plan.ts'
import { type Filling, fillCity } from './fill-city.ts'
import type { KnownResident } from './known-residents.ts'
import { readGround } from './read-ground.ts'
import { cityTableNames } from './tables.ts'

const residents = 5_000
const masterKey = randomBytes(32)
const region = { ...testRegion, capacity: 131_072 }

async function openTown() {
  const ground = { ...(await createTestGround()), vault: createVault(masterKey) }
  const [keysFolder, publicFolder] = [await temporaryFolder(), await temporaryFolder()]
  const options = createPassesOptions(ground.vault, region)
  await loadDivisions(ground, region.iss)
  await publishExampleRuleSets(ground)
  await keepTrust(ground, { region, keysFolder })
  await sql`insert into platform.setting (name, value) values ('region', ${region.iss}), ('list_capacity', ${String(region.capacity)})`.execute(
    ground.db.read,
  )
  const slices = [
    residentsSlice({ sms: createSmsMemory(), realName: formatOnly }),
    declarationsSlice(),
    decisionsSlice({ utcOffsetHours: 8 }),
    passesSlice(options, { region, keysFolder, publicFolder }),
  ]
  const app = await createTestApp(ground, slices)
  const client = new pg.Client({ connectionString: ground.databaseUrl })
  await client.connect()
  const found = await readGround(ground.databaseUrl, masterKey, ground.clock.now())
  const plan = planCity(residents, 7, found.streets)
  const known: KnownResident[] = []
  const order = { ...found, seed: 7, residents, nowMs: ground.clock.now().getTime(), masterKey, known: 'all' as const }
  const filling: Filling = {
    order,
    plan,
    streets: found.streets,
    say: () => undefined,
    progress: () => undefined,
    known: async (lines) => void known.push(...lines.map(({ line }) => JSON.parse(line) as KnownResident)),
  }
  return { ground, slices, app, client, plan, known, filling, options, publicFolder }
}

let town: Awaited<ReturnType<typeof openTown>>
let before: string

beforeAll(async () => {
  town = await openTown()
  before = await catalogue()
  await fillCity(town.client, town.filling)
})
afterAll(() => town.client.end())

/** All indexes and constraints of the tables that are filled. */
async function catalogue(): Promise<string> {
  const { rows } = await town.client.query(
    `select pg_get_indexdef(indexrelid) as one from pg_index where indrelid = any($1::regclass[])
     union all select conrelid::regclass || conname || pg_get_constraintdef(oid) || convalidated from pg_constraint where conrelid = any($1::regclass[]) order by 1`,
    [cityTableNames],
  )
  return rows.map(({ one }) => one).join('\n')
}

const count = async (text: string): Promise<number> => Number((await town.client.query(`select count(*) as n from ${text}`)).rows[0].n)

test('everybody is there, in their street, and all indexes and keys are as they were', async () => {
  expect(await catalogue()).toBe(before)
  expect(before).toContain('household_member_holder_id_fkey')
  const { rows } = await town.client.query('select street_code, count(*)::int as n from residents.resident group by 1')
  expect(new Map(rows.map((row) => [row.street_code, row.n]))).toEqual(town.plan.livingIn)
  expect(await count('residents.document_index')).toBe(residents)
  const withPhone = town.known.filter(({ phone }) => phone !== null).length
  expect(await count('residents.device')).toBe(withPhone)
  expect(await count('passes.holder')).toBe(withPhone + (await count('residents.household_member')))
  expect(await count("places.venue where venue_type = 'workplace'")).toBeGreaterThan(0)
})

test('every colour is what the rules give, and nobody is due', async () => {
  expect(await recomputeAll(town.ground.db)).toMatchObject({ residents, differingCount: 0 })
  await consumeAll(town.ground, town.slices)
  expect(await count('decisions.colour where changes_at is not null')).toBe(0)
})

test('a known phone signs in, is found by its document, and fetches the passes of everybody it carries', async () => {
  const { rows } = await town.client.query(
    'select holder_id, count(*)::int as members from residents.household_member group by 1 order by 2 desc limit 1',
  )
  const carrier = town.known.find(({ residentId }) => residentId === rows[0].holder_id)!
  const some = town.known.filter(({ phone }) => phone !== null)
  for (const one of [carrier, some[0]!, some[some.length >> 1]!, some.at(-1)!]) {
    expect(await findResidentIdByDocument(town.ground.db.read, town.ground.vault, one.document)).toEqual({
      ok: true,
      value: one.residentId,
    })
    const phone = await phoneOf(one)
    expect((await phone.call('GET', '/v1/me')).body).toMatchObject({ residentId: one.residentId, streetCode: one.streetCode })
  }
  const fetched = await (await phoneOf(carrier)).call('GET', '/v1/me/passes')
  expect(fetched.body.passes).toHaveLength(2 * (1 + rows[0].members))
})

test('the lists begin from the copied holders, and a gate admits a code shown with a copied key', async () => {
  await testPublisher(town.ground, { ...town.options, region }).tick()
  await createMaterialiser(town.ground, town.publicFolder).run()
  const gate = await openGate(town.ground, town.publicFolder)
  const listed = await town.client.query('select count(*)::int as n from passes.live_shard')
  expect(listed.rows[0].n).toBe(2) // 5,000 places of today's list and of tomorrow's
  for (const one of town.known.filter(({ phone }) => phone !== null).slice(-3)) {
    const { privateKey } = await phoneOf(one)
    const sign = async (bytes: Uint8Array) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new Uint8Array(bytes)))
    const now = Math.floor(town.ground.clock.now().getTime() / 1_000)
    const text = await presentPass(Buffer.from(one.phone!.passes[0]!.pass, 'base64url'), { sign }, { now })
    if (!text.ok) throw new Error(text.reason)
    expect(await checkAtGate(gate, text.value, { now, venueType: 'compound' })).toMatchObject({
      answer: 'admit',
      colour: 'green',
      stage: 'policy',
    })
  }
})

test('a city over people who are there is refused; one that fails half-way leaves nothing and breaks nothing', async () => {
  await expect(fillCity(town.client, town.filling)).rejects.toThrow('People are registered')
  expect(await count('residents.resident')).toBe(residents)
  await town.client.query('truncate residents.resident, residents.household_member')
  const known = (): Promise<void> => Promise.reject(new Error('the disk is full'))
  await expect(fillCity(town.client, { ...town.filling, known })).rejects.toThrow('the disk is full')
  expect(await count('residents.resident')).toBe(0)
  expect(await count('residents.document_index')).toBe(residents)
  expect(await catalogue()).toBe(before)
})

async function phoneOf({ phone }: KnownResident) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const privateKey = await crypto.subtle.importKey('pkcs8', Buffer.from(phone!.privateKey, 'base64'), algorithm, true, ['sign'])
  const publicKey = await crypto.subtle.importKey('jwk', phone!.publicKey, algorithm, true, ['verify'])
  return Object.assign(await createTestPhone(town.app, town.ground, { publicKey, privateKey }), { accessToken: phone!.accessToken })
}

/**
 * Goal: a pass in a desk's log leads to its holder, though the desk comes back ten hours later and the phone has been replaced since; a pass that leads nowhere
 * still leaves a swab, with a person of its own and a conflict.
 * Method: the sampling slice over real passes, phone and paper, shown at one moment and handed in at another. (Asking for the holders of now makes it fail.)
 */
import { epochAt, epochEnd, issuePass, paperPassText, presentPass } from '@evergate/pass'
import { beforeAll, expect, test } from 'vitest'
import type { Loop } from '../../platform/loops.ts'
import { testCtx } from '../../testing/test-server.ts'
import { createDemoPlaces, findSite, findVenue, loadDivisions, placesSlice } from '../places/index.ts'
import { type RegisteredResident, registerResident } from '../residents/testing.ts'
import { readConflicts, readSwabsOfTubes, samplingSlice } from '../sampling/index.ts'
import { createTestDesk, type TestDesk } from '../sampling/testing.ts'
import { staffSlice } from '../staff/index.ts'
import { resolvePasses } from './index.ts'
import { calendarOf, placeOf, seconds } from './region.ts'
import { readSigner } from './signing-keys.command.ts'
import { createTestCity, testRegion } from './testing.ts'

const hourMs = 3_600_000
let city: Awaited<ReturnType<typeof createTestCity>>
let desk: TestDesk
let apply: Loop
let tubes = 0

beforeAll(async () => {
  city = await createTestCity((options) => {
    const sampling = samplingSlice({ resolvePasses: (ctx, shown) => resolvePasses(ctx, shown, options) })
    const key = { kty: 'EC', crv: 'P-256', x: '', y: '' }
    const parts = { rootThumbprint: async () => '', findSite, findVenue }
    return [staffSlice(parts), placesSlice({ region: 'CN-6101', rootKey: async () => key }), sampling]
  })
  await loadDivisions(city.ground, 'CN-6101')
  await createDemoPlaces(testCtx(city.ground))
  const sites = await city.ground.db.read.selectFrom('places.site').select('site_id').execute()
  desk = await createTestDesk({ ...city, siteIds: sites.map((site) => site.site_id) })
  apply = city.loop('sampling.apply-records')
})

async function show(resident: RegisteredResident): Promise<string> {
  const { passes } = (await resident.phone.call('GET', '/v1/me/passes')).body
  const sign = async (bytes: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, resident.phone.privateKey, new Uint8Array(bytes)))
  const text = await presentPass(
    new Uint8Array(Buffer.from(passes[0].pass, 'base64url')),
    { sign },
    { now: seconds(city.ground.clock.now()) },
  )
  if (!text.ok) throw new Error(text.reason)
  return text.value
}

/** The text that is printed on the resident's paper. */
async function print(resident: RegisteredResident): Promise<string> {
  expect((await resident.phone.call('POST', `/v1/residents/${resident.residentId}/paper-pass`)).status).toBe(200)
  const holder = await city.ground.db.read
    .selectFrom('passes.holder')
    .select('serial')
    .where('resident_id', '=', resident.residentId)
    .where('paper', '=', true)
    .executeTakeFirstOrThrow()
  const now = city.ground.clock.now()
  const calendar = calendarOf(testRegion, 'paper')
  const epoch = epochAt(calendar, seconds(now))
  const { family, number } = placeOf('paper', holder.serial, testRegion.capacity)
  const index = city.options.permutationOf(family, epoch).indexOf(number)
  const base = { iss: testRegion.iss, issuedAt: seconds(now), expiresAt: epochEnd(calendar, epoch + 1), family, epoch, index }
  const signer = await readSigner(city.ground.db.read, testCtx(city.ground), 'paper', now)
  const bytes = await issuePass({ ...base, colour: 'green', lastNegativeAt: null, displayHint: '王*', deviceKey: null }, signer!)
  const text = bytes.ok ? paperPassText(bytes.value) : bytes
  if (!text.ok) throw new Error(text.reason)
  return text.value
}

/** A single tube with the swab of whoever shows this text, written down at that moment. */
function writeTube(text: string, at = city.ground.clock.now()) {
  tubes += 1
  const tubeCode = `DESK-${String(tubes).padStart(4, '0')}`
  const open = desk.write('open_tube', { tubeCode, pool: 'single', roundId: null }, at)
  return { tubeCode, records: [open, desk.write('add_swab', { tubeCode, subject: { pass: text }, movedFrom: null }, at)] }
}

async function handIn({ tubeCode, records }: ReturnType<typeof writeTube>) {
  expect((await desk.send(records)).status).toBe(200)
  while ((await apply.run(new AbortController().signal)) > 0);
  const [swab] = await readSwabsOfTubes(city.ground.db.read, [tubeCode])
  return { swab: swab!, conflicts: await readConflicts(city.ground.db.read, { tubeCodes: [tubeCode], limit: 10 }) }
}

test('phone and paper lead to their holder, also when the phone was replaced before the desk came back', async () => {
  const [first, second] = [
    await registerResident(city.app, city.ground, city.sms, 1),
    await registerResident(city.app, city.ground, city.sms, 2),
  ]
  await city.settle()
  const shownAt = city.ground.clock.now()
  const tube = [writeTube(await show(first)), writeTube(await print(second))]
  city.ground.clock.advance(5 * hourMs)
  await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  city.ground.clock.advance(5 * hourMs)
  const [phone, paper] = [await handIn(tube[0]!), await handIn(tube[1]!)]
  expect(phone).toMatchObject({
    swab: { residentId: first.residentId, identifiedBy: 'phone_pass', provisional: false, sampledAt: shownAt },
    conflicts: [],
  })
  expect(paper).toMatchObject({ swab: { residentId: second.residentId, identifiedBy: 'paper_pass', provisional: false }, conflicts: [] })
})

test('a code drawn twenty minutes before the record says: it counts, at the earlier time, and somebody is told', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 3)
  await city.settle()
  const text = await show(resident)
  const slotAt = new Date(Math.floor(city.ground.clock.now().getTime() / 30_000) * 30_000)
  city.ground.clock.advance(20 * 60_000)
  const { swab, conflicts } = await handIn(writeTube(text))
  expect(swab).toMatchObject({ residentId: resident.residentId, sampledAt: slotAt })
  expect(conflicts).toMatchObject([{ code: 'pass_time_differs', residentIds: [resident.residentId] }])
})

test('a pass that was altered leads nowhere: the swab stays, with a person of its own', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 4)
  await city.settle()
  const text = await show(resident)
  const altered = `${text.slice(0, 100)}${text[100] === 'A' ? 'B' : 'A'}${text.slice(101)}`
  const { swab, conflicts } = await handIn(writeTube(altered))
  expect(swab).toMatchObject({ identifiedBy: 'phone_pass', provisional: true, removed: false })
  expect(swab.residentId).not.toBe(resident.residentId)
  expect(conflicts).toMatchObject([{ code: 'subject_unresolved', residentIds: [swab.residentId], recordIds: [swab.sampleId] }])
})

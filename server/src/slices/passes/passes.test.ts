/**
 * Goal: a registered phone gets passes that a gate admits by published files alone; a new colour reaches the gate; a replaced phone is cancelled.
 * Method: real PostgreSQL, the slices together, a gate of the pass library that reads only the files on disk.
 */
import { checkAtGate, decodePass, presentPass, readPresentation } from '@evergate/pass'
import { beforeAll, expect, test } from 'vitest'
import type { RegisteredResident } from '../residents/testing.ts'
import { registerResident, sendMessages } from '../residents/testing.ts'
import { resolvePass } from './index.ts'
import { seconds } from './region.ts'
import { createTestCity, refreshGate } from './testing.ts'

let city: Awaited<ReturnType<typeof createTestCity>>
beforeAll(async () => {
  city = await createTestCity()
})

async function fetchPasses(resident: RegisteredResident) {
  const answer = await resident.phone.call('GET', '/v1/me/passes')
  expect(answer.status).toBe(200)
  return answer.body
}

async function show(resident: RegisteredResident, pass: string): Promise<string> {
  const sign = async (bytes: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, resident.phone.privateKey, new Uint8Array(bytes)))
  const text = await presentPass(new Uint8Array(Buffer.from(pass, 'base64url')), { sign }, { now: seconds(city.ground.clock.now()) })
  if (!text.ok) throw new Error(text.reason)
  return text.value
}

const check = async (text: string, gate: Awaited<ReturnType<typeof city.gate>>, venueType = 'shop') =>
  checkAtGate(gate, text, { now: seconds(city.ground.clock.now()), venueType })

test('passes for today and tomorrow, at different places, admitted by files alone', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  const { passes, statuses } = await fetchPasses(resident)
  expect(passes.map((one: { colour: string }) => one.colour)).toEqual(['green', 'green'])
  expect(passes[1].epoch).toBe(passes[0].epoch + 1)
  const [today, tomorrow] = passes.map((one: { pass: string }) => decodePass(new Uint8Array(Buffer.from(one.pass, 'base64url'))))
  expect(today.value.claims.index).not.toBe(tomorrow.value.claims.index)
  expect(statuses).toMatchObject([{ residentId: resident.residentId, colour: 'green', findings: [] }])
  expect(passes[0].relation).toBe('self')
  const answer = await check(await show(resident, passes[0].pass), await city.gate())
  expect(answer).toMatchObject({ stage: 'policy', colour: 'green', pass: { displayHint: '王*', kind: 'phone' } })
})

test('a declaration that turns yellow reaches the gate’s list; the colour in the pass does not matter', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 2)
  await city.settle()
  const { passes } = await fetchPasses(resident)
  const gate = await city.gate()
  const declared = await resident.phone.call('POST', `/v1/residents/${resident.residentId}/declarations`, {
    declarationId: city.ground.ids.uuid(),
    kind: 'declaration',
    observedAt: city.ground.clock.now().toISOString(),
    symptoms: [],
    contactWithCase: false,
    riskAreaStay: true,
    arrivedFromAbroadAt: null,
  })
  expect(declared.status).toBe(200)
  await city.settle()
  await refreshGate(gate, city.ground, city.publicFolder)
  expect(await check(await show(resident, passes[0].pass), gate)).toMatchObject({ colour: 'yellow' })
  expect((await fetchPasses(resident)).statuses[0].findings[0].texts['zh-CN'].why).toMatch(/\p{Script=Han}/u)
})

test('the pass says what the status beside it says, also before the lists have followed', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 8)
  await city.settle()
  const declared = await resident.phone.call('POST', `/v1/residents/${resident.residentId}/declarations`, {
    declarationId: city.ground.ids.uuid(),
    kind: 'declaration',
    observedAt: city.ground.clock.now().toISOString(),
    symptoms: [],
    contactWithCase: false,
    riskAreaStay: true,
    arrivedFromAbroadAt: null,
  })
  expect(declared.status).toBe(200)
  await city.decide()
  const { passes, statuses } = await fetchPasses(resident)
  expect(statuses[0].colour).toBe('yellow')
  expect(passes.map((one: { colour: string }) => one.colour)).toEqual(['yellow', 'yellow'])
})

test('a new phone cancels the old one’s pass and keeps its own', async () => {
  const old = await registerResident(city.app, city.ground, city.sms, 3)
  await city.settle()
  const oldPass = (await fetchPasses(old)).passes[0].pass
  const fresh = await registerResident(city.app, city.ground, city.sms, 3)
  await city.settle()
  const freshPass = (await fetchPasses(fresh)).passes[0].pass
  const gate = await city.gate()
  expect(await check(await show(old, oldPass), gate)).toMatchObject({ answer: 'check_another_way', reasons: ['status.cancelled'] })
  expect(await check(await show(fresh, freshPass), gate)).toMatchObject({ colour: 'green' })
})

test('a member who withdraws consent is gone from the carrier’s phone, and that phone’s pass of theirs is cancelled', async () => {
  const [carrier, member] = [
    await registerResident(city.app, city.ground, city.sms, 40),
    await registerResident(city.app, city.ground, city.sms, 41, '李娜'),
  ]
  const asked = await carrier.phone.call('POST', '/v1/me/household', {
    name: '李娜',
    document: member.document,
    relation: 'other',
    phone: member.phoneNumber,
    guardianship: false,
  })
  await sendMessages(city.ground, city.sms)
  const path = `/v1/me/household/${asked.body.memberRequestId}/confirm`
  expect((await carrier.phone.call('POST', path, { code: city.sms.codeFor(member.phoneNumber) })).status).toBe(200)
  await city.settle()
  const theirs = (passes: { residentId: string; pass: string }[]) => passes.filter((one) => one.residentId === member.residentId)
  const [carried] = theirs((await fetchPasses(carrier)).passes)
  expect(await check(await show(carrier, carried!.pass), await city.gate())).toMatchObject({ colour: 'green' })
  expect((await member.phone.call('DELETE', `/v1/me/carriers/${carrier.residentId}`)).status).toBe(204)
  await city.settle()
  expect(theirs((await fetchPasses(carrier)).passes)).toEqual([])
  expect(await check(await show(carrier, carried!.pass), await city.gate())).toMatchObject({ reasons: ['status.cancelled'] })
  const own = theirs((await fetchPasses(member)).passes)
  expect(await check(await show(member, own[0]!.pass), await city.gate())).toMatchObject({ colour: 'green' })
})

test('a desk finds the resident behind a shown pass; a screenshot, a cancelled one and an altered one it does not', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 4)
  await city.settle()
  const text = await show(resident, (await fetchPasses(resident)).passes[0].pass)
  expect(await resolvePass(city.ground, text, city.options)).toEqual({ ok: true, value: resident.residentId })
  const later = new Date(city.ground.clock.now().getTime() + 90_000)
  expect(await resolvePass(city.ground, text, city.options, later)).toMatchObject({ refusal: { reason: 'presentation.stale' } })
  const altered = `${text.slice(0, 100)}${text[100] === 'A' ? 'B' : 'A'}${text.slice(101)}`
  expect(await resolvePass(city.ground, altered, city.options)).toMatchObject({ ok: false })
  await registerResident(city.app, city.ground, city.sms, 4)
  await city.settle()
  expect(await resolvePass(city.ground, text, city.options)).toMatchObject({ refusal: { reason: 'status.cancelled' } })
})

test('the QR stays within its budget', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 5, '欧阳娜娜')
  await city.settle()
  const text = await show(resident, (await fetchPasses(resident)).passes[1].pass)
  expect(text.length).toBeLessThanOrEqual(483)
  expect(readPresentation(text).ok).toBe(true)
})

test('a paper pass is a PDF; a second one cancels the first', async () => {
  const resident = await registerResident(city.app, city.ground, city.sms, 6)
  await city.settle()
  const print = () => resident.phone.call('POST', `/v1/residents/${resident.residentId}/paper-pass`)
  const first = await print()
  expect([first.status, first.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  await print()
  const rows = await city.ground.db.read
    .selectFrom('passes.holder')
    .select('status')
    .where('resident_id', '=', resident.residentId)
    .where('paper', '=', true)
    .orderBy('serial')
    .execute()
  expect(rows.map((row) => row.status)).toEqual([1, 0])
  for (let i = 0; i < 3; i++) expect((await print()).status).toBe(200)
  expect((await print()).body.code).toBe('passes.too_many_papers')
  const stranger = await registerResident(city.app, city.ground, city.sms, 7)
  expect((await stranger.phone.call('POST', `/v1/residents/${resident.residentId}/paper-pass`)).body.code).toBe('passes.not_held')
})

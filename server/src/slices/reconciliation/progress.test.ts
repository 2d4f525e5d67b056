/**
 * Goal: a commander sees how far a round has come, as of a named moment; many who look cost one counting; a desk that is not heard is named.
 * Method: real PostgreSQL; residents, swabs and devices put in as desks would leave them; the clock moved; the figures' keeper made slow.
 */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { createDemoPlaces, findSite, findVenue, listSites, loadDivisions } from '../places/index.ts'
import { findOrCreateByDocument } from '../residents/index.ts'
import { idNumber } from '../residents/testing.ts'
import { createTestRound } from '../rounds/testing.ts'
import type { Device } from '../sampling/index.ts'
import { seedDevice, seedQueue, seedSwab } from '../sampling/testing.ts'
import { staffSlice } from '../staff/index.ts'
import { refreshProgress } from './progress.job.ts'
import { progressRoutes } from './progress.route.ts'
import { isSilent } from './progress.ts'

const minuteMs = 60_000
let ground: TestGround
let app: FastifyInstance
let commander: TestStaff
let roundId: string
let [siteA, siteB] = ['', '']
const residents: { id: string; street: string }[] = []

const ago = (minutes: number): Date => new Date(ground.clock.now().getTime() - minutes * minuteMs)
const read = async (query = '') => (await commander.call('GET', `/v1/rounds/${roundId}/progress${query}`)).body

beforeAll(async () => {
  ground = await createTestGround()
  await loadDivisions(ground, 'CN-6101')
  await createDemoPlaces(testCtx(ground))
  const slice = { name: 'reconciliation', routes: progressRoutes }
  app = await createTestApp(ground, [staffSlice({ rootThumbprint: async () => '', findSite, findVenue }), slice])
  commander = await createTestStaff(app, ground, ['commander'])
  const sites = await listSites(ground.db.read)
  siteA = sites.find((site) => site.streetCode === '610113001')!.siteId
  siteB = sites.find((site) => site.streetCode === '610113002')!.siteId
  for (let n = 1; n <= 9; n++) {
    const [met] = await findOrCreateByDocument(testCtx(ground), [{ document: { kind: 'resident_id', number: idNumber(n) }, name: null }])
    const street = n <= 6 ? '610113001' : '610113002'
    if (met?.ok !== true) throw new Error('no resident')
    await ground.db.read.updateTable('residents.resident').set({ street_code: street }).where('resident_id', '=', met.value).execute()
    residents.push({ id: met.value, street })
  }
  roundId = await createTestRound(ground, [siteA, siteB], { startsAt: ago(180), endsAt: ago(-540) })
  const swab = (n: number, siteId: string, minutes: number) =>
    seedSwab(ground, {
      residentId: residents[n]!.id,
      streetCode: residents[n]!.street,
      siteId,
      roundId,
      tubeCode: `TUBE-${siteId.slice(-4).toUpperCase()}`,
      sampledAt: ago(minutes),
    })
  await swab(0, siteA, 90)
  await swab(1, siteA, 59)
  await swab(6, siteB, 10)
  await swab(2, siteB, 5)
  await seedQueue(ground, siteA, 80)
  await seedDevice(ground, { siteId: siteA, lastContactAt: ago(31) })
  await seedDevice(ground, { siteId: siteA, lastContactAt: ago(29) })
  await seedDevice(ground, { siteId: siteB, lastContactAt: ago(3 * 24 * 60) })
})

test('districts, streets and sites, each with who was expected and who came', async () => {
  const figures = await read('?districtCode=610113')
  expect(figures).toMatchObject({ asOf: ground.clock.now().toISOString(), expected: 9, sampled: 4 })
  expect(figures.districts).toEqual([{ code: '610113', name: '雁塔区', expected: 9, sampled: 4 }])
  expect(figures.streets).toEqual([
    { code: '610113001', name: '小寨路街道', expected: 6, sampled: 3 },
    { code: '610113002', name: '大雁塔街道', expected: 3, sampled: 1 },
  ])
  const [a, b] = [siteA, siteB].map((siteId) => figures.sites.find((site: { siteId: string }) => site.siteId === siteId))
  expect(a).toEqual({
    siteId: siteA,
    name: '小寨采样点',
    streetCode: '610113001',
    mapX: 470,
    mapY: 590,
    desks: 2,
    expected: 6,
    sampled: 2,
    lastHour: 1,
    queuePeople: 80,
    queueSeenAt: ground.clock.now().toISOString(),
    devicesSilent: 1,
  })
  expect(b).toMatchObject({ expected: 3, sampled: 2, lastHour: 2, queuePeople: null, queueSeenAt: null, devicesSilent: 0 })
  expect((await read()).streets).toEqual([])
})

test('figures are kept for a moment, then counted anew by whoever asks', async () => {
  const before = await read()
  await seedSwab(ground, { residentId: residents[3]!.id, siteId: siteA, roundId, tubeCode: 'TUBE-LATER' })
  expect((await read()).sampled).toBe(before.sampled)
  ground.clock.advance(10_000)
  expect(await read()).toMatchObject({ sampled: before.sampled + 1, asOf: ground.clock.now().toISOString() })
})

test('where counting takes long, nobody waits for it but the loop, and the age is told', async () => {
  const before = await read()
  await sql`update reconciliation.round_progress set took_ms = 501`.execute(ground.db.read)
  await seedSwab(ground, { residentId: residents[4]!.id, siteId: siteB, roundId, tubeCode: 'TUBE-LATEST' })
  ground.clock.advance(10_000)
  expect(await read()).toEqual(before)
  expect(await refreshProgress(ground)).toBe(1)
  expect(await refreshProgress(ground)).toBe(0)
  expect((await read()).sampled).toBe(before.sampled + 1)
  ground.clock.advance(5 * minuteMs)
  expect(await refreshProgress(ground)).toBe(0) // nobody has asked for five minutes
})

test('an unknown round, and somebody who is not staff', async () => {
  expect((await commander.call('GET', `/v1/rounds/${ground.ids.uuid()}/progress`)).body.code).toBe('rounds.not_found')
  expect((await app.inject(`/v1/rounds/${roundId}/progress`)).statusCode).toBe(401)
})

test.each([
  ['heard a moment ago', { lastContactAt: 29, queued: 5 }, false],
  ['not heard in a running round', { lastContactAt: 31 }, true],
  ['not heard since days', { lastContactAt: 3 * 24 * 60 }, false],
  ['not heard since days, with records waiting', { lastContactAt: 3 * 24 * 60, queued: 1 }, true],
  ['not heard since days, with a hole in its sequence', { lastContactAt: 3 * 24 * 60, missingRecords: 2 }, true],
])('a device %s', (_name, given, silent) => {
  const now = new Date('2021-12-27T08:00:00Z')
  const lastContactAt = new Date(now.getTime() - given.lastContactAt * minuteMs)
  const device: Device = { deviceId: 'd', siteId: 's', queued: 0, missingRecords: 0, ...given, lastContactAt }
  const round = { startsAt: new Date('2021-12-27T04:00:00Z'), endsAt: new Date('2021-12-27T16:00:00Z') }
  expect(isSilent(device, round, now)).toBe(silent)
})

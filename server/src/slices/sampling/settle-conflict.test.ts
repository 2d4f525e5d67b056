/**
 * Goal: what cannot all be so is looked at by a person, once; their decision is a record like any other, and what waited for it goes on.
 * Method: real PostgreSQL; conflicts made by desks, settled over HTTP by staff; the tubes, the events and the trail afterwards.
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { findSamplesByTubes, readConflicts, readSwabsOfTubes, readTubes } from './index.ts'
import { createTestCity, createTestDesk, fillTube, type TestCity, type TestDesk } from './testing.ts'

let city: TestCity
let people: readonly string[]
let commander: TestStaff
let desk: TestDesk
let tubes = 0

beforeAll(async () => {
  city = await createTestCity()
  people = await city.registerMany(12)
  commander = await createTestStaff(city.app, city.ground, ['commander'])
  desk = await createTestDesk(city)
})

const newTube = () => `SETTLE-${String(++tubes).padStart(4, '0')}`
const openOf = async (tubeCode: string) => readConflicts(city.ground.db.read, { tubeCodes: [tubeCode], state: 'open', limit: 10 })
const resolve = (conflictId: string, body: object) => commander.call('POST', `/v1/sampling/conflicts/${conflictId}/resolve`, body)
const tube = async (tubeCode: string) => (await readTubes(city.ground.db.read, [tubeCode]))[0]!
async function handIn(by: TestDesk, records: readonly unknown[]): Promise<void> {
  expect((await by.send(records)).status).toBe(200)
  await city.catchUp()
}

test('an eleventh swab counts until somebody takes one out; the resident’s list follows', async () => {
  const tubeCode = newTube()
  await handIn(desk, fillTube(desk, tubeCode, people.slice(0, 11)))
  const [conflict] = await openOf(tubeCode)
  expect(conflict).toMatchObject({ code: 'tube_overfull', residentIds: [people[10]] })
  expect((await tube(tubeCode)).swabs).toBe(11)
  const shown = (await commander.call('GET', `/v1/sampling/conflicts/${conflict!.conflictId}`)).body
  expect(shown.swabs.length).toBe(11)
  expect(shown).toMatchObject({ residents: [{ residentId: people[10], nameMasked: '王*明' }], siteName: expect.any(String) })
  expect(shown.swabs[0]).toMatchObject({ nameMasked: '王*明', deviceLabel: 'Test', removed: false })
  const body = { resolution: 'void_swabs', swabIds: [conflict!.recordIds[0]], note: '管内只有十支拭子' }
  expect((await resolve(conflict!.conflictId, body)).status).toBe(204)
  expect((await tube(tubeCode)).swabs).toBe(10)
  const taken = (await readSwabsOfTubes(city.ground.db.read, [tubeCode])).find((one) => one.removed)
  expect(taken).toMatchObject({ residentId: people[10], voided: true, removedAt: city.ground.clock.now() })
  expect((await findSamplesByTubes(city.ground.db.read, [tubeCode])).map((one) => one.residentId)).not.toContain(people[10])
  expect(await resolve(conflict!.conflictId, body)).toMatchObject({ status: 409, body: { code: 'sampling.conflict_resolved' } })
  const trail = await city.ground.db.read
    .selectFrom('audit.entry')
    .select(['outcome', 'purpose'])
    .where('subject', '=', conflict!.conflictId)
    .execute()
  expect(trail.filter(({ purpose }) => purpose !== null).map(({ outcome }) => outcome)).toEqual(['done', 'sampling.conflict_resolved'])
})

test('a number used at two sites blocks its results until somebody settles it; the tube is told of then', async () => {
  const tubeCode = newTube()
  const elsewhere = await createTestDesk(city, 1)
  await handIn(desk, fillTube(desk, tubeCode, people.slice(0, 1)))
  expect((await tube(tubeCode)).ambiguous).toBe(false)
  await handIn(elsewhere, fillTube(elsewhere, tubeCode, people.slice(1, 2)))
  expect((await tube(tubeCode)).ambiguous).toBe(true)
  const conflict = (await openOf(tubeCode)).find(({ code }) => code === 'number_reused')!
  const eventsBefore = await countEvents(tubeCode)
  expect((await resolve(conflict.conflictId, { resolution: 'accepted', note: '同一管，移动到另一采样点' })).status).toBe(204)
  expect((await tube(tubeCode)).ambiguous).toBe(false)
  expect(await countEvents(tubeCode)).toBeGreaterThan(eventsBefore)
  await handIn(elsewhere, [elsewhere.write('box_tube', { boxCode: 'BOX-1001', tubeCode })]) // nothing new about the number
  expect((await tube(tubeCode)).ambiguous).toBe(false)
  await handIn(elsewhere, [elsewhere.write('open_tube', { tubeCode, pool: 'ten', roundId: null })]) // but this is
  expect((await tube(tubeCode)).ambiguous).toBe(true)
})

async function countEvents(tubeCode: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from platform.outbox_event where type = 'sampling.tubes_changed' and payload->'tubeCodes' ? ${tubeCode}`.execute(
    city.ground.db.read,
  )
  return rows[0]!.n
}

test('somebody in two tubes outside rounds within half a day is found whichever tube comes first; later than that is no conflict', async () => {
  const codes = [newTube(), newTube(), newTube()] as const
  const at = (hours: number) => new Date(city.ground.clock.now().getTime() - 60 * 3_600_000 + hours * 3_600_000)
  const person = people.slice(11, 12)
  const written = [
    fillTube(desk, codes[0], person, at(0)),
    fillTube(desk, codes[1], person, at(11)),
    fillTube(desk, codes[2], person, at(24)),
  ]
  await handIn(desk, written[1]!)
  await handIn(desk, written[2]!)
  const twice = () =>
    readConflicts(city.ground.db.read, { code: 'sampled_twice', state: 'open', limit: 10 }).then((all) =>
      all.filter(({ residentIds }) => residentIds[0] === person[0]),
    )
  expect(await twice()).toEqual([])
  await handIn(desk, written[0]!)
  const [conflict] = await twice()
  expect(conflict).toMatchObject({ recordIds: [written[0]![1]!.recordId, written[1]![1]!.recordId].toSorted(), residentIds: person })
  const shown = (await commander.call('GET', `/v1/sampling/conflicts/${conflict!.conflictId}`)).body
  expect(shown.swabs.map((one: { tubeCode: string }) => one.tubeCode)).toEqual([codes[0], codes[1]])
  await handIn(desk, [desk.write('remove_swab', { tubeCode: codes[0], swabId: written[0]![1]!.recordId })])
  expect(await twice()).toEqual([])
})

test('what is refused when settling', async () => {
  const tubeCode = newTube()
  await handIn(desk, [desk.write('add_swab', { tubeCode, subject: { pass: `EG1:pass of ${people[0]}` }, movedFrom: null })])
  const [conflict] = await openOf(tubeCode)
  expect(conflict!.code).toBe('never_opened')
  const refused = async (body: object, id = conflict!.conflictId) => {
    const answer = await resolve(id, { note: 'abc', ...body })
    return [answer.status, answer.body.code]
  }
  expect(await refused({ resolution: 'accepted' }, city.ground.ids.uuid())).toEqual([404, 'sampling.conflict_not_found'])
  expect(await refused({ resolution: 'void_swabs' })).toEqual([422, 'sampling.swabs_not_named'])
  expect(await refused({ resolution: 'accepted', swabIds: conflict!.recordIds })).toEqual([422, 'sampling.swabs_not_named'])
  expect(await refused({ resolution: 'void_swabs', swabIds: [city.ground.ids.uuid()] })).toEqual([422, 'sampling.swab_not_in_conflict'])
  expect(await refused({ resolution: 'accepted', note: '  ' })).toEqual([400, 'request.invalid'])
  expect((await openOf(tubeCode)).length).toBe(1)
})

test('conflicts are listed latest first, page by page, each once; opened by code; and who looked is on the trail', async () => {
  const codes = Array.from({ length: 53 }, newTube)
  await handIn(
    desk,
    codes.map((tubeCode) => desk.write('close_tube', { tubeCode, swabsCounted: null })),
  )
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: { conflicts: { conflictId: string }[]; nextCursor: string | null } = (
      await commander.call('GET', `/v1/sampling/conflicts?state=open&code=never_opened${cursor === null ? '' : `&cursor=${cursor}`}`)
    ).body
    seen.push(...page.conflicts.map((one) => one.conflictId))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThanOrEqual(53)
  const looked = await city.ground.db.read
    .selectFrom('audit.entry')
    .select('actor_id')
    .where('action', '=', 'sampling.list_conflicts')
    .execute()
  expect(looked.length).toBeGreaterThanOrEqual(2)
})

test('the fleet: last contact, what is missing, what is open; and refused records without their subject', async () => {
  const administrator = await createTestStaff(city.app, city.ground, ['administrator'])
  const broken = await createTestDesk(city, 2)
  const silent = await createTestDesk(city, 2)
  const records = [1, 2, 3].map((n) => broken.write('queue_seen', { people: n }))
  await broken.send([records[0], records[2], { ...records[2], subject: { document: { kind: 'passport', number: 'E1234567' } } }], {
    queued: 7,
  })
  const { devices } = (await administrator.call('GET', '/v1/sampling/devices')).body
  const of = (one: TestDesk) => devices.find(({ deviceId }: { deviceId: string }) => deviceId === one.device.scannerId)
  expect(of(broken)).toMatchObject({
    label: 'Test',
    upTo: 1,
    highest: 3,
    gaps: [[2, 2]],
    queued: 7,
    clockOffsetMs: 0,
    conflictsOpen: 1,
    appVersion: 'test',
  })
  expect(of(silent)).toMatchObject({ lastContactAt: null, upTo: 0, highest: 0, gaps: [], queued: null, conflictsOpen: 0 })
  const refused = await administrator.call('GET', '/v1/sampling/refused-records')
  const mine = refused.body.records.filter(({ deviceId }: { deviceId: string }) => deviceId === broken.device.scannerId)
  expect(mine).toMatchObject([{ code: 'record_invalid', field: 'subject', recordId: records[2]!.recordId }])
  expect(JSON.stringify(refused.body)).not.toContain('E1234567')
  expect((await commander.call('GET', '/v1/sampling/refused-records')).status).toBe(403)
})

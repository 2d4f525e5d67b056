/**
 * Goal: whoever was swabbed is somebody: known, met by their document, or described; nothing personal stands in the journal in clear, and what was sealed is
 * gone when it is no longer needed. One swab that cannot be worked on holds up nobody.
 * Method: real PostgreSQL; desks hand in every kind of subject; all tables of the slice are searched for what was typed.
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { uuidFrom } from '../../platform/ids.ts'
import { readIdentities, readResidentCards } from '../residents/index.ts'
import { idNumber, type RegisteredResident } from '../residents/testing.ts'
import { readConflicts, readSwabsOfTubes, readTubes } from './index.ts'
import { createTestCity, createTestDesk, type TestCity, type TestDesk } from './testing.ts'

let city: TestCity
let desk: TestDesk
let resident: RegisteredResident
let tubes = 0

beforeAll(async () => {
  city = await createTestCity()
  desk = await createTestDesk(city)
  resident = await city.register(1)
})

type Subject = Parameters<typeof writeSwab>[1]
const newTube = () => `SUBJECT-${String(++tubes).padStart(4, '0')}`
function writeSwab(
  tubeCode: string,
  subject: Extract<Parameters<TestDesk['write']>[1], { subject: unknown }>['subject'],
  movedFrom: string | null = null,
) {
  return desk.write('add_swab', { tubeCode, subject, movedFrom })
}
async function swabOf(subject: Subject) {
  const tubeCode = newTube()
  await desk.send([desk.write('open_tube', { tubeCode, pool: 'single', roundId: null }), writeSwab(tubeCode, subject)])
  await city.applyRecords()
  const [swab] = await readSwabsOfTubes(city.ground.db.read, [tubeCode])
  return { ...swab!, conflicts: (await readConflicts(city.ground.db.read, { tubeCodes: [tubeCode], limit: 10 })).map(({ code }) => code) }
}
const cardOf = async (residentId: string) => (await readResidentCards(city.ground.db.read, city.ground.vault, [residentId]))[0]

test('a registered person by pass and by document, however it was typed', async () => {
  const { residentId } = resident
  expect(await swabOf({ pass: `EG1:pass of ${residentId}` })).toMatchObject({
    residentId,
    identifiedBy: 'phone_pass',
    provisional: false,
    conflicts: [],
  })
  const typed = { kind: 'resident_id' as const, number: ` ${resident.document.number.toLowerCase()}` }
  expect(await swabOf({ document: typed })).toMatchObject({ residentId, identifiedBy: 'document', provisional: false, conflicts: [] })
})

test('a document nobody has registered makes a provisional person, the same one again; registering later takes them over', async () => {
  const document = { kind: 'resident_id' as const, number: idNumber(50) }
  const met = await swabOf({ document, name: '李小红' })
  expect(met).toMatchObject({ identifiedBy: 'document', provisional: true, conflicts: [] })
  expect((await swabOf({ document })).residentId).toBe(met.residentId)
  expect(await cardOf(met.residentId)).toMatchObject({ nameMasked: '李*红' })
  expect((await city.register(50)).residentId).toBe(met.residentId)
  expect((await readSwabsOfTubes(city.ground.db.read, [met.tubeCode]))[0]).toMatchObject({ provisional: false })
})

test('a document of wrong form and a pass that leads nowhere: a person of their own, and a conflict', async () => {
  const wrong = await swabOf({ document: { kind: 'resident_id', number: '610103199003070019' } })
  expect(wrong).toMatchObject({ identifiedBy: 'document', provisional: true, conflicts: ['subject_unresolved'] })
  const forged = await swabOf({ pass: 'EG1:FORGED' })
  expect(forged).toMatchObject({ identifiedBy: 'phone_pass', provisional: true, conflicts: ['subject_unresolved'] })
  expect(forged.residentId).not.toBe(wrong.residentId)
})

test('somebody described stays one person when their swab is moved, twice', async () => {
  const subject = { provisional: { description: '红衣老人，约七十岁', phone: '13800000000' } }
  const codes = [newTube(), newTube(), newTube()] as const
  const first = writeSwab(codes[0], subject)
  const second = writeSwab(codes[1], subject, first.recordId)
  const third = writeSwab(codes[2], subject, first.recordId)
  const undo = [
    desk.write('remove_swab', { tubeCode: codes[0], swabId: first.recordId }),
    desk.write('remove_swab', { tubeCode: codes[1], swabId: second.recordId }),
  ]
  await desk.send([third, ...undo, second, first])
  await city.applyRecords()
  const swabs = await readSwabsOfTubes(city.ground.db.read, codes)
  expect(new Set(swabs.map(({ residentId }) => residentId)).size).toBe(1)
  expect(swabs.filter(({ removed }) => !removed).map(({ sampleId }) => sampleId)).toEqual([third.recordId])
  expect((await readIdentities(city.ground.db.read, [swabs[0]!.residentId])).get(swabs[0]!.residentId)).toMatchObject({
    provisional: true,
    hasDocument: false,
  })
})

test('nothing that was typed or shown can be read in the database, before it is applied or after', async () => {
  const secrets = [idNumber(60), '赵钱孙', '蓝衣少年在第三排', '13911112222', `EG1:pass of ${resident.residentId}`]
  const tubeCode = newTube()
  await desk.send([
    writeSwab(tubeCode, { document: { kind: 'resident_id', number: secrets[0]! }, name: secrets[1]! }),
    writeSwab(tubeCode, { provisional: { description: secrets[2]!, phone: secrets[3]! } }),
    writeSwab(tubeCode, { pass: secrets[4]! }),
  ])
  expect((await allText()).length).toBeGreaterThan(1_000)
  for (const secret of secrets) expect(await allText()).not.toContain(secret)
  await city.applyRecords()
  for (const secret of secrets) expect(await allText()).not.toContain(secret)
  const left = await city.ground.db.read.selectFrom('sampling.pending_subject').selectAll().execute()
  expect(left).toEqual([])
})

/** All rows of the slice as text; bytes as the text they would be. */
async function allText(): Promise<string> {
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'sampling'`.execute(
    city.ground.db.read,
  )
  const texts: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(`sampling.${name}`)}`.execute(city.ground.db.read)
    texts.push(JSON.stringify(rows, (_key, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value)))
  }
  return texts.join('\n')
}

test('a swab that cannot be worked on waits with its reason; its neighbours go on, and it follows when it can', async () => {
  const [sick, well] = [newTube(), newTube()]
  const swabs = [
    writeSwab(sick, { pass: `EG1:pass of ${resident.residentId}` }),
    writeSwab(sick, { provisional: { description: '旁边的人' } }),
  ]
  await desk.send([...swabs, writeSwab(well, { pass: `EG1:pass of ${resident.residentId}` })])
  const sealed = await city.ground.db.read
    .selectFrom('sampling.pending_subject')
    .selectAll()
    .where('record_id', '=', swabs[0]!.recordId)
    .executeTakeFirstOrThrow()
  const spoil = (subject_sealed: Buffer) =>
    city.ground.db.read
      .updateTable('sampling.pending_subject')
      .set({ subject_sealed })
      .where('record_id', '=', swabs[0]!.recordId)
      .execute()
  await spoil(Buffer.alloc(40))
  await city.applyRecords()
  expect((await readTubes(city.ground.db.read, [sick, well])).map(({ swabs: count }) => count)).toEqual([1, 1])
  const [told] = (await readConflicts(city.ground.db.read, { tubeCodes: [sick], limit: 10 })).filter(
    ({ code }) => code === 'record_invalid',
  )
  expect(told).toMatchObject({ recordIds: [swabs[0]!.recordId], state: 'open' })
  const waiting = await city.ground.db.read.selectFrom('sampling.pending_subject').select(['attempts', 'reason']).execute()
  expect(waiting).toEqual([{ attempts: 1, reason: 'Error' }])
  await spoil(sealed.subject_sealed)
  city.ground.clock.advance(10_000)
  await city.applyRecords()
  expect((await readTubes(city.ground.db.read, [sick]))[0]!.swabs).toBe(2)
  expect(await readConflicts(city.ground.db.read, { tubeCodes: [sick], code: 'record_invalid', limit: 10 })).toEqual([])
})

test('a tube that cannot be written waits alone', async () => {
  const [sick, well] = [newTube(), newTube()]
  await sql`alter table sampling.tube add constraint ill check (tube_code <> ${sql.lit(sick)} or swabs = 0)`.execute(city.ground.db.read)
  await desk.send([sick, well].map((tubeCode) => writeSwab(tubeCode, { pass: `EG1:pass of ${resident.residentId}` })))
  await city.applyRecords()
  expect((await readTubes(city.ground.db.read, [sick, well])).map(({ tubeCode }) => tubeCode)).toEqual([well])
  expect(await city.ground.db.read.selectFrom('sampling.touched').select(['container_code', 'attempts']).execute()).toEqual([
    { container_code: sick, attempts: 1 },
  ])
  const told = () => readConflicts(city.ground.db.read, { tubeCodes: [sick], code: 'record_invalid', state: 'open', limit: 10 })
  expect((await told()).length).toBe(1)
  await sql`alter table sampling.tube drop constraint ill`.execute(city.ground.db.read)
  city.ground.clock.advance(10_000)
  await city.applyRecords()
  expect((await readTubes(city.ground.db.read, [sick]))[0]!.swabs).toBe(1)
  expect(await told()).toEqual([])
})

test('somebody who cannot be made a person holds up nobody else of the tube', async () => {
  const tubeCode = newTube()
  const [ill, well] = ['红衣老人', '蓝衣老人'].map((description) => writeSwab(tubeCode, { provisional: { description } }))
  const person = uuidFrom(`person of swab ${ill!.recordId}`)
  await sql`alter table residents.resident add constraint ill check (resident_id <> ${sql.lit(person)})`.execute(city.ground.db.read)
  const swabs = async () => (await readSwabsOfTubes(city.ground.db.read, [tubeCode])).map(({ sampleId }) => sampleId)
  await desk.send([ill!, well!])
  await city.applyRecords()
  expect(await swabs()).toEqual([well!.recordId])
  await sql`alter table residents.resident drop constraint ill`.execute(city.ground.db.read)
  city.ground.clock.advance(10_000)
  await city.applyRecords()
  expect((await swabs()).length).toBe(2)
})

/**
 * Goal: nobody met at a desk is without an id, one document is one person however many desks type it at once, and who registers later is that person.
 * Method: real PostgreSQL; eight desks race with a number and with each other's registration; every count and page against what was put in.
 */
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import {
  countByStreet,
  createProvisional,
  findOrCreateByDocument,
  findResidentIdByDocument,
  formatOnly,
  pageByStreets,
  readIdentities,
  readResidentCards,
  residentsSlice,
} from './index.ts'
import { openPerson } from './sealed-person.ts'
import { createSmsMemory, idNumber, registerResident } from './testing.ts'

const sms = createSmsMemory()
let ground: TestGround
let app: FastifyInstance
beforeAll(async () => {
  ground = await createTestGround()
  app = await createTestApp(ground, [residentsSlice({ sms, realName: formatOnly })])
})

const document = (n: number) => ({ kind: 'resident_id' as const, number: idNumber(n) })
const meet = async (n: number, name: string | null = null): Promise<string> => {
  const [met] = await findOrCreateByDocument(testCtx(ground), [{ document: document(n), name }])
  if (met?.ok !== true) throw new Error('refused')
  return met.value
}
const cardOf = async (residentId: string) => (await readResidentCards(ground.db.read, ground.vault, [residentId]))[0]

test('eight desks that type one unknown number at once meet one person', async () => {
  const met = await Promise.all(Array.from({ length: 8 }, () => meet(1)))
  expect(new Set(met).size).toBe(1)
  expect(await readIdentities(ground.db.read, [met[0]!])).toEqual(
    new Map([[met[0]!, { provisional: true, hasDocument: true, streetCode: null }]]),
  )
  expect(await findResidentIdByDocument(ground.db.read, ground.vault, document(1))).toEqual({ ok: true, value: met[0] })
})

test('who registers with the number takes the provisional person over, whatever name was typed at the desk', async () => {
  const met = await meet(2, '五小朋')
  expect(await cardOf(met)).toMatchObject({ nameMasked: '五*朋' })
  const registered = await registerResident(app, ground, sms, 2)
  expect(registered.residentId).toBe(met)
  expect(await cardOf(met)).toMatchObject({ nameMasked: '王*明', phoneMasked: '+8613*******02' })
  expect((await readIdentities(ground.db.read, [met])).get(met)).toMatchObject({ provisional: false, hasDocument: true })
  expect((await registered.phone.call('GET', '/v1/me')).status).toBe(200)
  const trail = await ground.db.read.selectFrom('audit.entry').select(['action', 'detail']).where('subject', '=', met).execute()
  expect(trail).toEqual([{ action: 'residents.register', detail: { tookOver: 'provisional' } }])
})

test('a declared guardian takes over a child met at a desk by the name that was typed there, and by no other', async () => {
  const parent = await registerResident(app, ground, sms, 6)
  const child = { kind: 'resident_id' as const, number: idNumber(6, '20150601') }
  const [met] = await findOrCreateByDocument(testCtx(ground), [{ document: child, name: '王小宝' }])
  const declare = (name: string) =>
    parent.phone.call('POST', '/v1/me/household', { name, document: child, relation: 'child', phone: null, guardianship: true })
  expect(await declare('李大宝')).toMatchObject({ status: 422, body: { code: 'residents.details_not_confirmed' } })
  const added = await declare('王 小宝')
  expect(met).toEqual({ ok: true, value: added.body.residentId })
  const trail = await ground.db.read
    .selectFrom('audit.entry')
    .select(['action', 'detail'])
    .where('subject', '=', added.body.residentId)
    .execute()
  expect(trail).toEqual([{ action: 'residents.add_member', detail: { basis: 'guardianship', tookOver: 'provisional' } }])
})

test('a registered person is found and left as they are', async () => {
  const registered = await registerResident(app, ground, sms, 3)
  expect(await meet(3, '李四')).toBe(registered.residentId)
  expect(await cardOf(registered.residentId)).toMatchObject({ nameMasked: '王*明' })
  expect((await readIdentities(ground.db.read, [registered.residentId])).get(registered.residentId)?.provisional).toBe(false)
})

test('a registration and a desk that race end as one registered person', async () => {
  for (let n = 10; n < 14; n++) {
    const [met, registered] = await Promise.all([meet(n), registerResident(app, ground, sms, n)])
    expect(registered.residentId).toBe(met)
    expect((await readIdentities(ground.db.read, [met])).get(met)).toMatchObject({ provisional: false })
  }
})

test('somebody without a document is made once, and a number that is none stays readable in the description', async () => {
  const residentId = ground.ids.uuid()
  const said = { residentId, description: '红衣老人，约七十岁', name: null, phone: '123' }
  await Promise.all([createProvisional(testCtx(ground), [said, said]), createProvisional(testCtx(ground), [said])])
  expect((await readIdentities(ground.db.read, [residentId])).get(residentId)).toEqual({
    provisional: true,
    hasDocument: false,
    streetCode: null,
  })
  expect(await cardOf(residentId)).toMatchObject({ nameMasked: '红衣老人，约七十岁 (***)', documentMasked: '', phoneMasked: null })
  const row = await ground.db.read
    .selectFrom('residents.resident')
    .selectAll()
    .where('resident_id', '=', residentId)
    .executeTakeFirstOrThrow()
  expect(openPerson(ground.vault, row)).toEqual({ name: '', document: null, phone: null, description: '红衣老人，约七十岁 (123)' })
})

test('desks that type lists of the same people in other orders meet each person once, in the order they asked for; the first name stays', async () => {
  const [known, typed] = [
    await meet(40),
    [41, 42, 43, 40, 41].map((n, at) => ({ document: document(n), name: at === 0 ? '五小朋' : '陆小七' })),
  ]
  const lists = await Promise.all([typed, typed.toReversed(), typed].map((list) => findOrCreateByDocument(testCtx(ground), list)))
  const idsOf = (list: (typeof lists)[number]) => list.map((met) => (met.ok ? met.value : ''))
  expect(idsOf(lists[1]!)).toEqual(idsOf(lists[0]!).toReversed())
  expect(idsOf(lists[2]!)).toEqual(idsOf(lists[0]!))
  expect(new Set(idsOf(lists[0]!)).size).toBe(4)
  expect(idsOf(lists[0]!)[3]).toBe(known)
  const [alone] = await findOrCreateByDocument(testCtx(ground), [
    { document: document(44), name: '五小朋' },
    ...typed,
    { document: document(44), name: '陆小七' },
  ])
  expect(await cardOf(alone?.ok === true ? alone.value : '')).toMatchObject({ nameMasked: '五*朋' })
})

test('a document of wrong form is refused, and nobody else of its list; a name of wrong form is left out', async () => {
  const wrong = { kind: 'resident_id' as const, number: '610103199003070019' }
  const [first, second] = await findOrCreateByDocument(
    testCtx(ground),
    [wrong, document(45)].map((one) => ({ document: one, name: null })),
  )
  expect(first).toMatchObject({ ok: false, refusal: { code: 'residents.document_invalid' } })
  expect(second).toEqual({ ok: true, value: await meet(45) })
  expect(await cardOf(await meet(4, '<b>'))).toMatchObject({ nameMasked: '*' })
})

test('streets are counted and paged, each person once', async () => {
  const ids = []
  for (let n = 20; n < 27; n++) ids.push(await meet(n))
  const live = (residentIds: readonly string[], street_code: string) =>
    ground.db.read.updateTable('residents.resident').set({ street_code }).where('resident_id', 'in', residentIds).execute()
  await live(ids.slice(0, 5), '610113001')
  await live(ids.slice(5), '610113002')
  expect(await countByStreet(ground.db.read)).toEqual(
    new Map([
      ['610113001', 5],
      ['610113002', 2],
    ]),
  )
  const pages: string[][] = []
  const streets = ['610113001', '610113002']
  let after: string | null = null
  do {
    pages.push(await pageByStreets(ground.db.read, streets, after, 3))
    after = pages.at(-1)?.at(-1) ?? null
  } while (after !== null)
  expect(pages.map((page) => page.length)).toEqual([3, 3, 1, 0])
  expect(pages.flat()).toEqual(ids.toSorted())
})

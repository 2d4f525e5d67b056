/**
 * Goal: a resident has one phone at a time, also where two are enrolled in the same moment and where the last one was given up: of every phone that ends it is told.
 * Method: an enrolment held open while another begins; a phone given up and one after it. (Reading the phone without locking the resident turns this red.)
 */
import type { JWK } from 'jose'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import { makePhoneKey } from '../../testing/phone-key.ts'
import { createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { cancelDevice, type EnrolledDevice, enrolDevice } from './enrol-device.command.ts'

let ground: TestGround
const keyOfPhone = (): JWK => makePhoneKey() as JWK

beforeAll(async () => {
  ground = await createTestGround()
})

async function resident(): Promise<string> {
  const residentId = ground.ids.uuid()
  await sql`insert into residents.resident (resident_id, wrapped_key, person_sealed, document_kind, registered_at)
    values (${residentId}, '\\x00', '\\x00', 'passport', ${ground.clock.now()})`.execute(ground.db.read)
  return residentId
}

async function told(residentId: string): Promise<string[]> {
  const { rows } = await sql<{ one: string }>`
    select (payload ->> 'change') || ' ' || (payload ->> 'deviceId') as one from platform.outbox_event
    where type = 'residents.holders_changed' and payload ->> 'residentId' = ${residentId} order by txid, event_id`.execute(ground.db.read)
  return rows.map(({ one }) => one)
}

const inUse = async (residentId: string): Promise<unknown> =>
  (
    await sql`select device_id, cancelled_at is null as active from residents.device where resident_id = ${residentId}`.execute(
      ground.db.read,
    )
  ).rows

test('of two phones enrolled at once the second ends the first', async () => {
  const residentId = await resident()
  const ctx = testCtx(ground)
  const enrolled: Promise<EnrolledDevice>[] = []
  await ground.db.transaction(async (tx) => {
    enrolled.push(Promise.resolve(await enrolDevice(tx, ctx, residentId, keyOfPhone())))
    enrolled.push(ground.db.transaction((other) => enrolDevice(other, ctx, residentId, keyOfPhone())))
    await lockWaiters(ground, 1)
  })
  const [former, latter] = (await Promise.all(enrolled)).map(({ deviceId }) => deviceId)
  expect((await told(residentId)).toSorted()).toEqual([`added ${former}`, `added ${latter}`, `removed ${former}`].toSorted())
  expect(await inUse(residentId)).toEqual([{ device_id: latter, active: true }])
})

test('a phone that was given up is not in use; the same key enrolled again is another phone', async () => {
  const residentId = await resident()
  const [ctx, key] = [testCtx(ground), keyOfPhone()]
  const enrol = () => ground.db.transaction((tx) => enrolDevice(tx, ctx, residentId, key))
  const [first, again] = [await enrol(), await enrol()]
  expect(again.deviceId).toBe(first.deviceId)
  await ground.db.transaction((tx) => cancelDevice(tx, ctx, residentId, first.deviceId))
  expect(await inUse(residentId)).toEqual([{ device_id: first.deviceId, active: false }])
  const next = await enrol()
  expect(next.deviceId).not.toBe(first.deviceId)
  expect(await inUse(residentId)).toEqual([{ device_id: next.deviceId, active: true }])
})

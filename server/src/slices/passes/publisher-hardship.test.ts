/**
 * Goal: the lists go on where things go wrong: families full, a clock set back, months of versions, one member added again and again.
 * Method: each hardship made by hand on a small city; what is published and what lies on disk is read back.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { decodeStatusIndex, statusIndexPath, statusShardPath } from '@evergate/pass'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testCtx } from '../../testing/test-server.ts'
import { registerResident } from '../residents/testing.ts'
import { followColours, followPhones } from './holders.command.ts'
import { deleteOldShards } from './live-shards.command.ts'
import { readPublicFile } from './published-files.command.ts'
import { sweepPublicFolder } from './sweep-public-folder.job.ts'
import { createTestCity, testRegion } from './testing.ts'

type City = Awaited<ReturnType<typeof createTestCity>>

async function readIndex(city: City) {
  const index = decodeStatusIndex(new Uint8Array((await readPublicFile(city.ground.db.read, statusIndexPath(testRegion.iss)))!.content))
  if (!index.ok) throw new Error(index.reason)
  return index.value
}

const setColour = (city: City, residentId: string, colour: 'yellow' | 'red', version: number) =>
  city.ground.db.transaction((tx) => followColours(tx, [{ residentId, colour, version }]))

test('a holder for whom no place is left does not stop the lists of all others', async () => {
  const city = await createTestCity()
  const [one, other] = [
    await registerResident(city.app, city.ground, city.sms, 1),
    await registerResident(city.app, city.ground, city.sms, 2),
  ]
  await city.settle()
  const before = (await readIndex(city)).sequence
  await sql`update passes.holder set serial = 12 * ${testRegion.capacity}, status_txid = pg_current_xact_id() where resident_id = ${one.residentId}`.execute(
    city.ground.db.read,
  )
  await setColour(city, other.residentId, 'red', 9)
  await city.publisher.tick()
  expect((await readIndex(city)).sequence).toBe(before + 1)
})

test('the index is renewed also where the clock was set back', async () => {
  const city = await createTestCity()
  await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  const before = (await readIndex(city)).sequence
  city.ground.clock.advance(-3_600_000)
  const { keepTrust } = await import('./index.ts')
  await keepTrust(city.ground, { region: testRegion, keysFolder: city.keysFolder })
  await city.publisher.tick()
  expect((await readIndex(city)).sequence).toBe(before + 1)
})

test('versions that are long replaced leave database and disk; fresh and live ones stay', async () => {
  const city = await createTestCity()
  const resident = await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  for (let version = 10; version < 20; version++) {
    await setColour(city, resident.residentId, version % 2 === 0 ? 'yellow' : 'red', version)
    await city.publisher.tick()
  }
  await city.settle()
  const live = (await readIndex(city)).lists.flatMap(({ family, epoch, shards }) =>
    shards.map(({ version }, shard) => ({ iss: testRegion.iss, family, epoch, shard, version })),
  )
  const newest = live.filter((shard) => shard.version > 5)
  expect(newest.length).toBe(2)
  const onDisk = (version: (live: number) => number) =>
    newest.map((shard) => existsSync(join(city.publicFolder, statusShardPath({ ...shard, version: version(shard.version) }))))
  const clear = async () => {
    await deleteOldShards(city.ground.db.read, new Map(), city.ground.clock.now())
    await sweepPublicFolder(city.ground, join(city.publicFolder, testRegion.iss, 'status'), city.publicFolder)
  }
  await clear()
  expect(onDisk(() => 1)).toEqual([true, true]) // a slow gate may still be fetching it
  city.ground.clock.advance(11 * 60_000)
  await clear()
  expect(onDisk(() => 1)).toEqual([false, false])
  expect(onDisk((version) => version - 3)).toEqual([true, true])
  expect(live.every((shard) => existsSync(join(city.publicFolder, statusShardPath(shard))))).toBe(true)
  expect(existsSync(join(city.publicFolder, statusIndexPath(testRegion.iss)))).toBe(true)
})

test('a member who is removed and added again has the place they had', async () => {
  const city = await createTestCity()
  const [holder, member] = [
    await registerResident(city.app, city.ground, city.sms, 1),
    await registerResident(city.app, city.ground, city.sms, 2),
  ]
  await city.settle()
  const ctx = testCtx(city.ground)
  const carry = async (carried: boolean) => {
    await (carried
      ? sql`insert into residents.household_member (holder_id, member_id, relation, basis, since)
          values (${holder.residentId}, ${member.residentId}, 'other', 'consent', now())`
      : sql`delete from residents.household_member where holder_id = ${holder.residentId}`
    ).execute(city.ground.db.read)
    await city.ground.db.transaction((tx) => followPhones(tx, ctx, member.residentId))
    const { rows } = await sql<{ serial: number; status: number }>`
      select serial, status from passes.holder where resident_id = ${member.residentId} and holder_id = ${holder.deviceId}`.execute(
      city.ground.db.read,
    )
    return rows
  }
  const [first] = await carry(true)
  expect(await carry(false)).toEqual([{ serial: first!.serial, status: 1 }])
  await setColour(city, member.residentId, 'red', 9)
  expect(await carry(true)).toEqual([{ serial: first!.serial, status: 3 }])
})

/**
 * Goal: of many publishers on one database each version is published once and only grows, and nothing that changed is left out, also when a
 * transaction commits late or a publisher starts anew.
 * Method: two publishers ticking at once; a holder's change held open across a tick; a day passing.
 */
import { decodeStatusIndex, decodeStatusShard, getStatus, shardOf, statusIndexPath, statusShardPath } from '@evergate/pass'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testCtx } from '../../testing/test-server.ts'
import { registerResident } from '../residents/testing.ts'
import { followColours } from './holders.command.ts'
import { readPublicFile } from './published-files.command.ts'
import { createTestCity, testPublisher, testRegion } from './testing.ts'

type City = Awaited<ReturnType<typeof createTestCity>>

async function readIndex(city: City) {
  const file = await readPublicFile(city.ground.db.read, statusIndexPath(testRegion.iss))
  const index = decodeStatusIndex(new Uint8Array(file!.content))
  if (!index.ok) throw new Error(index.reason)
  return index.value
}

/** The entry of a serial number in each live list of its family, as published. */
async function readEntries(city: City, serial: number): Promise<(number | null)[]> {
  const { lists } = await readIndex(city)
  return Promise.all(
    lists.map(async ({ family, epoch, shards }) => {
      const { shard, offset } = shardOf(city.options.permutationOf(family, epoch).indexOf(serial))
      const path = statusShardPath({ iss: testRegion.iss, family, epoch, shard, version: shards[shard]!.version })
      const decoded = decodeStatusShard(new Uint8Array((await readPublicFile(city.ground.db.read, path))!.content))
      return decoded.ok ? getStatus(decoded.value.bits, offset) : null
    }),
  )
}

test('two publishers at once: every version once, the sequence only grows, the last state is published', async () => {
  const city = await createTestCity()
  const resident = await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  const publishers = [testPublisher(city.ground, city.options), testPublisher(city.ground, city.options)]
  const sequences: number[] = []
  for (let version = 10; version < 30; version++) {
    const colour = version % 2 === 0 ? 'yellow' : 'red'
    await city.ground.db.transaction((tx) => followColours(tx, [{ residentId: resident.residentId, colour, version }]))
    await Promise.all(publishers.map((one) => one.tick()))
    await publishers[version % 2]!.tick()
    sequences.push((await readIndex(city)).sequence)
  }
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
  expect(await readEntries(city, 0)).toEqual([3, 3])
  const { rows } = await sql<{ n: string }>`select count(*) as n from passes.published_file where path like '%/status/0/%'`.execute(
    city.ground.db.read,
  )
  expect(Number(rows[0]!.n)).toBe(4 + 2 * 20) // two epochs of two shards, then one shard of each epoch for each of twenty changes
})

test('a change that commits after a later one was published is published too', async () => {
  const city = await createTestCity()
  const [early, late] = [
    await registerResident(city.app, city.ground, city.sms, 1),
    await registerResident(city.app, city.ground, city.sms, 2),
  ]
  await city.settle()
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let began = (): void => undefined
  const started = new Promise<void>((resolve) => {
    began = resolve
  })
  const slow = city.ground.db.transaction(async (tx) => {
    await followColours(tx, [{ residentId: early.residentId, colour: 'red', version: 9 }])
    began()
    await held
  })
  await started
  await city.ground.db.transaction((tx) => followColours(tx, [{ residentId: late.residentId, colour: 'yellow', version: 9 }]))
  await city.publisher.tick()
  expect([await readEntries(city, 0), await readEntries(city, 1)]).toEqual([
    [0, 0],
    [2, 2],
  ])
  release()
  await slow
  await city.publisher.tick()
  expect(await readEntries(city, 0)).toEqual([3, 3])
})

test('a publisher that starts anew publishes nothing that is published already, and the next day brings the next list', async () => {
  const city = await createTestCity()
  await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  expect(await testPublisher(city.ground, city.options).tick()).toBe(0)
  const before = await readIndex(city)
  city.ground.clock.advance(86_400_000)
  const { keepTrust } = await import('./index.ts')
  await keepTrust(city.ground, { region: testRegion, keysFolder: city.keysFolder })
  await city.publisher.tick()
  const after = await readIndex(city)
  expect(after.lists.map((list) => list.epoch)).toEqual(before.lists.map((list) => list.epoch + 1))
  expect(after.lists[0]!.shards).toEqual(before.lists[1]!.shards)
})

test('a region that moves: every live shard is published anew, and every gate still reads it; no server moves it back', async () => {
  const city = await createTestCity()
  await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  const before = await readIndex(city)
  const { keepTrust } = await import('./index.ts')
  const moved = { region: { ...testRegion, baseUrl: 'https://code.example.org/public' }, keysFolder: city.keysFolder }
  await keepTrust(city.ground, moved)
  await keepTrust(city.ground, { region: testRegion, keysFolder: city.keysFolder, stay: true })
  await city.settle() // by a publisher that was set up with the former base URL
  const gate = await city.gate()
  expect(gate.regions()[0]!.baseUrl).toBe(moved.region.baseUrl)
  const versionsOf = (index: typeof before) => index.lists.flatMap(({ shards }) => shards.map(({ version }) => version))
  expect(versionsOf(await readIndex(city))).toEqual(versionsOf(before).map((version) => version + 1))
})

test('an older version of a file cannot be written', async () => {
  const city = await createTestCity()
  const { publishFiles } = await import('./published-files.command.ts')
  const write = (version: number) =>
    city.ground.db.transaction((tx) =>
      publishFiles(tx, [{ path: 'x.cwt', version, content: new Uint8Array([version]) }], testCtx(city.ground).clock.now()),
    )
  await write(2)
  await expect(write(2)).rejects.toThrow('not newer')
  await expect(write(1)).rejects.toThrow('not newer')
  expect((await readPublicFile(city.ground.db.read, 'x.cwt'))?.version).toBe(2)
})

test('a publisher that ran before anybody was registered has lists for the first one who is, though green from the beginning', async () => {
  const city = await createTestCity()
  await city.publisher.tick()
  expect((await readIndex(city)).lists).toEqual([])
  await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  expect((await readIndex(city)).lists).not.toEqual([])
  const { rows } = await sql<{ status_txid: string | null }>`select status_txid from passes.holder`.execute(city.ground.db.read)
  expect(rows).toEqual([{ status_txid: null }])
})

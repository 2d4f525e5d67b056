/**
 * Goal: an id is used once in all tubes, for ever, also when its claim was packed, and while it is being packed.
 * Method: claims of ids of different ages, packed, claimed again with the same record and with another; a claim that comes while another transaction packs the
 * same id. (Not looking among the packed, or looking there before claiming, turns this red.)
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../platform/db/database.ts'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import { createTestGround, type TestGround } from '../../testing/test-server.ts'
import { claimIds, readClaims } from './claims.command.ts'
import { packClaims } from './pack-claims.job.ts'

let ground: TestGround
const minute = 60_000

beforeAll(async () => {
  ground = await createTestGround()
})

/** The nth id of a device that made it so many minutes ago. */
function madeBefore(minutes: number, n = 0): string {
  const hex = (ground.clock.now().getTime() - minutes * minute).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`
}

const claim = (ids: readonly string[], fingerprint = '7') =>
  ground.db.transaction(async (tx) => [
    ...(
      await claimIds(
        tx,
        ids.map((recordId) => ({ recordId, fingerprint })),
        ground.clock.now(),
      )
    ).values(),
  ])

async function counts(): Promise<unknown> {
  const { rows } = await sql`select (select count(*)::int from sampling.claim) as claims,
    (select array_agg(cardinality(record_ids) order by bucket, cardinality(record_ids) desc) from sampling.packed_claims) as packed`.execute(
    ground.db.read,
  )
  return rows[0]
}

test('what is half an hour old is packed, by time, and stays claimed', async () => {
  const old = Array.from({ length: 130 }, (_, n) => madeBefore(600, n))
  const ids = [...old, madeBefore(90), madeBefore(20), madeBefore(0)]
  expect(await claim(ids)).toEqual(ids.map(() => 'new'))
  expect(await packClaims(ground)).toBe(131)
  expect(await packClaims(ground)).toBe(0)
  expect(await counts()).toEqual({ claims: 2, packed: [64, 64, 2, 1] })
  expect(await claim(ids)).toEqual(ids.map(() => 'already'))
  expect(await claim(ids, '8')).toEqual(ids.map(() => 'reused'))
  expect(await counts()).toEqual({ claims: 2, packed: [64, 64, 2, 1] })
  expect([...(await readClaims(ground.db.read, ids)).values()]).toEqual(ids.map(() => '7'))
  const late = madeBefore(600, 5_000)
  expect(await claim([late, old[0]!])).toEqual(['new', 'already'])
})

test('who claims an id in the moment it is packed finds it claimed', async () => {
  const id = madeBefore(45)
  await claim([id])
  let claiming: Promise<readonly string[]> | undefined
  await ground.db.transaction(async (tx: Tx) => {
    await packClaims({ clock: ground.clock, db: { transaction: (run: (own: Tx) => Promise<number>) => run(tx) } as never })
    claiming = claim([id], '8')
    await lockWaiters(ground, 1)
  })
  expect(await claiming).toEqual(['reused'])
  expect([...(await readClaims(ground.db.read, [id]))]).toEqual([[id, '7']])
})

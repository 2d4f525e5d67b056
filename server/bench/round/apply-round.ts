/**
 * One round through a running server: released, and waited for until every colour is decided and the lists are published. Done once a world, for all
 * figures that need it.
 */
import { sql } from 'kysely'
import { monotonicMs, sleep, systemClock, until } from '../../src/platform/clock.ts'
import { createDatabase, type Queryable } from '../../src/platform/db/database.ts'
import type { Consumer } from '../../src/platform/outbox/consumer.ts'
import { readBacklogs } from '../../src/platform/outbox/consumer.ts'
import { decisionsSlice } from '../../src/slices/decisions/index.ts'
import type { World } from '../world.ts'
import { type Round, releaseBatches, writePositives, writeRound } from './write-round.ts'

export interface AppliedRound extends Round {
  /** From the first release until everything was published. */
  readonly seconds: number
  /** From the release of each positive in between until the colour was another. */
  readonly positiveSeconds: readonly number[]
  /** What the round added to the decisions and the outbox, indexes and all. */
  readonly bytes: number
}

const statementTimeoutMs = 3_600_000
const hoursMax = 2
const publishedWithinMs = 5_000
const filesWrittenWithinMs = 5_000
const positivesMax = 100
const positivesEveryMs = 250
const rounds = new WeakMap<World, Promise<AppliedRound>>()
/** Who has to be through: from released batches to the holders' statuses. */
const readers: readonly Consumer[] = [
  ...(decisionsSlice({ utcOffsetHours: 8 }).consumers ?? []),
  { name: 'passes.from-decisions', types: ['decisions.changed'], handle: async () => undefined },
]

/** The round of this world; applied at the first call. */
export function appliedRound(world: World): Promise<AppliedRound> {
  const known = rounds.get(world) ?? applyRound(world)
  rounds.set(world, known)
  return known
}

async function applyRound(world: World): Promise<AppliedRound> {
  const { databaseUrl } = await world.city()
  const database = createDatabase({ url: databaseUrl, name: 'bench', connectionsMax: 4, statementTimeoutMs })
  const db = database.read
  try {
    world.say('Writing a round.')
    const name = roundName(systemClock.now())
    const round = await writeRound(db, name)
    const positives = await writePositives(db, name, positivesMax)
    const server = await world.serve()
    try {
      await settled(db)
      const bytesBefore = await decisionBytes(db)
      world.say(`Releasing ${round.tubes} tubes.`)
      const startedMs = monotonicMs()
      await releaseBatches(db, round.batchIds, systemClock.now())
      const positiveSeconds = await watchPositives(db, positives)
      await settled(db)
      await published(db)
      const seconds = (monotonicMs() - startedMs) / 1000
      await sleep(filesWrittenWithinMs) // who watches the files on disk sees the last of them before the server ends
      return { ...round, seconds, positiveSeconds, bytes: (await decisionBytes(db)) - bytesBefore }
    } finally {
      await server.stop()
    }
  } finally {
    await database.close()
  }
}

/** With eight digits behind it, as long as the number on a tube's label; no two rounds of a month share one. */
function roundName(now: Date): string {
  const minutes = Math.floor(now.getTime() / 60_000) % 36 ** 3
  return `B${minutes.toString(36).toUpperCase().padStart(3, '0')}`
}

/** Releases positives one by one for as long as the round is under way. */
async function watchPositives(db: Queryable, positives: readonly { batchId: string; residentId: string }[]): Promise<number[]> {
  const seconds: Promise<number>[] = []
  for (const { batchId, residentId } of positives) {
    if (!(await isBehind(db))) break
    await releaseBatches(db, [batchId], systemClock.now())
    seconds.push(secondsUntilYellow(db, residentId))
    await sleep(positivesEveryMs)
  }
  return Promise.all(seconds)
}

async function secondsUntilYellow(db: Queryable, residentId: string): Promise<number> {
  const startedMs = monotonicMs()
  const isYellow = async (): Promise<boolean> =>
    (await db.selectFrom('decisions.colour').select('colour').where('resident_id', '=', residentId).executeTakeFirst())?.colour === 'yellow'
  if (!(await until(isYellow, hoursMax * 3_600_000, 50))) throw new Error('a positive never reached its colour')
  return (monotonicMs() - startedMs) / 1000
}

async function isBehind(db: Queryable): Promise<boolean> {
  return (await readBacklogs({ db: { read: db } as never }, readers, 1)).some(({ behind }) => behind > 0)
}

async function settled(db: Queryable): Promise<void> {
  if (!(await until(async () => !(await isBehind(db)), hoursMax * 3_600_000, 200))) throw new Error('the round did not come to an end')
}

/** The publisher comes by within five seconds; where it has nothing left to say, it said it before. */
async function published(db: Queryable): Promise<void> {
  const sequence = async () => (await db.selectFrom('passes.publication').select('index_sequence').executeTakeFirstOrThrow()).index_sequence
  const before = await sequence()
  await until(async () => (await sequence()) !== before, publishedWithinMs, 100)
}

async function decisionBytes(db: Queryable): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select sum(pg_total_relation_size(table_.oid)) as bytes from pg_class table_ join pg_namespace schema_ on schema_.oid = relnamespace
    where relkind = 'r' and (nspname = 'decisions' or relname = 'outbox_event')`.execute(db)
  return Number(rows[0]!.bytes)
}

/**
 * What publishing a city's colours costs: one epoch from nothing beside two libraries, the publisher's start on all holders, and one tick in which every
 * shard of both days has changed. Times are processor time where a library stands beside, wall time where people wait.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import { monotonicMs } from '../../src/platform/clock.ts'
import type { Ground } from '../../src/platform/context.ts'
import { createDatabase } from '../../src/platform/db/database.ts'
import { createPassesOptions, keepTrust } from '../../src/slices/passes/index.ts'
import { createPublisher } from '../../src/slices/passes/publisher.job.ts'
import { type Chance, seededChance } from '../../src/tools/load-city/seeded-chance.ts'
import { alternate, type Figure, type Measurement, median } from '../figure.ts'
import { groundOf, regionOf } from '../status-lists/city-lists.ts'
import { drawCity, type MakeEpoch, makers } from '../status-lists/one-epoch.ts'
import type { World } from '../world.ts'

/** 26 December 2021: 2,050 cases and 16,798 close contacts red, 34,291 secondary contacts yellow; and one phone in a hundred replaced. */
const inDecember = { 1: 10, 2: 2.65, 3: 1.46 } as const
/** A morning after a missed round: one in ten yellow. Measured on a tenth of the city: the libraries take a minute for all of it. */
const afterMissedRound = { 1: 10, 2: 100, 3: 1.46 } as const

/** Of all a city the libraries take a minute a time; of a small one ours is done in some 20 ms, and one time would be that of code not yet compiled. */
const repeatsOf = (residents: number): number => (residents > 3_000_000 ? 1 : 5)

const changesPerTick = 2_000
const ticksMeasured = 7

export const figures: readonly Figure[] = [
  { name: 'status-lists', measure: (world) => measureEpoch(world.residents, inDecember, 'status lists, one epoch') },
  {
    name: 'status-lists',
    measure: (world) => measureEpoch(Math.ceil(world.residents / 10), afterMissedRound, 'the same with one in ten yellow'),
  },
  { name: 'status-lists', measure: measureTicks },
]

async function measureEpoch(
  residents: number,
  perMille: typeof inDecember | typeof afterMissedRound,
  name: string,
): Promise<readonly Measurement[]> {
  const { ours, owf, sdJwt } = await makers(drawCity(residents, perMille, seededChance(1)))
  const bytes = { ours: 0, owf: 0, sdJwt: 0 }
  const counted = (way: keyof typeof bytes, make: MakeEpoch) => async (): Promise<number> => {
    const began = process.cpuUsage()
    bytes[way] = await make()
    const { user, system } = process.cpuUsage(began)
    return (residents * 1_000_000) / (user + system)
  }
  const [value, ofOwf, ofSdJwt] = await alternate(
    [counted('ours', ours), counted('owf', owf), counted('sdJwt', sdJwt)],
    repeatsOf(residents),
  )
  const speed = { value: value!, unit: 'entries/s of processor time', bar: { of: 'ratio', atLeast: 10 } } as const
  const size = { value: bytes.ours, unit: 'bytes', bar: { of: 'ratio', atMost: 1.12 } } as const
  return [
    { figure: `${name}: build, sign and compress`, ...speed, beside: '@owf/token-status-list', besideValue: ofOwf! },
    { figure: `${name}: build, sign and compress`, ...speed, beside: '@sd-jwt/jwt-status-list', besideValue: ofSdJwt! },
    { figure: `${name}: size of all shards`, ...size, beside: '@owf/token-status-list', besideValue: bytes.owf },
    { figure: `${name}: size of all shards`, ...size, beside: '@sd-jwt/jwt-status-list', besideValue: bytes.sdJwt },
  ]
}

async function measureTicks(world: World): Promise<readonly Measurement[]> {
  const city = await world.city()
  const db = createDatabase({ url: city.databaseUrl, name: 'bench', connectionsMax: 4, statementTimeoutMs: 120_000 })
  try {
    const ground = await groundOf(city, db)
    const region = regionOf(city)
    await keepTrust(ground, { region, keysFolder: join(city.dataFolder, 'keys'), stay: true })
    const publisher = createPublisher(ground, { ...createPassesOptions(ground.vault, region), indexRenewMs: 20_000 })
    const { rows } = await sql<{ holders: number }>`select max(serial) + 1 as holders from passes.holder where not paper`.execute(db.read)
    const { holders } = rows[0]!
    const start = await timed(() => publisher.tick())
    const chance = seededChance(2)
    const ticks: { readonly ms: number; readonly result: number }[] = []
    for (let tick = 0; tick <= ticksMeasured; tick++) {
      await changeColours(ground, holders, chance)
      ticks.push(await timed(() => publisher.tick()))
    }
    const shards = ticks.at(-1)!.result - 1
    return [
      {
        figure: `start of the publisher on ${holders.toLocaleString('en')} holders, with ${start.result} files`,
        value: start.ms,
        unit: 'ms',
      },
      {
        figure: `incremental tick: ${changesPerTick.toLocaleString('en')} colours changed, ${shards} shards signed and published`,
        value: median(ticks.slice(1).map(({ ms }) => ms)),
        unit: 'ms',
        bar: { of: 'value', atMost: 300 },
      },
    ]
  } finally {
    await db.close()
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const startedMs = monotonicMs()
  const result = await work()
  return { ms: monotonicMs() - startedMs, result }
}

/** Half a second of a bad morning: as many holders become yellow or green, as the decisions' consumer would write it. */
async function changeColours({ db }: Ground, holders: number, chance: Chance): Promise<void> {
  const serials = Array.from({ length: changesPerTick }, () => chance(holders))
  await sql`
    update passes.holder set status = case status when 0 then 2 else 0 end, status_txid = pg_current_xact_id()
    where not paper and status <> 1 and serial = any(${serials}::int[])`.execute(db.read)
}

/**
 * How large the database of the whole city is after one round: bytes of every table with its indexes, per resident of a smaller city, times 12,952,907. The
 * round is written by SQL, so that the journal of the desks and what couriers write is not in it: `npm run sim -- scale` says what these cost a swab.
 */
import pg from 'pg'
import type { Figure, Measurement } from '../figure.ts'
import { appliedRound } from '../round/apply-round.ts'
import type { World } from '../world.ts'

const cityResidents = 12_952_907
const gigabytesMax = 15

export const figures: readonly Figure[] = [{ name: 'database-size', measure: measureSize }]

async function measureSize(world: World): Promise<readonly Measurement[]> {
  const { databaseUrl } = await world.city()
  const before = await readBytes(databaseUrl)
  await appliedRound(world)
  const after = await readBytes(databaseUrl)
  const whole = (bytes: Bytes): number => ((bytes.tables / bytes.residents) * cityResidents) / 1e9
  for (const [name, bytes] of after.largest) world.say(`${(bytes / after.residents).toFixed(1).padStart(7)} bytes a resident: ${name}`)
  const measured = `measured at ${after.residents.toLocaleString('en')} residents, for ${cityResidents.toLocaleString('en')}`
  return [
    { figure: `database before any round, ${measured}`, value: whole(before), unit: 'GB' },
    {
      figure: `database after one round, without the journal of the desks, ${measured}`,
      value: whole(after),
      unit: 'GB',
      beside: 'before any round',
      besideValue: whole(before),
      bar: { of: 'value', atMost: gigabytesMax },
    },
  ]
}

interface Bytes {
  readonly residents: number
  readonly tables: number
  readonly largest: readonly (readonly [string, number])[]
}

/** All tables with their indexes and what was moved out of line, but those of the benches themselves. Dead rows count: they are on the disk. */
async function readBytes(databaseUrl: string): Promise<Bytes> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; bytes: string }>(
      `select oid::regclass::text as name, pg_total_relation_size(oid) as bytes from pg_class
       where relkind = 'r' and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'bench') order by 2 desc`,
    )
    const count = await client.query<{ residents: string }>('select count(*) as residents from decisions.colour')
    const sizes = rows.map(({ name, bytes }) => [name, Number(bytes)] as const)
    return {
      residents: Number(count.rows[0]!.residents),
      tables: sizes.reduce((sum, [, bytes]) => sum + bytes, 0),
      largest: sizes.slice(0, 16),
    }
  } finally {
    await client.end()
  }
}

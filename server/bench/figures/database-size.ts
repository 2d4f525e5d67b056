/**
 * How large the database of the whole city is after one round: bytes of every table with its indexes, per resident of a smaller city, times 12,952,907. The
 * round is written by SQL, with the desks' journal as one batch a tube would leave it; boxes, couriers and dead rows of tubes that came in parts are not in it.
 */
import { type Bytes, readBytes } from '../database-bytes.ts'
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
      figure: `database after one round, the desks' journal with it, ${measured}`,
      value: whole(after),
      unit: 'GB',
      beside: 'before any round',
      besideValue: whole(before),
      bar: { of: 'value', atMost: gigabytesMax },
    },
  ]
}

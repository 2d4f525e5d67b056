/**
 * How long it takes to decide about everybody anew from all evidence and to compare the bytes, beside reading the evidence from end to end. A decision
 * that differs is an error, not a figure.
 */
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { monotonicMs } from '../../src/platform/clock.ts'
import { createDatabase, type Database } from '../../src/platform/db/database.ts'
import { recomputeAll } from '../../src/slices/decisions/index.ts'
import { alternate, type Figure, type Measurement } from '../figure.ts'
import { appliedRound } from '../round/apply-round.ts'
import type { World } from '../world.ts'

/** Xi'an, census of 2020. */
const cityResidents = 12_952_907
const secondsMax = 120
const statementTimeoutMs = 120_000

export const figures: readonly Figure[] = [{ name: 'recompute', measure: measureRecomputation }]

async function measureRecomputation(world: World): Promise<readonly Measurement[]> {
  const { residents } = await appliedRound(world)
  const { databaseUrl } = await world.city()
  const database = createDatabase({ url: databaseUrl, name: 'bench', connectionsMax: 2, statementTimeoutMs })
  try {
    const repeats = residents > 1_000_000 ? 1 : 3
    const [mine, reading] = await alternate([() => recomputationSeconds(database, residents), () => readingSeconds(databaseUrl)], repeats)
    return [
      {
        figure: `recomputation of all colours, byte for byte, measured at ${residents.toLocaleString('en')} residents, for ${cityResidents.toLocaleString('en')}`,
        value: (mine! / residents) * cityResidents,
        unit: 's',
        beside: 'sequential read of the evidence (COPY to nowhere)',
        besideValue: (reading! / residents) * cityResidents,
        bar: { of: 'value', atMost: secondsMax },
      },
    ]
  } finally {
    await database.close()
  }
}

async function recomputationSeconds(database: Database, residents: number): Promise<number> {
  const startedMs = monotonicMs()
  const recomputed = await recomputeAll(database)
  if (recomputed.differingCount > 0 || recomputed.residents < residents) throw new Error(`not as decided: ${JSON.stringify(recomputed)}`)
  return (monotonicMs() - startedMs) / 1000
}

async function readingSeconds(databaseUrl: string): Promise<number> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    const startedMs = monotonicMs()
    for (const table of ['negative_result', 'first_word', 'evidence'])
      await pipeline(client.query(copyTo(`copy decisions.${table} to stdout`)), nowhere())
    return (monotonicMs() - startedMs) / 1000
  } finally {
    await client.end()
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}

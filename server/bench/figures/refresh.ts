/**
 * Refreshing passes: GET /v1/me/passes by phones of the city, each with a fresh proof of its key, beside the least that any answer needs: one P-256
 * verification, one signature, one row by its key. Counted in processor time of the server and of PostgreSQL, because the generator shares the machine.
 */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import pg from 'pg'
import { alternate, type Figure, type Measurement } from '../figure.ts'
import { fetchPasses, type KnownPhone, prove, readPhones } from '../refresh/known-phones.ts'
import { processorSeconds, type World } from '../world.ts'

const requests = 3_000
const atOnce = 8
const repeats = 3

export const figures: readonly Figure[] = [{ name: 'refresh', measure: measureRefresh }]

async function measureRefresh(world: World): Promise<readonly Measurement[]> {
  const city = await world.city()
  const server = await world.serve(['--processes', '1', '--roles', 'intake'])
  const pool = new pg.Pool({ connectionString: city.databaseUrl, max: atOnce })
  try {
    const carriers = await readCarriers(pool)
    const phones = await readPhones(city.knownFile, requests, (residentId) => !carriers.has(residentId))
    await refreshes(pool, server, phones) // what has just started compiles and plans first
    await bareAnswers(pool)
    const [ours, bare] = await alternate([() => refreshes(pool, server, phones), () => bareAnswers(pool)], repeats)
    return [
      {
        figure: `pass refreshes, authenticated and signed (two passes each), ${atOnce} at once`,
        value: ours!,
        unit: 'answers/s of processor time, server and PostgreSQL',
        beside: 'bare P-256 verification, signature and select of one row',
        besideValue: bare!,
        bar: { of: 'ratio', atLeast: 0.5 },
      },
    ]
  } finally {
    await pool.end()
    await server.stop()
  }
}

async function refreshes(
  pool: pg.Pool,
  server: { readonly origin: string; readonly pid: number },
  phones: readonly KnownPhone[],
): Promise<number> {
  const url = `${server.origin}/v1/me/passes`
  const headers = Array.from({ length: requests }, (_, i) => prove(phones[i % phones.length]!, url))
  const before = processorSeconds(server.pid) + (await databaseSeconds(pool))
  await fetchPasses(url, headers, atOnce)
  return requests / (processorSeconds(server.pid) + (await databaseSeconds(pool)) - before)
}

/** Who carries others' codes too: their phones are answered with more than two passes. */
async function readCarriers(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ holder_id: string }>('select distinct holder_id from residents.household_member')
  return new Set(rows.map(({ holder_id }) => holder_id))
}

async function bareAnswers(pool: pg.Pool): Promise<number> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = createPublicKey(privateKey)
  const message = Buffer.alloc(300, 7)
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const { rows } = await pool.query<{ resident_id: string }>('select resident_id from residents.device limit $1', [requests])
  const began = process.cpuUsage()
  const before = await databaseSeconds(pool)
  let next = 0
  const work = async (): Promise<void> => {
    while (next < requests) {
      const residentId = rows[next++ % rows.length]!.resident_id
      await pool.query({
        name: 'device',
        text: 'select device_id, public_key, token_hash from residents.device where resident_id = $1',
        values: [residentId],
      })
      if (!verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)) throw new Error('a good signature is refused')
      sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const { user, system } = process.cpuUsage(began)
  return requests / ((user + system) / 1_000_000 + (await databaseSeconds(pool)) - before)
}

/** Seconds of processor time of all PostgreSQL's processes that live now. */
async function databaseSeconds(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pid from pg_stat_activity')
  return rows.reduce((sum, { pid }) => sum + processorSeconds(pid), 0)
}

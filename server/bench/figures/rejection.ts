/**
 * What a refusal costs beside what is refused: the processor time of the server for a request for one's own passes that the front door turns away, and the
 * processor time of the server and its database for one that is served. The same requests, over real sockets, in turns.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { postgresProcessesOf } from '../../src/platform/embedded-postgres/processes.ts'
import { type Figure, type Measurement, median } from '../figure.ts'
import { sendAll, signRequests } from '../rejection/own-pass.ts'
import { processorSeconds, type World } from '../world.ts'

const repeats = 5
/** Processor time is counted in hundredths of a second: so many requests make some seconds of it. */
const served = 1_500
const refused = 40_000
const ratioMax = 0.01

export const figures: readonly Figure[] = [{ name: 'rejection', measure: measureRejection }]

async function measureRejection(world: World): Promise<readonly Measurement[]> {
  const city = await world.city()
  const postgres = join(city.config.dataFolder, 'postgres')
  const open = await world.serve(['--processes', '1'])
  const shut = await world.serve(['--processes', '1', '--admission', 'fixed-rate', '--admission-rate', '1']) // refuses at the same door
  const costs = { served: [] as number[], servedByServer: [] as number[], refused: [] as number[] }
  try {
    for (let round = 0; round <= repeats; round++) {
      const before = { server: processorSeconds(open.pid), database: secondsOf(postgres) }
      await send(city.knownFile, open.origin, served, 200, 4) // so few never wait for each other
      const server = (processorSeconds(open.pid) - before.server) / served
      const database = (secondsOf(postgres) - before.database) / served
      const beforeRefusing = processorSeconds(shut.pid)
      await send(city.knownFile, shut.origin, refused, 503, 16)
      if (round === 0) continue // warms up
      costs.served.push(server + database)
      costs.servedByServer.push(server)
      costs.refused.push((processorSeconds(shut.pid) - beforeRefusing) / refused)
    }
  } finally {
    await Promise.all([open.stop(), shut.stop()])
  }
  const micros = (seconds: readonly number[]): number => median(seconds) * 1_000_000
  const figure = { value: micros(costs.refused), unit: 'microseconds of processor time' }
  return [
    {
      ...figure,
      figure: 'a refusal (r)',
      beside: 'a served request for one’s own passes, server and database',
      besideValue: micros(costs.served),
      bar: { of: 'ratio', atMost: ratioMax },
    },
    {
      ...figure,
      figure: 'a refusal, beside the server alone',
      beside: 'a served request for one’s own passes, without the database',
      besideValue: micros(costs.servedByServer),
    },
  ]
}

/** Requests that are refused are never looked at, so one proof does for many of them. */
async function send(knownFile: string, origin: string, count: number, wanted: number, connections: number): Promise<void> {
  const signed = signRequests(knownFile, origin, Math.min(count, served))
  const statuses = await sendAll(
    origin,
    Array.from({ length: count }, (_, at) => signed[at % signed.length]!),
    connections,
  )
  const good = statuses.get(wanted) ?? 0
  if (good < 0.98 * count) throw new Error(`of ${count} requests ${good} were answered with ${wanted}: ${JSON.stringify([...statuses])}`)
}

/** Processor time of all processes of the city's PostgreSQL; those that have ended count with their parent (cutime, cstime). */
function secondsOf(folder: string): number {
  return postgresProcessesOf(folder)
    .filter((pid) => existsSync(`/proc/${pid}/stat`))
    .reduce((sum, pid) => sum + processorSeconds(pid) + childSeconds(pid), 0)
}

function childSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

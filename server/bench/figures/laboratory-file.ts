/**
 * How long a laboratory's file takes, and how much memory: a server in this process with its database, a file of many rows sent by another process, one
 * row in a hundred bad. A bad row that is missing from the list is an error, not a figure.
 */
import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { readConfig } from '../../src/config.ts'
import { monotonicMs, sleep } from '../../src/platform/clock.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { startTestCluster } from '../../src/testing/test-cluster.ts'
import { createTestStaff, type TestStaff } from '../../src/testing/test-staff.ts'
import type { Figure, Measurement } from '../figure.ts'
import { contentTypeOf, writeFile } from '../laboratory-file/writers.ts'
import type { World } from '../world.ts'

const tubesAtOnce = 20_000
const warmUpRows = 20_000
const rowsMax = 1_000_000
const rowsPerResident = 10
const growthMegabytesMax = 150
const format = 'csv'

export const figures: readonly Figure[] = [{ name: 'laboratory-file', measure: measureFile }]

async function measureFile(world: World): Promise<readonly Measurement[]> {
  const rows = Math.min(rowsMax, world.residents * rowsPerResident)
  const cluster = await startTestCluster()
  try {
    const databaseUrl = cluster.urlOf('postgres')
    await migrate(databaseUrl, { log: { info: () => undefined } })
    const config = readConfig(['--data', join(world.folder, 'laboratory'), '--log', 'error', '--requests-per-minute', '1000000'], {})
    const server = await startServer({ config, databaseUrl, appsFolder: undefined, print: () => undefined })
    try {
      await server.app.listen({ port: 0, host: '127.0.0.1' })
      return await measureOn(server, world, rows)
    } finally {
      await server.stop()
    }
  } finally {
    await cluster.stop()
  }
}

async function measureOn(server: RunningServer, world: World, rows: number): Promise<readonly Measurement[]> {
  const staff = await createTestStaff(server.app, server.ground, ['laboratory', 'releaser', 'administrator'])
  const laboratoryId = await openTubes(server, rows)
  await upload(server, staff, { laboratoryId, rows: Math.min(rows, warmUpRows), path: join(world.folder, 'warm-up'), letter: 'W' })
  const file = await upload(server, staff, { laboratoryId, rows, path: join(world.folder, 'file'), letter: 'T' })
  const size = `${rows.toLocaleString('en')} rows`
  return [
    {
      figure: `laboratory file of ${size}: growth of memory`,
      value: file.growthMegabytes,
      unit: 'MB',
      bar: { of: 'value', atMost: growthMegabytesMax },
    },
    { figure: `laboratory file of ${size}: read`, value: rows / file.seconds, unit: 'rows/s' },
  ]
}

/** A laboratory, and all tubes of both files as a desk would have told of them. */
async function openTubes({ ground }: RunningServer, rows: number): Promise<string> {
  const laboratoryId = ground.ids.uuid()
  await sql`insert into places.laboratory (laboratory_id, name) values (${laboratoryId}, 'Bench')`.execute(ground.db.read)
  for (let from = 0; from < rows; from += tubesAtOnce)
    await sql`
      insert into sampling.tube (tube_code, opened_at, site_id, device_id, pool, swabs)
      select letter || lpad(n::text, 9, '0'), '2021-12-27T00:00:00Z', ${laboratoryId}, ${laboratoryId}, 'ten', 10
      from generate_series(${from}::int, ${Math.min(rows, from + tubesAtOnce) - 1}::int) as n, unnest(array['T', 'W']) as letter`.execute(
      ground.db.read,
    )
  return laboratoryId
}

interface Upload {
  readonly laboratoryId: string
  readonly rows: number
  readonly path: string
  /** The tubes' first letter. */
  readonly letter: string
}

async function upload(server: RunningServer, staff: TestStaff, { laboratoryId, rows, path, letter }: Upload) {
  await pipeline(Readable.from(writeFile(format, rows, letter)), createWriteStream(path))
  global.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const stop = new AbortController()
  const watching = watch(stop.signal, (rss) => {
    peak = Math.max(peak, rss)
  })
  const startedMs = monotonicMs()
  const report = await send(server, staff, laboratoryId, path)
  const seconds = (monotonicMs() - startedMs) / 1000
  stop.abort()
  await watching
  const errors =
    (await staff.call('GET', `/v1/results/files/${report.uploadId}/errors.csv`)).bytes.toString('utf8').trim().split('\n').length - 1
  if (report.rowsTotal !== rows || report.rowsBad !== Math.floor(rows / 100) || errors !== report.rowsBad)
    throw new Error(`not every row was judged: ${JSON.stringify({ ...report, errors })}`)
  return { growthMegabytes: (peak - before) / 1e6, seconds }
}

async function watch(signal: AbortSignal, see: (rss: number) => void): Promise<void> {
  while (!signal.aborted) {
    see(process.memoryUsage().rss)
    await sleep(50, signal)
  }
}

async function send(server: RunningServer, staff: TestStaff, laboratoryId: string, path: string): Promise<Report> {
  const { port } = server.app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/v1/results/files?laboratoryId=${laboratoryId}&onBadRows=keep_good&format=${format}`
  const sender = [
    ...process.execArgv,
    join(import.meta.dirname, '../laboratory-file/send-file.ts'),
    url,
    path,
    contentTypeOf[format],
    staff.cookie,
  ]
  const { stdout: answer } = await promisify(execFile)(process.execPath, sender)
  let report = JSON.parse(answer) as Report
  while (report.state === 'queued' || report.state === 'reading') {
    await sleep(500)
    report = (await staff.call('GET', `/v1/results/files/${report.uploadId}`)).body
  }
  if (report.state !== 'ready') throw new Error(`the file was not taken: ${JSON.stringify(report)}`)
  return report
}

interface Report {
  readonly uploadId: string
  readonly state: string
  readonly rowsTotal: number
  readonly rowsBad: number
}

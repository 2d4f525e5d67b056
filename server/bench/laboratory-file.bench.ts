/**
 * How long a laboratory's file takes, and how much memory: a server with its database, a file of many rows sent by another
 * process, one row in a hundred bad.
 * Prints rows, seconds, growth of the resident set, and fails where it grows by 150 MB or a bad row is missing from the list.
 * Usage: node --conditions=evergate-source --import tsx server/bench/laboratory-file.bench.ts [rows] [csv|xlsx|fhir|json]
 */
import { execFile } from 'node:child_process'
import { createWriteStream, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { readConfig } from '../src/config.ts'
import { monotonicMs, sleep } from '../src/platform/clock.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { type RunningServer, startServer } from '../src/server.ts'
import { makeDisposableFolder } from '../src/testing/disposable-folder.ts'
import { startTestCluster } from '../src/testing/test-cluster.ts'
import { createTestStaff, type TestStaff } from '../src/testing/test-staff.ts'
import { contentTypeOf, type FileFormat, writeFile } from './laboratory-file-writers.ts'

const tubesAtOnce = 20_000
const growthBytesMax = 150 * 1024 * 1024
const rows = Number(process.argv[2] ?? 1_000_000)
const format = (process.argv[3] ?? 'csv') as FileFormat

const folder = makeDisposableFolder()
const cluster = await startTestCluster()
try {
  await measure()
} finally {
  await cluster.stop()
  await folder.remove()
}

async function measure(): Promise<void> {
  const databaseUrl = cluster.urlOf('postgres')
  await migrate(databaseUrl, { log: { info: () => undefined } })
  const config = readConfig(['--data', folder.path, '--log', 'error', '--requests-per-minute', '1000000'], {})
  const server = await startServer({ config, databaseUrl, appsFolder: undefined, print: () => undefined })
  try {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const staff = await createTestStaff(server.app, server.ground, ['laboratory', 'releaser', 'administrator'])
    const laboratoryId = await openTubes(server)
    await upload(server, staff, laboratoryId, Math.min(rows, 20_000), 'W') // the code is loaded and warm
    const file = await upload(server, staff, laboratoryId, rows, 'T')
    process.exitCode = file.growthBytes < growthBytesMax && file.allNamed ? 0 : 1
  } finally {
    await server.stop()
  }
}

/** A laboratory, and all tubes of both files as a desk would have told of them. */
async function openTubes({ ground }: RunningServer): Promise<string> {
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

async function upload(server: RunningServer, staff: TestStaff, laboratoryId: string, count: number, letter: string) {
  const path = join(folder.path, `${letter}.${format}`)
  await pipeline(Readable.from(writeFile(format, count, letter)), createWriteStream(path))
  const megabytes = Math.round(statSync(path).size / 1e5) / 10
  global.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const stop = new AbortController()
  const watching = watch(stop.signal, (rss) => {
    peak = Math.max(peak, rss)
  })
  const startedMs = monotonicMs()
  const report = await send(server, staff, laboratoryId, path)
  const seconds = Math.round((monotonicMs() - startedMs) / 100) / 10
  stop.abort()
  await watching
  const errors =
    (await staff.call('GET', `/v1/results/files/${report.uploadId}/errors.csv`)).bytes.toString('utf8').trim().split('\n').length - 1
  const growthBytes = peak - before
  const allNamed = report.rowsTotal === count && report.rowsBad === Math.floor(count / 100) && errors === report.rowsBad
  const growth = Math.round(growthBytes / 1024 / 1024)
  const line = { format, rows: report.rowsTotal, bad: report.rowsBad, named: errors, megabytes, seconds, rssGrowthMiB: growth, allNamed }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  return { growthBytes, allNamed }
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
  const sender = [...process.execArgv, join(import.meta.dirname, 'send-file.ts'), url, path, contentTypeOf[format], staff.cookie]
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

/**
 * How many swabs a second become durable: a round's desks hand in batches of at most 50 records, each signed, to a server of its own process, from a sender
 * of its own process. Beside it: pgbench inserting the journal's row alone, one a transaction, into the same PostgreSQL with fsync on. Only swabs are
 * counted; the records that open and close tubes come on top.
 */
import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { presentPass, signerFromKeyPair } from '@evergate/pass'
import pg from 'pg'
import { systemClock } from '../../src/platform/clock.ts'
import { createIds } from '../../src/platform/ids.ts'
import { placeDesks } from '../../src/tools/load-city/place-desks.ts'
import { type Figure, type Measurement, median } from '../figure.ts'
import type { BenchCity, World } from '../world.ts'

/** Desks of the reference round (28 Dec 2021). */
const desksMax = 11_669
const desksPerSite = 2.3
const residentsPerDesk = 10
const passesMax = 2_000
const connections = 8
const repeats = 3
const pgbenchSeconds = 10
const ratioMin = 0.6
const swabsPerSecondMin = 8_000
const run = promisify(execFile)

export const figures: readonly Figure[] = [{ name: 'intake', measure: measureIntake }]

async function measureIntake(world: World): Promise<readonly Measurement[]> {
  const city = await world.city()
  const [desksFile, passesFile] = [join(world.folder, 'bench-desks.jsonl'), join(world.folder, 'bench-passes.txt')]
  await placeBenchDesks(city, Math.min(desksMax, Math.ceil(world.residents / residentsPerDesk)), desksFile)
  await writeFile(passesFile, (await showPasses(city.knownFile)).join('\n'))
  const server = await world.serve(['--roles', 'intake'])
  const [ours, peers]: [number[], number[]] = [[], []]
  try {
    for (let round = 0; round < repeats; round++) {
      const sender = [...process.execArgv, join(import.meta.dirname, '../intake/send-batches.ts')]
      const { stdout } = await run(process.execPath, [
        ...sender,
        server.origin,
        desksFile,
        passesFile,
        '1',
        String(connections),
        String(round),
      ])
      const { swabs, seconds } = JSON.parse(stdout) as { swabs: number; seconds: number }
      ours.push(swabs / seconds)
      peers.push(await pgbench(city, world.folder))
      world.say(`intake: ${Math.round(ours.at(-1)!)} swabs/s, pgbench ${Math.round(peers.at(-1)!)} rows/s`)
    }
  } finally {
    await server.stop()
  }
  const beside = 'pgbench, single-row inserts of a record with its id as the key, fsync on'
  const figure = 'samples durable, batches of 48 records'
  return [
    { figure, value: median(ours), unit: 'samples/s', beside, besideValue: median(peers), bar: { of: 'ratio', atLeast: ratioMin } },
    {
      figure: `${figure}, on the cores shared with the sender`,
      value: median(ours),
      unit: 'samples/s',
      bar: { of: 'value', atLeast: swabsPerSecondMin },
    },
  ]
}

async function placeBenchDesks({ databaseUrl }: BenchCity, desks: number, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ code: string }>('select code from places.street order by code limit 1')
    const plan = { sites: Math.ceil(desks / desksPerSite), desks, livingIn: new Map([[rows[0]!.code, 1]]), now: systemClock.now() }
    const known = await placeDesks(client, createIds(systemClock), plan)
    await writeFile(file, known.map((desk) => `${JSON.stringify(desk)}\n`).join(''), { mode: 0o600 })
  } finally {
    await client.end()
  }
}

interface Known {
  readonly phone: {
    readonly privateKey: string
    readonly publicKey: JsonWebKey
    readonly passes: readonly { readonly pass: string }[]
  } | null
}

/** Presentations as desks scan them; the same ones again in many tubes, which the journal takes without asking. */
async function showPasses(knownFile: string): Promise<string[]> {
  const shown: string[] = []
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
  for await (const line of createInterface({ input: createReadStream(knownFile, 'utf8') })) {
    const { phone } = JSON.parse(line) as Known
    const pass = phone?.passes[0]?.pass
    if (phone === null || pass === undefined) continue
    const privateKey = await crypto.subtle.importKey('pkcs8', Buffer.from(phone.privateKey, 'base64'), ecdsa, false, ['sign'])
    const publicKey = await crypto.subtle.importKey('jwk', phone.publicKey, ecdsa, true, ['verify'])
    const signer = await signerFromKeyPair({ privateKey, publicKey })
    const text = await presentPass(Buffer.from(pass, 'base64url'), signer, { now: Math.floor(systemClock.now().getTime() / 1000) })
    if (text.ok) shown.push(text.value)
    if (shown.length === passesMax) break
  }
  return shown
}

/** Rows a second that pgbench inserts with as many connections as our sender has, in a schema of its own that is dropped again. */
async function pgbench({ databaseUrl }: BenchCity, folder: string): Promise<number> {
  const script = join(folder, 'pgbench.sql')
  await writeFile(
    script,
    `insert into bench_intake.record (at, received_at, sequence, clock_offset_ms, kind, record_id, device_id, site_id, container_code, data)
     select now(), now(), 1, 0, 'add_swab', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'B' || lpad((random() * 1e8)::int::text, 9, '0'), '{"movedFrom": null}'`,
  )
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('drop schema if exists bench_intake cascade') // of a run that was cut off
    await client.query('create schema bench_intake')
    await client.query('create table bench_intake.record (like sampling.record)')
    await client.query('alter table bench_intake.record add primary key (record_id)') // a record counts once, there as here
    const flags = ['-n', '-f', script, '-c', String(connections), '-j', '2', '-T', String(pgbenchSeconds), databaseUrl]
    const { stdout } = await run(process.env.PGBENCH ?? 'pgbench', flags)
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1]
    if (rate === undefined) throw new Error(`pgbench said no rate: ${stdout}`)
    return Number(rate)
  } finally {
    await client.query('drop schema if exists bench_intake cascade')
    await client.end()
  }
}

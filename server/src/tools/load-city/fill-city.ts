/**
 * Puts a made-up city into a database in one transaction: bare tables, COPY, indexes, statistics. All of it is there at the end, or nothing. Refuses a
 * database in which anybody is registered.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { StartError } from '../../platform/unavailable.ts'
import { stripTables } from './bare-tables.ts'
import type { CityPlan, Street } from './city-plan.ts'
import { copyRows } from './copy-rows.ts'
import { copyHeader, copyTrailer } from './copy-writer.ts'
import type { SealedAnswer, SealOrder } from './seal-worker.ts'
import { sealedParts } from './sealed-parts.ts'
import { type CityTable, cityTableNames, cityTables } from './tables.ts'
import { workplacesOf } from './workplaces.ts'

/**
 * Bounds memory: 150 MB of rows. PostgreSQL extends a table by up to 64 pages at once, and what a COPY leaves of them stays empty: with 16,000 residents a
 * COPY small tables were a quarter larger.
 */
const residentsPerCopy = 250_000

/** Sorting indexes: memory for each of two processes (PostgreSQL manual, CREATE INDEX). */
const settings = [
  'statement_timeout = 0',
  'synchronous_commit = off',
  "maintenance_work_mem = '512MB'",
  'max_parallel_maintenance_workers = 1',
  "timezone = 'UTC'",
]

export interface Filling {
  readonly order: SealOrder
  readonly plan: CityPlan
  readonly streets: readonly Street[]
  say(line: string): void
  /** How many residents are in. */
  progress(done: number): void
  known(lines: SealedAnswer['known']): Promise<void>
}

/** Fills the database. Throws StartError where somebody is registered in it. */
export async function fillCity(client: Client, { order, plan, streets, say, progress, known }: Filling): Promise<void> {
  await client.query('begin')
  try {
    for (const setting of settings) await client.query(`set local ${setting}`)
    const all = cityTableNames.join(', ')
    await client.query(`lock table ${all} in access exclusive mode`)
    await refuseInhabited(client)
    const { commands } = await stripTables(client, cityTableNames)
    await client.query(`truncate ${all}`)
    await copyPeople(client, { order, plan, progress, known })
    await copyRows(client, 'venue', workplacesOf(plan, streets, order.nowMs))
    for (const command of commands) {
      say(command.replace(/^(.{90}).+$/, '$1…'))
      await client.query(command)
    }
    await client.query(`analyze ${all}`)
    await client.query("select setval('passes.phone_serial', $1, false)", [plan.residents])
    await client.query("insert into platform.setting (name, value) values ('made_up_city', $1)", [
      JSON.stringify({ seed: order.seed, residents: plan.residents, registeredAt: new Date(order.nowMs).toISOString() }),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function copyPeople(client: Client, { order, plan, progress, known }: Omit<Filling, 'streets' | 'say'>): Promise<void> {
  let waiting: SealedAnswer[] = []
  const count = (): number => waiting.reduce((sum, { residents }) => sum + residents, 0)
  let done = 0
  for await (const sealed of sealedParts(order, plan.parts)) {
    await known(sealed.known)
    waiting.push(sealed)
    if (count() < residentsPerCopy && done + count() < plan.residents) continue
    done += count()
    for (const table of Object.keys(cityTables) as CityTable[])
      await copyInto(
        client,
        table,
        waiting.map(({ tables }) => tables[table]),
      )
    waiting = []
    progress(done)
  }
}

async function refuseInhabited(client: Client): Promise<void> {
  const { rows } = await client.query<{ anybody: boolean }>('select exists (select from residents.resident) as anybody')
  if (rows[0]?.anybody !== false)
    throw new StartError('People are registered in this database. A made-up city needs one in which nobody is: choose another with --data.')
}

/** Rows are frozen as they are written: no vacuum has to visit thirteen million of them again (PostgreSQL manual, COPY, FREEZE). */
async function copyInto(client: Client, table: CityTable, rows: readonly Uint8Array[]): Promise<void> {
  await pipeline(Readable.from(slices(rows)), client.query(copyFrom(`copy ${cityTables[table]} from stdin (format binary, freeze)`)))
}

const sliceBytes = 262_144

function* slices(rows: readonly Uint8Array[]): Generator<Buffer> {
  yield copyHeader
  for (const bytes of rows)
    for (let at = 0; at < bytes.length; at += sliceBytes)
      yield Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(sliceBytes, bytes.length - at))
  yield copyTrailer
}

/**
 * Writes what the desks' log, the tubes and the list of conflicts hold, one fact a line as JSON, for a checker that trusts nobody:
 * `… server/src/tools/dump-sampling.ts --out FILE [--data FOLDER | --database-url URL]`. Waits until everything that arrived is added up.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Command } from 'commander'
import { sql } from 'kysely'
import { readConfig } from '../config.ts'
import { openDatabase } from '../open-database.ts'
import { until } from '../platform/clock.ts'
import { createDatabase, type Database } from '../platform/db/database.ts'

const statementTimeoutMs = 120_000
/** A server that adds up nothing for this long does not go on. */
const progressWithinMs = 120_000
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const command = new Command('dump-sampling')
  .description('Writes what the desks’ log and the tubes hold')
  .requiredOption('--out <file>', 'one fact a line, as JSON')
  .allowUnknownOption()
  .allowExcessArguments()
command.parse()
const { out: path } = command.opts<{ out: string }>()
const config = readConfig(command.args, process.env)

/** Tubes and boxes that are not added up yet, and events that whoever reads of tubes has not handled. */
async function countWaiting({ read }: Database): Promise<number> {
  const { rows } = await sql<{ touched: string; behind: string }>`
    with at as (select txid, event_id from platform.outbox_cursor where consumer = 'sampling.find-sampled-twice')
    select (select count(*) from sampling.touched) as touched,
      (select count(*) from platform.outbox_event e where e.type = 'sampling.tubes_changed'
        and (e.txid, e.event_id) > (coalesce((select txid from at), '0'::xid8), coalesce((select event_id from at), 0))) as behind`.execute(
    read,
  )
  return Number(rows[0]!.touched) + Number(rows[0]!.behind)
}

/** Waits for as long as there is less to do every time. */
async function settle(db: Database): Promise<void> {
  for (let waiting = await countWaiting(db); waiting > 0; ) {
    const before = waiting
    const goesOn = async (): Promise<boolean> => {
      waiting = await countWaiting(db)
      return waiting < before
    }
    if (!(await until(goesOn, progressWithinMs, 250)))
      throw new Error(`${waiting} records or events are not added up, and nothing is done about them`)
  }
}

const facts = [
  sql<{ fact: object }>`
    select json_build_object('type', 'received', 'deviceId', device_id, 'recordId', record_id, 'sequence', sequence) as fact
    from sampling.record where made_for is null`,
  sql<{ fact: object }>`
    select json_build_object('type', 'member', 'tubeCode', tube_code, 'swabId', sample_id, 'personKey', resident_id) as fact
    from sampling.swab where state = 'counted' order by sampled_at`,
  sql<{ fact: object }>`
    select json_build_object('type', 'device', 'deviceId', device_id, 'highest', coalesce(upper(received) - 1, 0),
      'upTo', coalesce((select upper(part) - 1 from unnest(received) as part where lower(part) = 1), 0)) as fact from sampling.device`,
  sql<{ fact: object }>`
    select json_build_object('type', 'conflict', 'code', code, 'tubeCode', tube_code, 'recordIds', record_ids, 'deviceIds', device_ids) as fact
    from sampling.conflict where state = 'open'`,
  sql<{ fact: object }>`
    select json_build_object('type', 'refused', 'deviceId', device_id, 'recordId', record_id, 'sequence', null) as fact from sampling.refused_record`,
]

const opened = await openDatabase(config, say, (error) => say(error.message))
const database = createDatabase({ url: opened.url, name: 'dump', connectionsMax: 2, statementTimeoutMs })
try {
  await settle(database)
  const out = createWriteStream(path)
  for (const fact of facts) {
    const { rows } = await fact.execute(database.read)
    for (const row of rows) if (!out.write(`${JSON.stringify(row.fact)}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
} catch (error) {
  say((error as Error).message)
  process.exitCode = 1
} finally {
  await database.close()
  await opened.stop()
}

/**
 * What every part of the server stands on: a pool of connections for each plane, keys, clock, ids and log. Refuses a database that belongs to other keys.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Config } from './config.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Ground } from './platform/context.ts'
import { createDatabase, type Database, type DatabaseOptions } from './platform/db/database.ts'
import { createIds } from './platform/ids.ts'
import { createLog } from './platform/log.ts'
import { StartError } from './platform/unavailable.ts'
import { createVault, loadMasterKey } from './platform/vault.ts'
import type { Part } from './roles.ts'

/** Pools of one process. */
type Pool = 'critical' | 'sheddable' | 'background'

const statementTimeoutMs: Readonly<Record<Pool, number>> = { critical: 5_000, sheddable: 10_000, background: 120_000 }
/** Connections of all processes of a program that answer callers: more than two cores can use, few enough for several programs on one PostgreSQL. */
const shared = { critical: 48, sheddable: 12 }

/** Connections of one process: what it answers with, and what its loops work with. */
export function connectionsOf({ roles, tendsFolder, sharedBy }: Part): Readonly<Record<Pool, number>> {
  const answers = roles.includes('intake') || roles.includes('control')
  const share = (all: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.floor(all / sharedBy)))
  return {
    critical: answers ? share(shared.critical, 3, 16) : 2,
    sheddable: answers ? share(shared.sheddable, 2, 6) : 1,
    background: roles.includes('decision') ? 10 : tendsFolder ? 3 : 2,
  }
}

export interface GroundOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly clock?: Clock
}

/** Opens the pools and holds the database to what its first start wrote down. */
export async function openGrounds({ config, databaseUrl, clock = systemClock }: GroundOptions, part: Part) {
  const connections = connectionsOf(part)
  const open = (name: Pool): Database =>
    createDatabase({
      url: databaseUrl,
      name,
      connectionsMax: connections[name],
      namesStatements: name !== 'background',
      ...timeLimits(config, name),
    })
  const databases = { critical: open('critical'), sheddable: open('sheddable'), background: open('background') }
  const vault = createVault(await loadMasterKey(join(config.dataFolder, 'keys', 'master.key')))
  const check = vault.lookupHash('master-key-check', 'evergate').toString('hex')
  await holdToSetting(
    databases.critical,
    'master_key_check',
    check,
    'it belongs to another master key. Put the keys folder that was used with it into the data folder',
  )
  await holdToSetting(databases.critical, 'region', config.region, `it holds another region than ${config.region}`)
  await holdToSetting(databases.critical, 'list_capacity', String(config.listCapacity), 'its lists were begun with another --list-capacity')
  const everywhere = { clock, ids: createIds(clock), vault, log: createLog(config.logLevel) }
  const ground = (pool: Pool): Ground => ({ ...everywhere, db: databases[pool] })
  return { databases, grounds: { critical: ground('critical'), sheddable: ground('sheddable'), background: ground('background') } }
}

/** With protections off, callers' work has no limit of time: neither for a connection nor for a statement. */
function timeLimits({ admission }: Config, name: Pool): Pick<DatabaseOptions, 'statementTimeoutMs' | 'connectTimeoutMs'> {
  if (admission === 'none' && name !== 'background') return { statementTimeoutMs: 0, connectTimeoutMs: 0 }
  return { statementTimeoutMs: statementTimeoutMs[name] }
}

/** What the first start wrote into the database must hold at every later one. */
async function holdToSetting(db: Database, name: string, value: string, otherwise: string): Promise<void> {
  await sql`insert into platform.setting (name, value) values (${name}, ${value}) on conflict do nothing`.execute(db.read)
  const { rows } = await sql<{ value: string }>`select value from platform.setting where name = ${name}`.execute(db.read)
  if (rows[0]?.value !== value) throw new StartError(`This database cannot be used as it is: ${otherwise}.`)
}

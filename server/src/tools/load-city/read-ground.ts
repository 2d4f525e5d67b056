/**
 * What a city is built on: what the first start of the server wrote into the database. Reads only; refuses a database on which no server was started.
 */
import { sql } from 'kysely'
import { createDatabase, type Queryable } from '../../platform/db/database.ts'
import { StartError } from '../../platform/unavailable.ts'
import { createVault } from '../../platform/vault.ts'
import { decide, noHistory, nothingFound } from '../../slices/decisions/decide.ts'
import { readActiveRuleSet } from '../../slices/decisions/rule-sets.query.ts'
import type { Region } from '../../slices/passes/index.ts'
import { regionNames, utcOffsetMinutes } from '../../slices/places/index.ts'
import type { Street } from './city-plan.ts'

export interface CityGround {
  readonly region: Region
  readonly streets: readonly Street[]
  /** The private key that signs phones' passes now. */
  readonly signingKey: string
  /** The number of the rule set in force, by which everybody without evidence is green. */
  readonly ruleSet: number
}

const statementTimeoutMs = 60_000

/** Reads it; throws StartError where something is missing. */
export async function readGround(databaseUrl: string, masterKey: Buffer, now: Date): Promise<CityGround> {
  const database = createDatabase({ url: databaseUrl, name: 'load-city', connectionsMax: 1, statementTimeoutMs })
  try {
    const db = database.read
    const region = await readRegion(db)
    const signingKey = await readSigningKey(db, masterKey, now)
    const streets = await db.selectFrom('places.street').select(['code', 'name']).orderBy('code').execute()
    if (region === undefined || signingKey === undefined || streets.length === 0)
      throw new StartError('Start the server on this database once, so that there are streets and keys.')
    return { region, signingKey, streets, ruleSet: await ruleSetWithoutFindings(db, now) }
  } finally {
    await database.close()
  }
}

/** The region that the first start wrote down; undefined where there was none. */
export async function readRegion(db: Queryable): Promise<Region | undefined> {
  const { rows } = await sql<{ name: string; value: string }>`select name, value from platform.setting`.execute(db)
  const [iss, capacity] = ['region', 'list_capacity'].map((name) => rows.find((row) => row.name === name)?.value)
  if (iss === undefined || capacity === undefined) return undefined
  return { iss, names: regionNames(iss), utcOffsetSeconds: utcOffsetMinutes * 60, baseUrl: '', capacity: Number(capacity) }
}

async function readSigningKey(db: Queryable, masterKey: Buffer, now: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('passes.signing_key')
    .select(['wrapped_key', 'private_sealed'])
    .where('role', '=', 'phone')
    .where('not_before', '<=', now)
    .where('signs_until', '>', now)
    .orderBy('not_before', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.wrapped_key === null || row.private_sealed === null) return undefined
  return createVault(masterKey).openDataKey(row.wrapped_key).open('private', row.private_sealed)
}

/** Asks the rules themselves, once for all: nothing is known of anybody. */
async function ruleSetWithoutFindings(db: Queryable, now: Date): Promise<number> {
  const ruleSet = await readActiveRuleSet(db, now)
  const { text, decision } = decide(ruleSet, noHistory, now)
  if (text !== nothingFound || decision.changesAt !== null)
    throw new StartError('The rules in force say something about people of whom nothing is known: such a city cannot be copied in.')
  return ruleSet.number
}

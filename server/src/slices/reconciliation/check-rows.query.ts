/**
 * Holds every row of this slice against what the other slices say: recomputing must give the same. Reads only.
 */
import { sql } from 'kysely'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { pageReportedTubes } from '../results/index.ts'
import { pageTubeCodes, readTubes } from '../sampling/index.ts'
import { pageReceivedTubes } from '../transport/index.ts'
import { type DifferenceRow, recomputeTubes } from './recompute-tubes.query.ts'
import type { TubeProgress } from './tube-progress.ts'

export interface Check {
  readonly tubes: number
  /** Tubes whose rows are not what the other slices give. */
  readonly differing: readonly string[]
}

const pageTubes = 500

/** Checks all tubes, each page in a snapshot of its own. Where events still wait to be folded, their tubes differ until they are. */
export async function checkRows(db: Database, tell: (tubes: number) => void = () => undefined): Promise<Check> {
  const differing = new Set<string>()
  let tubes = 0
  const sources = [pageTubeCodes, pageReceivedTubes, pageReportedTubes, pageOwn]
  for (const source of sources) {
    for (let after = ''; ; ) {
      const page = await source(db.read, after, pageTubes)
      if (page.length === 0) break
      const left = source === pageTubeCodes ? page : await withoutTold(db.read, page)
      for (const tubeCode of await checkPage(db, left)) differing.add(tubeCode)
      tubes += left.length
      after = page.at(-1)!
      tell(tubes)
    }
  }
  return { tubes, differing: [...differing] }
}

/** Tubes that desks told of were checked by the first source. */
async function withoutTold(db: Queryable, tubeCodes: readonly string[]): Promise<string[]> {
  const told = new Set((await readTubes(db, tubeCodes)).map((tube) => tube.tubeCode))
  return tubeCodes.filter((tubeCode) => !told.has(tubeCode))
}

async function pageOwn(db: Queryable, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ tube_code: string }>`
    select tube_code from reconciliation.tube_progress where tube_code > ${after} order by tube_code limit ${limit}`.execute(db)
  return rows.map((row) => row.tube_code)
}

async function checkPage(db: Database, tubeCodes: readonly string[]): Promise<string[]> {
  return db.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    const { progress, ofTubes, ofResidents } = await recomputeTubes(tx, tubeCodes)
    const own = new Set(tubeCodes)
    const should = textsByTube(progress, [...ofTubes, ...ofResidents.filter((row) => own.has(row.tube_code))])
    const kept = await sql<TubeProgress>`
      select * from reconciliation.tube_progress where tube_code = any(${tubeCodes}::text[])`.execute(tx)
    const found = await sql<DifferenceRow>`
      select * from reconciliation.difference where tube_code = any(${tubeCodes}::text[])`.execute(tx)
    const is = textsByTube(
      kept.rows.map(({ step: _, ...row }: TubeProgress & { step?: number }) => row),
      found.rows,
    )
    return tubeCodes.filter((tubeCode) => should.get(tubeCode) !== is.get(tubeCode))
  })
}

/** All rows of each tube as one text, the same for the same rows in whatever order. */
function textsByTube(progress: readonly TubeProgress[], differences: readonly DifferenceRow[]): Map<string, string> {
  const lines = new Map<string, string[]>()
  for (const row of [...progress, ...differences]) {
    const text = JSON.stringify(row, Object.keys(row).toSorted())
    const known = lines.get(row.tube_code)
    if (known === undefined) lines.set(row.tube_code, [text])
    else known.push(text)
  }
  return new Map([...lines].map(([tubeCode, texts]) => [tubeCode, texts.toSorted().join('\n')]))
}

/**
 * Holds every stored decision against its evidence: the same rules at the same time must give the same bytes. Reads only.
 */
import { sql } from 'kysely'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { decide, type History, noHistory, nothingFound } from './decide.ts'
import { readHistories } from './evidence.query.ts'
import { type NumberedRuleSet, readRuleSet } from './rule-sets.query.ts'

export interface Recomputation {
  readonly residents: number
  /** Residents whose stored decision is not what their evidence gives, at most `shownMax`. */
  readonly differing: readonly string[]
  readonly differingCount: number
}

/** A decision as it is stored. */
interface StoredDecision {
  readonly residentId: string
  readonly colour: string
  readonly decision: string | null
  readonly decidedMs: number
  readonly changesMs: number | null
  readonly ruleSet: number
  /** What first words about this resident's samples say, with spaces between; null where there are none. */
  readonly outcomes: string | null
}

/** Everybody whose id lies in a range; with all the evidence about those whom the rules have to be asked about. `last` is null at the end. */
interface Page {
  readonly stored: readonly StoredDecision[]
  readonly histories: ReadonlyMap<string, History>
  readonly ruleSets: ReadonlyMap<number, NumberedRuleSet>
  readonly last: string | null
}

const shownMax = 100
/** Both tables are read along their keys, a range at a time, so that a page costs what its rows cost. */
const pageSize = 10_000
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Recomputes all decisions in pages, each in a snapshot of its own, so that work going on meanwhile is no difference. The next page is read while one is decided. */
export async function recomputeAll(db: Database, tell: (residents: number) => void = () => undefined): Promise<Recomputation> {
  const differing: string[] = []
  let residents = 0
  let differingCount = 0
  for (let page = await readPage(db, beforeAll); page.last !== null; ) {
    const next = readPage(db, page.last)
    const found = differingIn(page)
    residents += page.stored.length
    differingCount += found.length
    differing.push(...found.slice(0, shownMax - differing.length))
    tell(residents)
    page = await next
  }
  return { residents, differing, differingCount }
}

async function readPage(db: Database, after: string): Promise<Page> {
  return db.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    const { rows: stored } = await sql<StoredDecision>`
      select resident_id as "residentId", colour, decision, rule_set as "ruleSet", date_part('epoch', decided_at) * 1000 as "decidedMs",
        date_part('epoch', changes_at) * 1000 as "changesMs",
        (select string_agg(outcome::text, ' ') from decisions.first_word where first_word.resident_id = colour.resident_id) as outcomes
      from decisions.colour where resident_id > ${after} and version > 0 order by resident_id limit ${pageSize}`.execute(tx)
    const ruleSets = new Map<number, NumberedRuleSet>()
    for (const row of await tx.selectFrom('decisions.rule_set').select(['rule_set_id', 'version', 'number']).execute())
      if (stored.some((one) => one.ruleSet === row.number)) ruleSets.set(row.number, await readRuleSet(tx, row))
    const last = stored.at(-1)?.residentId ?? null
    const others = await findOthers(tx, after, last ?? after)
    const judged = stored.map((row) => row.residentId).filter((id, at) => others.has(id) || isPositive(stored[at]!))
    return { stored, ruleSets, histories: await readHistories(tx, judged), last }
  })
}

/** Who in this range has evidence that is no first word about a sample. A range at a time: asked row by row, a table not analysed yet is read whole for each. */
async function findOthers(db: Queryable, after: string, last: string): Promise<Set<string>> {
  const { rows } = await sql<{ resident_id: string }>`
    select distinct resident_id from decisions.evidence where resident_id > ${after} and resident_id <= ${last}`.execute(db)
  return new Set(rows.map((row) => row.resident_id))
}

/** Of first words, `decide` looks at nothing else; when samples were taken does not matter to a decision. */
function isPositive({ outcomes }: StoredDecision): boolean {
  return outcomes?.includes('positive') === true
}

function differingIn({ stored, histories, ruleSets }: Page): string[] {
  return stored.filter((row) => !isAsDecided(row, histories.get(row.residentId) ?? noHistory, ruleSets)).map((row) => row.residentId)
}

function isAsDecided(stored: StoredDecision, history: History, ruleSets: Page['ruleSets']): boolean {
  const ruleSet = ruleSets.get(stored.ruleSet)
  if (ruleSet === undefined) return false
  const { text, decision } = decide(ruleSet, history, new Date(Math.round(stored.decidedMs)))
  const changesAt = stored.changesMs === null ? null : Math.round(stored.changesMs)
  return text === (stored.decision ?? nothingFound) && decision.colour === stored.colour && decision.changesAt === changesAt
}

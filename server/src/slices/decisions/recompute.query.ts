/**
 * Holds every stored decision against its evidence: the same rules at the same time must give the same bytes. Reads only.
 */
import { sql } from 'kysely'
import type { Database } from '../../platform/db/database.ts'
import { batchMax } from './decide.command.ts'
import { decide, noHistory, nothingFound } from './decide.ts'
import { readHistories } from './evidence.query.ts'
import { readRuleSet } from './rule-sets.query.ts'

export interface Recomputation {
  readonly residents: number
  /** Residents whose stored decision is not what their evidence gives, at most `shownMax`. */
  readonly differing: readonly string[]
  readonly differingCount: number
}

const shownMax = 100

/** Recomputes all decisions in batches, each in a snapshot of its own, so that work going on meanwhile is no difference. */
export async function recomputeAll(db: Database, tell: (residents: number) => void = () => undefined): Promise<Recomputation> {
  const differing: string[] = []
  let residents = 0
  let differingCount = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const batch = await recomputeBatch(db, after)
    if (batch.residents === 0) return { residents, differing, differingCount }
    residents += batch.residents
    differingCount += batch.differing.length
    differing.push(...batch.differing.slice(0, shownMax - differing.length))
    after = batch.last
    tell(residents)
  }
}

async function recomputeBatch(db: Database, after: string): Promise<{ residents: number; last: string; differing: string[] }> {
  return db.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    const rows = await tx
      .selectFrom('decisions.colour as decided')
      .innerJoin('decisions.rule_set as rules', 'rules.number', 'decided.rule_set')
      .select(['resident_id', 'colour', 'decision', 'decided_at', 'changes_at', 'rule_set_id', 'rules.version', 'number'])
      .where('resident_id', '>', after)
      .where('decided.version', '>', 0)
      .orderBy('resident_id')
      .limit(batchMax)
      .execute()
    if (rows.length === 0) return { residents: 0, last: after, differing: [] }
    const histories = await readHistories(
      tx,
      rows.map((row) => row.resident_id),
    )
    const differing: string[] = []
    for (const row of rows) {
      const ruleSet = await readRuleSet(tx, row)
      const { text, decision } = decide(ruleSet, histories.get(row.resident_id) ?? noHistory, row.decided_at)
      const same =
        text === (row.decision ?? nothingFound) &&
        decision.colour === row.colour &&
        decision.changesAt === (row.changes_at?.getTime() ?? null)
      if (!same) differing.push(row.resident_id)
    }
    return { residents: rows.length, last: rows.at(-1)!.resident_id, differing }
  })
}

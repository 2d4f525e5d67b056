/**
 * Holds every stored decision against its evidence: the same rules at the same time must give the same bytes. Reads only.
 */
import { sql } from 'kysely'
import type { Database } from '../../platform/db/database.ts'
import { batchMax, decide, readEvidence } from './decide.command.ts'
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
      .selectFrom('decisions.colour')
      .selectAll()
      .where('resident_id', '>', after)
      .where('version', '>', '0')
      .orderBy('resident_id')
      .limit(batchMax)
      .execute()
    if (rows.length === 0) return { residents: 0, last: after, differing: [] }
    const evidence = await readEvidence(
      tx,
      rows.map((row) => row.resident_id),
    )
    const differing: string[] = []
    for (const row of rows) {
      const ruleSet = await readRuleSet(tx, row.rule_set_id, row.rule_set_version)
      const { text, decision, lastNegativeAt } = decide(ruleSet, evidence.get(row.resident_id) ?? [], row.decided_at)
      const same =
        text === row.decision &&
        decision.colour === row.colour &&
        decision.changesAt === (row.changes_at?.getTime() ?? null) &&
        (lastNegativeAt === null ? null : new Date(lastNegativeAt).getTime()) === (row.last_negative_at?.getTime() ?? null)
      if (!same) differing.push(row.resident_id)
    }
    return { residents: rows.length, last: rows.at(-1)!.resident_id, differing }
  })
}

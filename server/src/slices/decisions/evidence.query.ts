/**
 * Reading evidence: all of it about some residents. First words about samples and everything else are stored apart, negative first words with their tubes; who
 * reads sees one history.
 */
import { formatDateTime } from '@evergate/pass/rules'
import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { readMembersOfTubes, readTubesOfResidents, swabsOfResident } from '../sampling/index.ts'
import type { EvidenceRecord, History } from './decide.ts'
import type { SampleVerdict } from './tube-evidence.ts'

/** What is known of each of these residents; nobody is there of whom nothing is. */
export async function readHistories(db: Queryable, residentIds: readonly string[]): Promise<Map<string, History>> {
  return readHistoriesIn(db, residentIds, await readTubesOfResidents(db, residentIds))
}

/**
 * The same, of negative first words only those about samples in these tubes: enough to say what else the tubes have to say, and to decide for whoever has plain
 * tests alone.
 */
export async function readHistoriesIn(
  db: Queryable,
  residentIds: readonly string[],
  tubeCodes: readonly string[],
): Promise<Map<string, History>> {
  const histories = new Map<string, { tests: SampleVerdict[]; others: EvidenceRecord[] }>()
  const of = (residentId: string): { tests: SampleVerdict[]; others: EvidenceRecord[] } => {
    const known = histories.get(residentId)
    if (known !== undefined) return known
    const history = { tests: [], others: [] }
    histories.set(residentId, history)
    return history
  }
  for (const test of await readTests(db, residentIds)) of(test.residentId).tests.push(test)
  for (const test of await readNegatives(db, residentIds, tubeCodes)) addFirst(of(test.residentId).tests, test)
  for (const { residentId, ...record } of await readOthers(db, residentIds)) of(residentId).others.push(record)
  return histories
}

/** One that was spoken of again stands with its tube and with its resident. */
function addFirst(tests: SampleVerdict[], negative: SampleVerdict): void {
  if (!tests.some(({ sampleId }) => sampleId === negative.sampleId)) tests.push(negative)
}

/** Times come as milliseconds: a round is read through this, and dates are slow to parse. */
async function readTests(db: Queryable, residentIds: readonly string[]): Promise<SampleVerdict[]> {
  const { rows } = await sql<Omit<SampleVerdict, 'sampledAt'> & { sampledAt: number }>`
    select resident_id as "residentId", sample_id as "sampleId", result_id as "resultId", outcome,
      date_part('epoch', sampled_at) * 1000 as "sampledAt", pooled
    from decisions.first_word where resident_id = any(${asArray(residentIds)}::uuid[])`.execute(db)
  return rows.map((row) => ({ ...row, sampledAt: formatDateTime(Math.round(row.sampledAt)) }))
}

/** Whose a sample is and when it was taken, its tube says. */
async function readNegatives(db: Queryable, residentIds: readonly string[], tubeCodes: readonly string[]): Promise<SampleVerdict[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<Pick<SampleVerdict, 'resultId' | 'pooled'> & { tubeCode: string; sampleIds: string[] }>`
    select tube_code as "tubeCode", result_id as "resultId", pooled, sample_ids as "sampleIds"
    from decisions.negative_result where tube_code = any(${tubeCodes}::text[])`.execute(db)
  const asked = new Set(residentIds)
  const members = await readMembersOfTubes(db, [...new Set(rows.map(({ tubeCode }) => tubeCode))])
  const samples = new Map(members.filter(({ residentId }) => asked.has(residentId)).map((one) => [`${one.tubeCode} ${one.sampleId}`, one]))
  return rows.flatMap(({ tubeCode, resultId, pooled, sampleIds }) =>
    sampleIds.flatMap((sampleId): SampleVerdict[] => {
      const sample = samples.get(`${tubeCode} ${sampleId}`)
      if (sample === undefined) return []
      const { residentId, sampledAt } = sample
      return [{ residentId, sampleId, resultId, outcome: 'negative', sampledAt: formatDateTime(sampledAt.getTime()), pooled }]
    }),
  )
}

async function readOthers(db: Queryable, residentIds: readonly string[]): Promise<(EvidenceRecord & { residentId: string })[]> {
  const { rows } = await sql<Omit<EvidenceRecord, 'observedAt'> & { residentId: string; observedAt: Date }>`
    select resident_id as "residentId", evidence_id as "evidenceId", kind, observed_at as "observedAt", data, source, corrects
    from decisions.evidence where resident_id = any(${asArray(residentIds)}::uuid[])`.execute(db)
  return rows.map((row) => ({ ...row, observedAt: row.observedAt.toISOString() }))
}

/** A history as one column of somebody's statement gives it. Times are milliseconds. */
export interface HistoryColumn {
  readonly tests: readonly TestColumn[] | null
  readonly negatives: readonly TestColumn[] | null
  readonly others: readonly (Omit<EvidenceRecord, 'observedAt'> & { readonly observedAt: number })[] | null
}

type TestColumn = Omit<SampleVerdict, 'residentId' | 'sampledAt'> & { readonly sampledAt: number }

/** The members `tests`, `negatives` and `others` of a JSON object about this resident, for a statement that reads more than evidence. */
export function historyMembers(residentId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`'tests', (
      select json_agg(json_build_object('sampleId', sample_id, 'resultId', result_id, 'outcome', outcome,
        'sampledAt', date_part('epoch', sampled_at) * 1000, 'pooled', pooled))
      from decisions.first_word where first_word.resident_id = ${residentId}),
    'negatives', (
      select json_agg(json_build_object('sampleId', own.sample_id, 'resultId', said.result_id, 'outcome', 'negative',
        'sampledAt', date_part('epoch', own.sampled_at) * 1000, 'pooled', said.pooled))
      from (${swabsOfResident(residentId)}) as own
        join decisions.negative_result as said on said.tube_code = own.tube_code and own.sample_id = any(said.sample_ids)),
    'others', (
      select json_agg(json_build_object('evidenceId', evidence_id, 'kind', kind, 'observedAt', date_part('epoch', observed_at) * 1000,
        'data', data, 'source', source, 'corrects', corrects))
      from decisions.evidence where evidence.resident_id = ${residentId})`
}

/** The history in such a column. */
export function historyOf(residentId: string, { tests, negatives, others }: HistoryColumn): History {
  const testOf = (test: TestColumn): SampleVerdict => ({ ...test, residentId, sampledAt: formatDateTime(Math.round(test.sampledAt)) })
  const all = (tests ?? []).map(testOf)
  for (const negative of negatives ?? []) addFirst(all, testOf(negative))
  return {
    tests: all,
    others: (others ?? []).map((record) => ({ ...record, observedAt: new Date(Math.round(record.observedAt)).toISOString() })),
  }
}

/** Ids, times and names of fixed form as the text of an array: they need no quotes, which the driver would look for in every one. */
export function asArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`
}

/**
 * From a tube to the evidence of the people in it: members x standing results. Pure. What stands is computed anew whenever a desk or a laboratory
 * says more, and held against what is stored, so that the order in which they speak does not matter.
 */
import { formatDateTime } from '@evergate/pass/rules'
import type { Pool } from '@evergate/pass/sampling'
import { groupBy } from '../../platform/group-by.ts'
import { uuidFrom } from '../../platform/ids.ts'
import type { NewEvidence } from './evidence.ts'

export type Outcome = 'negative' | 'positive' | 'invalid'

export interface ReleasedTubeResult {
  readonly resultId: string
  readonly outcome: Outcome
  readonly releasedAt: Date
  readonly correctsResultId: string | null
}

/** A swab and whose it is; that never changes, a person known later is the same resident. */
export interface TubeSwab {
  readonly sampleId: string
  readonly residentId: string
  readonly sampledAt: Date
  readonly removed: boolean
}

/** Everything known about one tube. */
export interface TubeFacts {
  readonly tubeCode: string
  /** Null while no desk has said; the tube counts as a pool until then, because a pooled positive never names a person. */
  readonly kind: Pool | null
  /** Two tubes go by this number: whose result it is cannot be said before a person has looked. */
  readonly ambiguous: boolean
  readonly swabs: readonly TubeSwab[]
  /** Every released result, those that were corrected as well. */
  readonly results: readonly ReleasedTubeResult[]
}

/** What a test result says about one resident. */
export interface SampleVerdict {
  readonly residentId: string
  readonly sampleId: string
  readonly resultId: string
  readonly outcome: Outcome
  readonly sampledAt: string
  readonly pooled: boolean
}

/** A stored `test_result` row about a sample. Rows from before results belonged to tubes name no result. */
export interface StoredVerdict extends Omit<SampleVerdict, 'resultId'> {
  readonly evidenceId: string
  readonly resultId: string | null
  /** Another row corrects it: it counts no more. */
  readonly corrected: boolean
}

/** Why a verdict was taken back and no other put in its place. */
export const withdrawalReasons = ['tube_in_question', 'swab_taken_out', 'result_corrected'] as const
export type WithdrawalReason = (typeof withdrawalReasons)[number]

/** The results that no released correction has replaced. */
export function standingResults<T extends Pick<ReleasedTubeResult, 'resultId' | 'correctsResultId'>>(released: readonly T[]): T[] {
  const corrected = new Set(released.map((result) => result.correctsResultId))
  return released.filter((result) => !corrected.has(result.resultId))
}

/**
 * What the evidence about the people of this tube has to say; nothing for a swab that was taken out. While the tube is in question a negative is nobody's,
 * and a positive holds everybody who may be in it, as one of a pool: a desk that uses a number again must free nobody.
 */
export function desiredVerdicts(tube: TubeFacts): SampleVerdict[] {
  const pooled = tube.ambiguous || tube.kind !== 'single'
  const standing = countingResults(tube)
  return tube.swabs
    .filter((swab) => !swab.removed)
    .flatMap(({ residentId, sampleId, sampledAt }) =>
      standing.map(({ resultId, outcome }) => ({
        residentId,
        sampleId,
        resultId,
        outcome,
        sampledAt: formatDateTime(sampledAt.getTime()),
        pooled,
      })),
    )
}

/** The results of this tube that say something about the people in it. */
function countingResults({ results, ambiguous }: TubeFacts): ReleasedTubeResult[] {
  return standingResults(results).filter(({ outcome }) => !ambiguous || outcome === 'positive')
}

/** Which result is on the codes, null where none is, and for how many swabs. */
export function appliedResult(tube: TubeFacts): { readonly resultId: string | null; readonly swabs: number } {
  const standing = countingResults(tube)
  const swabs = tube.swabs.filter((swab) => !swab.removed).length * standing.length
  return { resultId: swabs === 0 ? null : standing[0]!.resultId, swabs }
}

/** What has to be added to the evidence about a tube's people. */
export interface EvidencePlan {
  /** The first word about each of these samples. */
  readonly firsts: readonly SampleVerdict[]
  /** Whatever is said of a sample that was spoken of before. */
  readonly rows: readonly NewEvidence[]
}

/** What to add so that exactly the desired verdicts stand. Adding it twice is adding it once. `at`: when a withdrawal was found due. */
export function planEvidence(tube: TubeFacts, stored: readonly StoredVerdict[], at: Date): EvidencePlan {
  const desired = groupBy(desiredVerdicts(tube), ({ sampleId }) => sampleId)
  const known = groupBy(stored, ({ sampleId }) => sampleId)
  const firsts: SampleVerdict[] = []
  const rows: NewEvidence[] = []
  for (const [sampleId, verdicts] of desired) {
    if (known.has(sampleId)) continue
    firsts.push(verdicts[0]!)
    for (const verdict of verdicts.slice(1)) rows.push(toEvidence(verdict, [], undefined))
  }
  for (const [sampleId, verdicts] of known) rows.push(...planOfSample(tube, desired.get(sampleId) ?? [], verdicts, at))
  return { firsts, rows }
}

/** A first word about a sample, as the row of evidence that it is. */
export function evidenceOf(first: SampleVerdict): NewEvidence {
  return toEvidence(first, [], undefined)
}

/** A verdict is about one sample, and so is every row: what is said of others does not matter. */
function planOfSample(tube: TubeFacts, desired: readonly SampleVerdict[], stored: readonly StoredVerdict[], at: Date): NewEvidence[] {
  const heads = stored.filter((row) => !row.corrected)
  const fallen = new Set(heads.filter((row) => !desired.some((verdict) => saysTheSame(row, verdict))))
  const added = desired
    .filter((verdict) => !heads.some((row) => saysTheSame(row, verdict)))
    .map((verdict) => {
      const replaced = findReplaced(verdict, fallen)
      if (replaced !== undefined) fallen.delete(replaced)
      return toEvidence(verdict, stored, replaced)
    })
  return [...added, ...[...fallen].map((row) => toWithdrawal(tube, row, at))]
}

function saysTheSame(row: StoredVerdict, verdict: SampleVerdict): boolean {
  return (
    (row.resultId === null || row.resultId === verdict.resultId) &&
    row.outcome === verdict.outcome &&
    row.pooled === verdict.pooled &&
    row.sampledAt === verdict.sampledAt
  )
}

/** Of the rows that fall: the one of the same result first (its tube is told otherwise now), else the one of another result. */
function findReplaced(verdict: SampleVerdict, fallen: ReadonlySet<StoredVerdict>): StoredVerdict | undefined {
  return [...fallen].find((row) => row.resultId === verdict.resultId) ?? [...fallen][0]
}

function toEvidence(verdict: SampleVerdict, stored: readonly StoredVerdict[], replaced: StoredVerdict | undefined): NewEvidence {
  const { residentId, ...data } = verdict
  const saidBefore = stored.filter((row) => row.corrected && saysTheSame(row, verdict)).length // a corrected row is gone for good
  const { resultId, sampleId, outcome, sampledAt, pooled } = verdict
  return {
    residentId,
    evidenceId: uuidFrom(`test_result ${resultId} ${sampleId} ${outcome} ${sampledAt} ${pooled} ${saidBefore}`),
    kind: 'test_result',
    observedAt: verdict.sampledAt,
    data,
    source: 'laboratory',
    corrects: replaced?.evidenceId ?? null,
  }
}

function toWithdrawal(tube: TubeFacts, row: StoredVerdict, at: Date): NewEvidence {
  return {
    residentId: row.residentId,
    evidenceId: uuidFrom(`withdrawal ${row.evidenceId}`),
    kind: 'withdrawal',
    observedAt: at.toISOString(),
    data: { reason: reasonToWithdraw(tube, row) },
    source: 'sampling',
    corrects: row.evidenceId,
  }
}

function reasonToWithdraw(tube: TubeFacts, row: StoredVerdict): WithdrawalReason {
  if (tube.ambiguous) return 'tube_in_question'
  const counted = tube.swabs.some((swab) => swab.sampleId === row.sampleId && !swab.removed)
  return counted ? 'result_corrected' : 'swab_taken_out'
}

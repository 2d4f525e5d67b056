/** Whether a round is settled, in one of five ways. Pure. */
import { outstanding } from './funnel.ts'
import { type Reconciliation, vanishingCodes } from './reconciliation.query.ts'

export type Verdict = 'nothing_yet' | 'reconciled' | 'on_the_way' | 'faults' | 'faults_only'

export type Judged = { readonly verdict: Verdict; readonly outstanding: number; readonly vanished: number; readonly standing: number }

/** Only the server may say that a round is reconciled; everything else follows from what it lists. */
export function judge({ rows, differences, reconciled }: Pick<Reconciliation, 'rows' | 'differences' | 'reconciled'>): Judged {
  const whole = rows[0]
  const left = whole === undefined ? 0 : outstanding(whole)
  const vanished = differences.filter(({ code, count, tubes }) => isVanishing(code) && count + tubes > 0).length
  const standing = differences.filter(({ code, count, tubes }) => !isVanishing(code) && count + tubes > 0).length
  return { verdict: verdictOf(whole?.inTube ?? 0, left, vanished + standing, vanished, reconciled), outstanding: left, vanished, standing }
}

function verdictOf(inTubes: number, left: number, differences: number, vanished: number, reconciled: boolean): Verdict {
  if (reconciled && inTubes > 0) return 'reconciled'
  if (inTubes === 0 && differences === 0) return 'nothing_yet'
  if (vanished === 0) return 'on_the_way'
  return left === 0 ? 'faults_only' : 'faults'
}

export function isVanishing(code: string): boolean {
  return vanishingCodes.some((known) => known === code)
}

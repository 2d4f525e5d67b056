/** What the correction form asks of an entry before the server is asked. Pure. */
import type { Correction, Outcome } from './batch.query.ts'
import type { correctionTexts } from './batch-texts.ts'

export type CorrectionEntry = { readonly tubeCode: string; readonly outcome: Outcome | null; readonly reason: string }
export type CorrectionFaults = Partial<Record<keyof CorrectionEntry, keyof typeof correctionTexts>>

const reasonLengthMin = 10

/** The correction to send, or the fault of each field as the key of its words. */
export function readCorrection(entry: CorrectionEntry): { ok: true; correction: Correction } | { ok: false; faults: CorrectionFaults } {
  const tubeCode = entry.tubeCode.trim().toUpperCase()
  const reason = entry.reason.trim()
  const faults: CorrectionFaults = {}
  if (!/^[A-Z0-9-]{6,24}$/.test(tubeCode)) faults.tubeCode = 'tubeWrong'
  if (entry.outcome === null) faults.outcome = 'outcomeMissing'
  if ([...reason].length < reasonLengthMin) faults.reason = 'reasonShort'
  if (entry.outcome === null || Object.keys(faults).length > 0) return { ok: false, faults }
  return { ok: true, correction: { tubeCode, outcome: entry.outcome, reason } }
}

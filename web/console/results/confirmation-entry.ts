/** What has to be said of every unusual sign before a batch may be released. Pure. */
import type { Anomaly, AnomalyCode, anomalyTexts, Confirmation } from './anomaly-texts.ts'

export type ConfirmationEntry = Readonly<Partial<Record<AnomalyCode, { readonly checked: boolean; readonly reason: string }>>>
export type ConfirmationFaults = Readonly<Partial<Record<AnomalyCode, keyof typeof anomalyTexts>>>

const reasonLengthMin = 3

/** One confirmation for each sign, or the fault of each that lacks its tick or its reason. */
export function readConfirmations(
  anomalies: readonly Anomaly[],
  entry: ConfirmationEntry,
): { ok: true; confirmed: readonly Confirmation[] } | { ok: false; faults: ConfirmationFaults } {
  const faults: Partial<Record<AnomalyCode, keyof typeof anomalyTexts>> = {}
  for (const { code } of anomalies) {
    const given = entry[code]
    if (given?.checked !== true) faults[code] = 'confirmMissing'
    else if ([...given.reason.trim()].length < reasonLengthMin) faults[code] = 'reasonShort'
  }
  if (Object.keys(faults).length > 0) return { ok: false, faults }
  return { ok: true, confirmed: anomalies.map(({ code }) => ({ code, reason: entry[code]!.reason.trim() })) }
}

/** What the form for settling a conflict asks before the server is asked. Pure. */
import type { Resolution, Settlement } from './conflict.query.ts'
import type { conflictTexts } from './conflict-texts.ts'

export type SettlementEntry = { readonly resolution: Resolution; readonly swabIds: readonly string[]; readonly note: string }
export type SettlementFaults = Partial<Record<'swabIds' | 'note', keyof typeof conflictTexts>>

const noteLengthMin = 3

export function readSettlement(entry: SettlementEntry): { ok: true; settlement: Settlement } | { ok: false; faults: SettlementFaults } {
  const note = entry.note.trim()
  const faults: SettlementFaults = {}
  if (entry.resolution === 'void_swabs' && entry.swabIds.length === 0) faults.swabIds = 'swabsMissing'
  if ([...note].length < noteLengthMin) faults.note = 'noteShort'
  if (Object.keys(faults).length > 0) return { ok: false, faults }
  return {
    ok: true,
    settlement: { resolution: entry.resolution, note, ...(entry.resolution === 'void_swabs' ? { swabIds: entry.swabIds } : {}) },
  }
}

/**
 * Holds what was done to a round against what its reconciliation lists: every fault under its right name, once, and nothing that did not happen. Pure.
 */
import { type VanishingCode, vanishingCodes } from './fates.ts'
import type { ExpectedItem } from './planned-round.ts'
import type { DifferenceItem } from './read-round.ts'

export interface CodeFigures {
  readonly code: VanishingCode
  readonly injected: number
  readonly listed: number
  /** Done and not listed under this name. */
  readonly missed: number
  /** Listed and never done. */
  readonly falseAlarms: number
}

export interface Comparison {
  readonly figures: readonly CodeFigures[]
  /** In words, the first of each kind. */
  readonly failures: readonly string[]
}

const shownMax = 5

/** Compares the lists of all seven places. */
export function compareRound(expected: readonly ExpectedItem[], listed: ReadonlyMap<VanishingCode, readonly DifferenceItem[]>): Comparison {
  const failures: string[] = []
  const figures = vanishingCodes.map((code): CodeFigures => {
    const wanted = countBy(expected.filter((one) => one.code === code).map(textOfExpected))
    const found = countBy((listed.get(code) ?? []).map((item) => textOfItem(code, item)))
    const missed = lacking(wanted, found)
    const falseAlarms = lacking(found, wanted)
    failures.push(...missed.slice(0, shownMax).map((text) => `${code}: not listed: ${text}`))
    failures.push(...falseAlarms.slice(0, shownMax).map((text) => `${code}: false alarm: ${text}`))
    return { code, injected: total(wanted), listed: total(found), missed: missed.length, falseAlarms: falseAlarms.length }
  })
  return { figures, failures }
}

function textOfExpected({ key, residentId, suggestion }: ExpectedItem): string {
  return [key, residentId, suggestion].filter((part) => part !== undefined).join(' ')
}

/** The same words of a listed item. Who a stranger is only the server knows, so that the tube must do. */
function textOfItem(code: VanishingCode, { tubeCode, residents, suggestion }: DifferenceItem): string {
  if (code === 'others_code_shown') return `${tubeCode} ${residents[0]?.residentId} ${suggestion}`
  return code === 'tube_number_wrong' ? `${tubeCode} ${suggestion}` : `${tubeCode}`
}

function countBy(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0)

/** What there is in `one` beyond what there is in `other`, each as often as it is too many. */
function lacking(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] {
  return [...one].flatMap(([text, count]) => Array.from({ length: Math.max(0, count - (other.get(text) ?? 0)) }, () => text))
}

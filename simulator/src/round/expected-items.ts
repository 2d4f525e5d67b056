/**
 * What reconciliation must list at the end of a round, worked out from the plan alone: every fault under its right name, and nothing else.
 */
import { codeOfTubeFate } from './fates.ts'
import type { ExpectedItem, PlannedTube } from './planned-round.ts'

/** The items of all tubes. */
export function expectedItems(tubes: readonly PlannedTube[]): ExpectedItem[] {
  const first = firstTubes(tubes)
  return tubes.flatMap((tube) => [...itemsOfTube(tube), ...itemsOfSwabs(tube, first)])
}

function itemsOfTube({ fate, tubeCode, writtenCode }: PlannedTube): ExpectedItem[] {
  if (fate === 'none') return []
  const code = codeOfTubeFate[fate]
  return [code === 'tube_number_wrong' ? { code, key: writtenCode, suggestion: tubeCode } : { code, key: tubeCode }]
}

function itemsOfSwabs({ swabs, tubeCode }: PlannedTube, first: ReadonlyMap<string, string>): ExpectedItem[] {
  return swabs.flatMap(({ fate, person }): ExpectedItem[] => {
    if (fate === 'none') return []
    if (fate !== 'others_code_shown' || person === null) return [{ code: fate, key: tubeCode }]
    return [{ code: fate, key: tubeCode, residentId: person.residentId, suggestion: first.get(person.residentId)! }]
  })
}

/** The tube of everybody's own swab. */
function firstTubes(tubes: readonly PlannedTube[]): Map<string, string> {
  const first = new Map<string, string>()
  for (const { swabs, tubeCode } of tubes)
    for (const { person, fate } of swabs) if (person !== null && fate === 'none') first.set(person.residentId, tubeCode)
  return first
}

/**
 * What does not add up within one tube: swabs counted against people bound, and people who are nobody yet. Pure. What needs other tubes (the same person
 * twice, a number mistaken) or the present moment (delays) is judged elsewhere.
 */
import { countedSwabs, type SwabFacts, type TubeFacts } from './tube-progress.ts'

export type TubeDifferenceCode = 'swab_not_taken' | 'person_not_bound' | 'wrong_number_typed' | 'no_document'

export interface TubeDifference {
  readonly code: TubeDifferenceCode
  /** Null where it is about the tube as a whole. */
  readonly sampleId: string | null
  readonly residentId: string | null
  readonly swabs: number
  readonly since: Date
}

/**
 * All differences of a tube. What was counted is held against the swabs only once the tube is closed: before, people are still being added. Where
 * its number was used for two tubes, nobody knows which of them was counted.
 */
export function differencesOfTube(facts: TubeFacts): TubeDifference[] {
  const swabs = countedSwabs(facts)
  return [...swabs.flatMap(differencesOfSwab), ...differencesOfCount(facts, swabs.length)]
}

function differencesOfSwab({ sampleId, residentId, sampledAt, identifiedBy, provisional }: SwabFacts): TubeDifference[] {
  if (!provisional) return []
  return [{ code: codesOfNobody[identifiedBy], sampleId, residentId, swabs: 1, since: sampledAt }]
}

/** What it means that nobody is known behind a swab. A pass that could not be resolved left the swab without its person. */
const codesOfNobody = {
  document: 'wrong_number_typed',
  provisional: 'no_document',
  phone_pass: 'person_not_bound',
  paper_pass: 'person_not_bound',
} as const

/** The desk's own count goes before the laboratory's; where the desk counted as many as it bound, the laboratory may still have counted otherwise. */
function differencesOfCount({ desk, accession }: TubeFacts, bound: number): TubeDifference[] {
  if (desk === null || desk.closedAt === null || desk.ambiguous) return []
  const counts = [
    { counted: desk.swabsCounted, since: desk.closedAt },
    { counted: accession?.swabsCounted ?? null, since: accession?.receivedAt ?? desk.closedAt },
  ]
  const odd = counts.find(({ counted }) => counted !== null && counted !== bound)
  if (odd === undefined) return []
  const missing = bound - odd.counted!
  const code = missing > 0 ? 'swab_not_taken' : 'person_not_bound'
  return [{ code, sampleId: null, residentId: null, swabs: Math.abs(missing), since: odd.since }]
}

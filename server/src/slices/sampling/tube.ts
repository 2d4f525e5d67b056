/**
 * A sample tube and what may be put into it. Pure: the caller locks the row, passes the facts in and writes what is decided.
 */
import { accept, type Result, refuse } from '../../platform/result.ts'

export interface Swab {
  readonly sampleId: string
  readonly residentId: string
}

/** A tube as it is before the swab; one that nobody has scanned yet is empty. */
export interface Tube {
  readonly swabsMax: number
  readonly swabs: readonly Swab[]
}

export const singleTube: Tube = { swabsMax: 1, swabs: [] }

export type SwabDecision = { readonly kind: 'added' } | { readonly kind: 'already'; readonly sampleId: string }

export type TubeRefusal = { readonly code: 'sampling.tube_used' }

/** A resident is in a tube once: scanning the same person again, also under a new sample id, is no error and adds nothing. */
export function decideAddSwab(tube: Tube, residentId: string): Result<SwabDecision, TubeRefusal> {
  const own = tube.swabs.find((swab) => swab.residentId === residentId)
  if (own !== undefined) return accept({ kind: 'already', sampleId: own.sampleId })
  if (tube.swabs.length >= tube.swabsMax) return refuse({ code: 'sampling.tube_used' })
  return accept({ kind: 'added' })
}

const tubeCodeForm = /^[A-Z0-9-]{6,24}$/

/** A tube code in normal form, or undefined where it cannot be one. */
export function normaliseTubeCode(text: string): string | undefined {
  const code = text.normalize('NFKC').trim().toUpperCase()
  return tubeCodeForm.test(code) ? code : undefined
}

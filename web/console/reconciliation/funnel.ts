/** The steps of a round as a funnel: how many came to each, and how many were left behind on the way. Pure. */
import { type Step, type StepCounts, steps } from './reconciliation.query.ts'

export type FunnelStep = {
  readonly step: Step
  readonly swabs: number | null
  readonly tubes: number | null
  /** Swabs that have not come here from the step before; null where that cannot be said. */
  readonly swabsLeft: number | null
  readonly tubesLeft: number | null
  /** Part of the largest step that has come here, 0 to 1. */
  readonly share: number
}

export function funnelOf(swabs: StepCounts, tubes: StepCounts): readonly FunnelStep[] {
  const most = Math.max(1, ...steps.map((step) => swabs[step] ?? 0))
  return steps.map((step, at) => {
    const before = steps[at - 1]
    return {
      step,
      swabs: swabs[step],
      tubes: tubes[step],
      swabsLeft: before === undefined ? null : fewer(swabs[before], swabs[step]),
      tubesLeft: before === undefined ? null : fewer(tubes[before], tubes[step]),
      share: (swabs[step] ?? 0) / most,
    }
  })
}

function fewer(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : Math.max(0, before - after)
}

/** Swabs in tubes that are not on the code yet, wherever they stand. Residents who have not come to be sampled are no swabs. */
export function outstanding(swabs: StepCounts): number {
  return Math.max(0, swabs.inTube - swabs.onCode)
}

/**
 * Door of the decisions slice: evidence in, colours out. There is no way to set a colour.
 */
import type { Slice } from '../../platform/slice.ts'
import { decideDue } from './due.job.ts'
import { evidenceSources } from './evidence-sources.consumer.ts'
import { missedRoundsHealed } from './missed-rounds.consumer.ts'
import { judgeMissedRounds } from './missed-rounds.job.ts'
import { statusRoutes } from './status.route.ts'
import { tubeResults } from './tube-results.consumer.ts'

export { type AppliedTube, readAppliedTubes } from './applied-tubes.query.ts'
export type { ColourChange } from './events.ts'
export { recomputeAll } from './recompute.query.ts'
export { publishExampleRuleSets } from './rule-sets.query.ts'
export { readStatuses, type Status } from './status.query.ts'
export { Status as StatusSchema } from './status.schema.ts'
export { type Outcome, type ReleasedTubeResult, standingResults, type TubeFacts } from './tube-evidence.ts'

export function decisionsSlice(region: { readonly utcOffsetHours: number }): Slice {
  const loops: Slice['loops'] = (ground) => [
    { name: 'decisions.due', everyMs: 1_000, run: (signal) => decideDue(ground, signal) },
    { name: 'decisions.missed-rounds', everyMs: 30_000, run: (signal) => judgeMissedRounds(ground, signal) },
  ]
  return {
    name: 'decisions',
    routes: statusRoutes,
    consumers: [...evidenceSources(region.utcOffsetHours), ...tubeResults, missedRoundsHealed],
    loops,
  }
}

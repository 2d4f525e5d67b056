/**
 * Puts the slice together.
 */
import type { Slice } from '../../platform/slice.ts'
import { decideDue } from './due.job.ts'
import { evidenceSources } from './evidence-sources.consumer.ts'
import { missedRoundsHealed } from './missed-rounds.consumer.ts'
import { judgeMissedRounds } from './missed-rounds.job.ts'
import { statusRoutes } from './status.route.ts'
import { tubeResults } from './tube-results.consumer.ts'

/** The slice; the region's clock says which day a daily report is for. */
export function decisionsSlice({ utcOffsetHours }: { readonly utcOffsetHours: number }): Slice {
  return {
    name: 'decisions',
    routes: statusRoutes,
    consumers: [...evidenceSources(utcOffsetHours), ...tubeResults, missedRoundsHealed],
    loops: (ground) => [
      { name: 'decisions.due', everyMs: 1_000, run: (signal) => decideDue(ground, signal) },
      { name: 'decisions.missed-rounds', everyMs: 30_000, run: (signal) => judgeMissedRounds(ground, signal) },
    ],
  }
}

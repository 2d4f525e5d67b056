/**
 * Door of the reconciliation slice: holds what desks, couriers, laboratories and decisions say against each other, tube by tube.
 */
import type { Slice } from '../../platform/slice.ts'
import { refreshProgress } from './progress.job.ts'
import { progressRoutes } from './progress.route.ts'

export function reconciliationSlice(): Slice {
  return {
    name: 'reconciliation',
    routes: [...progressRoutes],
    loops: (ground) => [{ name: 'reconciliation.progress', everyMs: 5_000, run: () => refreshProgress(ground) }],
  }
}

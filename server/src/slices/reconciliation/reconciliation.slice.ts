/**
 * Puts the slice together.
 */
import type { Slice } from '../../platform/slice.ts'
import { complaintRoutes } from './complaint.route.ts'
import { foldConsumer, spreadConsumer } from './fold.consumer.ts'
import { refreshProgress } from './progress.job.ts'
import { progressRoutes } from './progress.route.ts'
import { reconciliationRoutes } from './reconciliation.route.ts'
import { createWholeReader } from './whole-round.query.ts'

export function reconciliationSlice(): Slice {
  return {
    name: 'reconciliation',
    routes: [...progressRoutes, ...complaintRoutes, ...reconciliationRoutes(createWholeReader())],
    consumers: [foldConsumer, spreadConsumer],
    loops: (ground) => [{ name: 'reconciliation.progress', everyMs: 5_000, run: () => refreshProgress(ground) }],
  }
}

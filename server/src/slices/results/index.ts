/**
 * Door of the results slice: others read what was released.
 */
import type { Slice } from '../../platform/slice.ts'
import { batchRoutes } from './batch.route.ts'
import { uploadRoutes } from './upload.route.ts'

export { type ReleasedResult, readReleasedResults } from './former-results.query.ts'
export {
  type ReportedTube,
  readAllReleased,
  readReportedTubes,
  readStandingResults,
  readTubesOfBatch,
  type TubeOfBatch,
  type TubeResult,
} from './released-results.query.ts'

declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    /** A batch is there and awaits release. */
    'results.batch_stored': { readonly batchId: string }
    'results.released': { readonly batchId: string }
    'results.batch_rejected': { readonly batchId: string }
    /** Another outcome was reported for these tubes, at most 500, and not taken. */
    'results.tubes_differ': { readonly tubeCodes: readonly string[] }
  }
}

export function resultsSlice(): Slice {
  return { name: 'results', routes: [...uploadRoutes, ...batchRoutes] }
}

/**
 * Door of the results slice: others read what was released.
 */
import type { Slice } from '../../platform/slice.ts'
import { batchRoutes } from './batch.route.ts'
import { uploadRoutes } from './upload.route.ts'

export { type ReleasedResult, readReleasedResults } from './released-results.query.ts'

declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    'results.released': { readonly batchId: string }
  }
}

export function resultsSlice(): Slice {
  return { name: 'results', routes: [...uploadRoutes, ...batchRoutes] }
}

/**
 * What this slice tells the rest of the program. Batches are named, not their rows: who listens reads those page by page.
 */
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

export type {}

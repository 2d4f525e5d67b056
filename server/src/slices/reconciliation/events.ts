/**
 * What this slice tells itself: tubes to look at again, in portions, so that a file of a million results is no long transaction.
 */
declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    /** At most 500 a time. */
    'reconciliation.tubes_touched': { readonly tubeCodes: readonly string[] }
    /** The tubes of this batch after that one are still to be touched. */
    'reconciliation.batch_rest': { readonly batchId: string; readonly afterTubeCode: string }
  }
}

export const touchedAtOnceMax = 500

/**
 * What this slice tells the rest of the program: whose colour is now another, and which tubes' results have arrived. A further negative test is told to
 * nobody: who shows it reads it (`readStatuses`).
 */
import type { Colour } from '@evergate/pass'

export interface ColourChange {
  readonly residentId: string
  readonly colour: Colour
  /** Grows with every decision about this resident that was written. */
  readonly version: number
}

declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    'decisions.changed': { readonly changes: readonly ColourChange[] }
    /** This slice's own: a released batch is not cut into portions yet from the tube after this one on. */
    'decisions.batch_rest': { readonly batchId: string; readonly afterTubeCode: string }
    /** This slice's own: tubes of a released batch, in portions. Those that cannot wait have a queue of their own. */
    'decisions.tubes_due': { readonly tubeCodes: readonly string[] }
    'decisions.tubes_urgent': { readonly tubeCodes: readonly string[] }
    /** What the results of these tubes, at most 500, say about the people in them is evidence now and decided on. */
    'decisions.results_applied': { readonly tubeCodes: readonly string[] }
  }
}

/**
 * What this slice tells the rest of the program. Who listens reads the tubes and boxes as they are by then; nothing is said twice of what did not change.
 */
declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    /** At most 500 a time. */
    'sampling.tubes_changed': { readonly tubeCodes: readonly string[] }
    /** At most 500 a time. */
    'sampling.boxes_changed': { readonly boxCodes: readonly string[] }
  }
}

export type {}

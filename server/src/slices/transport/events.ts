/**
 * What this slice tells the rest of the program: which tubes and boxes a laboratory said something about. Readers ask the doors what it said.
 */

declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    'transport.tubes_received': { readonly tubeCodes: readonly string[] }
    'transport.boxes_received': { readonly boxCodes: readonly string[] }
  }
}

/** Numbers told in one event. */
export const eventCodesMax = 500

/**
 * What this slice tells the rest of the program: whose colour, or last negative test, is now another.
 */
import type { Colour } from '@evergate/pass'

export interface ColourChange {
  readonly residentId: string
  readonly colour: Colour
  readonly lastNegativeAt: string | null
  /** Grows by one with every decision about this resident that differs from the one before. */
  readonly version: number
}

declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    'decisions.changed': { readonly changes: readonly ColourChange[] }
  }
}

/**
 * What this slice tells the rest of the program.
 */
declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    'residents.registered': { readonly residentIds: readonly string[] }
    /** A device began (`added`) or ceased (`removed`) to carry a resident's code: enrolment, new phone, household. */
    'residents.holders_changed': { readonly residentId: string; readonly deviceId: string; readonly change: 'added' | 'removed' }
  }
}

export type {}

/**
 * What the checker may find, each with what it means for the person who was swabbed. Finds nothing itself.
 */

export const faultClasses = {
  lost: 'a desk recorded it, the server has it nowhere',
  acknowledged_missing: 'the server said it had it, and has it not',
  duplicated: 'the server counts it more than once',
  invented: 'the server counts what no desk recorded',
  misplaced: 'it is in another tube than the one it was scanned into',
  wrong_person: 'it is under another person than the one who was scanned',
  not_removed: 'a desk took it back, and the server counts it still',
  altered: 'the server has it under another device or sequence number',
  refused_wrongly: 'the server refused what was in order',
  range_wrong: 'the server tells wrongly how far it has a device',
  conflict_unlisted: 'things contradict each other and no person is told',
  conflict_invented: 'a person is told of a contradiction that is none',
} as const

export type FaultClass = keyof typeof faultClasses

export interface Fault {
  readonly fault: FaultClass
  /** A record, swab or device id, or a conflict as `code tube` or `code person`. */
  readonly about: string
  readonly detail: string
}

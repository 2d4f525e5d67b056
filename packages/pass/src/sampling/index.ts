/**
 * `@evergate/pass/sampling`: the records of testing desks, and what they add up to. The desk's device and the server use the same functions.
 */
export { type CheckedRecord, checkDeskRecord, recordText } from './check-record.ts'
export { type BoxState, foldBox } from './fold-box.ts'
export type { TubeEntry } from './fold-order.ts'
export { foldTube, type TubeConflict, type TubeConflictCode, type TubeState, type TubeSwab } from './fold-tube.ts'
export {
  type DeskDocument,
  type DeskRecord,
  deskDocumentKinds,
  type Pool,
  type RecordBase,
  type RecordFields,
  type RecordKind,
  type RecordOf,
  type Subject,
  swabsMaxOf,
} from './record.ts'
export { anyTubeRule, containerCodeForm, type ReadCode, readBoxCode, readTubeCode, type TubeRule } from './tube-code.ts'

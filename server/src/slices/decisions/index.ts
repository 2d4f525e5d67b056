/**
 * Door of the decisions slice: evidence in, colours out. There is no way to set a colour.
 */
export { type AppliedTube, readAppliedTubes } from './applied-tubes.query.ts'
export { decisionsSlice } from './decisions.slice.ts'
export type { ColourChange } from './events.ts'
export { recomputeAll } from './recompute.query.ts'
export { publishExampleRuleSets } from './rule-sets.query.ts'
export { readStatuses, type Status, type StatusColumn, showStatus, statusColumn } from './status.query.ts'
export { Status as StatusSchema } from './status.schema.ts'
export { type Outcome, type ReleasedTubeResult, standingResults, type TubeFacts } from './tube-evidence.ts'

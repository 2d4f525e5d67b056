/**
 * Door of the reconciliation slice: holds what desks, couriers, laboratories and decisions say against each other, tube by tube.
 */
import './events.ts'

export { type Check, checkRows } from './check-rows.query.ts'
export { reconciliationSlice } from './reconciliation.slice.ts'
export { touchTubes } from './touch-tubes.command.ts'

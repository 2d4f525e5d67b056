/**
 * Door of the reconciliation slice: holds what desks, couriers, laboratories and decisions say against each other, tube by tube.
 */
import type { Slice } from '../../platform/slice.ts'

export function reconciliationSlice(): Slice {
  return { name: 'reconciliation' }
}

/**
 * Door of the recalls slice: what follows from results beyond the colour.
 */
import type { Slice } from '../../platform/slice.ts'
import { recallRoutes } from './recall.route.ts'
import { recallsConsumer } from './recalls.consumer.ts'

export type { Recall, RecallState } from './follow-up.ts'
export { countOpenRecalls, readRecallsOfResident } from './recalls.query.ts'

export function recallsSlice(): Slice {
  return { name: 'recalls', routes: recallRoutes, consumers: [recallsConsumer] }
}

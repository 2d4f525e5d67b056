/**
 * Door of the situation slice: what people who run the service look at.
 */
import type { Slice } from '../../platform/slice.ts'
import type { SystemSources } from './system.query.ts'
import { systemRoute } from './system.route.ts'

export type { SystemSources } from './system.query.ts'

export function situationSlice(sources: SystemSources): Slice {
  return { name: 'situation', routes: [systemRoute(sources)] }
}

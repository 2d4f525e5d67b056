/**
 * Door of the situation slice: what people who run the service look at, and the rung of the degradation ladder they may fix.
 */
import type { Slice } from '../../platform/slice.ts'
import type { LadderSource } from './rung.query.ts'
import { rungRoutes } from './rung.route.ts'
import type { SystemSources } from './system.query.ts'
import { systemRoute } from './system.route.ts'

export { type LadderSource, readRungOrder } from './rung.query.ts'
export type { SystemSources } from './system.query.ts'

export function situationSlice(sources: SystemSources, ladder: LadderSource): Slice {
  return { name: 'situation', routes: [systemRoute(sources), ...rungRoutes(ladder)] }
}

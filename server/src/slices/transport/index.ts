/**
 * Door of the transport slice: what is on its way, and what laboratories say has come.
 */
import './events.ts'
import type { Slice } from '../../platform/slice.ts'
import { settleConsumer } from './settle.consumer.ts'
import { transportRoutes } from './transport.route.ts'

export { type Accession, pageReceivedTubes, type Receipt, readAccessions, readReceipts } from './received.query.ts'

export function transportSlice(): Slice {
  return { name: 'transport', routes: transportRoutes, consumers: [settleConsumer] }
}

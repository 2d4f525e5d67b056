/**
 * Hears of tubes whose results have become evidence, and of what desks and staff change about swabs.
 */
import type { Consumer } from '../../platform/outbox/consumer.ts'
import { noteTubes } from './note-tubes.command.ts'

/** One reader for both, so that never two recompute the same resident at once. */
export const recallsConsumer: Consumer = {
  name: 'recalls.from-tubes',
  types: ['decisions.results_applied', 'sampling.tubes_changed'],
  eventsMax: 4,
  handle: async (tx, events) => {
    const tubeCodes = events.flatMap(({ payload }) => ('tubeCodes' in payload ? payload.tubeCodes : []))
    await noteTubes(tx, [...new Set(tubeCodes)])
  },
}

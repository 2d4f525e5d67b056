/**
 * Events that change who holds passes and what their entries say.
 */
import { batchConsumer, type Consumer, consumer } from '../../platform/outbox/consumer.ts'
import { followColours, followPhones } from './holders.command.ts'

/** Each may tell of 500 people: what comes of some thousand of them is on the lists before the next are begun with. */
const eventsOfColoursMax = 10

export const holderConsumers: readonly Consumer[] = [
  consumer('passes.from-residents', 'residents.holders_changed', (tx, { residentId }, ctx) => followPhones(tx, ctx, residentId)),
  {
    ...batchConsumer('passes.from-decisions', 'decisions.changed', (tx, payloads) =>
      followColours(
        tx,
        payloads.flatMap(({ changes }) => changes),
      ),
    ),
    eventsMax: eventsOfColoursMax,
    early: true, // the newest decision about somebody stays, whichever comes first
  },
]

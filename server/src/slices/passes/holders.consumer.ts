/**
 * Events that change who holds passes and what their entries say.
 */
import { type Consumer, consumer } from '../../platform/outbox/consumer.ts'
import { followColours, followPhones } from './holders.command.ts'

export const holderConsumers: readonly Consumer[] = [
  consumer('passes.from-residents', 'residents.holders_changed', (tx, { residentId }, ctx) => followPhones(tx, ctx, residentId)),
  consumer('passes.from-decisions', 'decisions.changed', (tx, { changes }) => followColours(tx, changes)),
]

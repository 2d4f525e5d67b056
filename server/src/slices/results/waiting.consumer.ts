/**
 * A tube that a desk has told of waits no longer.
 */
import { type Consumer, consumer } from '../../platform/outbox/consumer.ts'

export const waitingConsumer: Consumer = consumer('results.waiting-ends', 'sampling.tubes_changed', async (tx, { tubeCodes }) => {
  await tx.deleteFrom('results.waiting').where('tube_code', 'in', tubeCodes).execute()
})

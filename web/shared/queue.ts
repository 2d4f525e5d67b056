/**
 * Records made on this phone that the server has not accepted yet: written to disk before anybody is told "saved", sent when there is a network,
 * removed only when the server accepted them. A record the server refuses for good stays, marked, until the resident or sampler decides.
 */
import type { Answer } from './api.ts'
import { now } from './clock.ts'
import { openQueue, type QueuedRecord } from './store.ts'

export type NewRecord = Pick<QueuedRecord, 'id' | 'app' | 'kind' | 'method' | 'path' | 'body'>

export interface DrainReport {
  readonly sent: readonly string[]
  readonly refused: readonly string[]
  readonly waiting: number
}

export async function enqueue(record: NewRecord): Promise<void> {
  const transaction = (await openQueue()).transaction('records', 'readwrite', { durability: 'strict' })
  await transaction.store.put({ ...record, recordedAt: now(), refusedWith: null })
  await transaction.done
}

/** All records of an app, oldest first: ids are UUIDv7, so their order is the order of recording. */
export async function listQueued(app: string): Promise<QueuedRecord[]> {
  return (await (await openQueue()).getAll('records')).filter((record) => record.app === app)
}

/** Only for a record the server refused for good, after the person saw why. */
export async function discardQueued(id: string): Promise<void> {
  await (await openQueue()).delete('records', id)
}

/** Sends what waits, one after the other, and stops at the first sign of trouble with the network or the service. */
export async function drainQueue(app: string, send: (record: QueuedRecord) => Promise<Answer<unknown>>): Promise<DrainReport> {
  const sent: string[] = []
  const refused: string[] = []
  const waiting = (await listQueued(app)).filter((record) => record.refusedWith === null)
  for (const record of waiting) {
    const answer = await send(record)
    if (answer.ok) {
      await discardQueued(record.id)
      sent.push(record.id)
    } else if (answer.refusal.passing) {
      break
    } else {
      await (await openQueue()).put('records', { ...record, refusedWith: answer.refusal.code })
      refused.push(record.id)
    }
  }
  return { sent, refused, waiting: waiting.length - sent.length - refused.length }
}

// Samples that an older version of this app recorded and could not send: one request each, as that version would have sent them. They leave the device
// when the server took them, or when a person discards one that it refused.
import { signal } from '@preact/signals'
import { discardQueued, drainQueue, listQueued } from '../../../shared/queue.ts'
import { openQueue, type QueuedRecord } from '../../../shared/store.ts'
import { APP, server } from '../../device/server.ts'
import { makeSendSample } from './send-sample.ts'

/** What an older version wrote: the body of POST /v1/samples. */
interface OldSample extends QueuedRecord {
  readonly body: { readonly tubeCode: string; readonly sampledAt: string }
}

export const carried = signal<readonly OldSample[]>([])

export async function readCarried(): Promise<void> {
  carried.value = (await listQueued(APP)).filter((record): record is OldSample => record.kind === 'sample')
}

/** How many still wait for the network afterwards. */
export async function sendCarried(onDeviceRefused: (code: string) => void): Promise<number> {
  if (!carried.peek().some((record) => record.refusedWith === null)) return 0
  const report = await drainQueue(APP, makeSendSample(server, onDeviceRefused))
  await readCarried()
  return report.waiting
}

/** Only after the person confirmed. */
export async function discardCarried(id: string): Promise<void> {
  await discardQueued(id)
  await readCarried()
}

/** A refused one gets another chance: a site or a person may be known by now. */
export async function askAgain(id: string): Promise<void> {
  const record = carried.peek().find((each) => each.id === id)
  if (record !== undefined) await (await openQueue()).put('records', { ...record, refusedWith: null })
  await readCarried()
}

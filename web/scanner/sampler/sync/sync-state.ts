// What the server last said of this device: how far its records have arrived, and what a person should look at.
import { signal } from '@preact/signals'
import { server } from '../../device/server.ts'
import type { Received } from './batch.ts'

export interface DeskConflict {
  readonly conflictId: string
  readonly code: string
  readonly tubeCode: string | null
  readonly at: string
}

interface ServerSays {
  readonly received: Received
  readonly conflicts: readonly DeskConflict[]
}

export const serverSays = signal<ServerSays | null>(null)

/** What every answer to a batch tells. */
export function noteReceived(received: Received): void {
  serverSays.value = { received, conflicts: serverSays.peek()?.conflicts ?? [] }
}

/** Leaves what is shown as it was when the server cannot be reached. */
export async function refreshSyncState(): Promise<void> {
  const answer = await server.call<Received & { readonly conflicts: readonly DeskConflict[] }>({
    method: 'GET',
    path: '/v1/sync/state',
    as: 'session',
    load: 'critical',
    by: 'background',
  })
  if (!answer.ok || !Array.isArray(answer.value.conflicts)) return
  const { upTo, highest, gaps, conflicts } = answer.value
  serverSays.value = { received: { upTo, highest, gaps }, conflicts }
}

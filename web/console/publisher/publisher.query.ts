/** The publisher's state, renewed by itself. */
import { queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export type PublishedFile = { readonly path: string; readonly version: number; readonly bytes: number; readonly publishedAt: string }
export type LiveList = { readonly family: number; readonly epoch: number; readonly shards: number; readonly newestVersion: number }

export type PublisherState = {
  /** The newest, newest first. */
  readonly files: readonly PublishedFile[]
  readonly lists: readonly LiveList[]
  /** Passes that are not cancelled. */
  readonly holders: { readonly phone: number; readonly paper: number }
  readonly indexSequence: number
  readonly indexIssuedAt: string | null
}

/** The index is signed anew every 20 s even when nothing changes; three times that without one, and the publisher stands still. */
const standstillMs = 60_000

export type Pulse = 'alive' | 'standing_still' | 'not_begun'

/** Whether the publisher works, told by the age of its index. Pure. */
export function pulseOf(state: Pick<PublisherState, 'indexIssuedAt'>, nowMs: number): Pulse {
  if (state.indexIssuedAt === null) return 'not_begun'
  return nowMs - Date.parse(state.indexIssuedAt) > standstillMs ? 'standing_still' : 'alive'
}

export const publisherQuery = queryOptions({
  queryKey: ['publisher'],
  queryFn: ({ signal }) => requestJson<PublisherState>('/v1/publisher', { signal }),
  refetchInterval: () => pollAfterMs(5_000),
})

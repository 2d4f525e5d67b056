/** The publisher's status, renewed by itself. */
import { queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export type PublishedFile = { readonly path: string; readonly version: number; readonly bytes: number; readonly publishedAt: string }

export type PublisherStatus = {
  readonly files: readonly PublishedFile[]
  readonly epochs: readonly unknown[]
  readonly pendingChanges: number
  readonly lastPublishedAt: string | null
  readonly lagMs: number
}

/** A change should be on disk within five seconds of its cause; twice that is called late. */
export const lagLimitMs = 10_000

export const publisherQuery = queryOptions({
  queryKey: ['publisher'],
  queryFn: ({ signal }) => requestJson<PublisherStatus>('/v1/publisher', { signal }),
  refetchInterval: () => pollAfterMs(5_000),
})

/** Results whose tube no desk has told of yet: kept until it does. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'
import type { BatchState, Outcome } from './batch.query.ts'

export type WaitingResult = {
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: string
  readonly laboratoryName: string
  readonly state: BatchState
}

export const waitingQuery = infiniteQueryOptions({
  queryKey: ['results', 'waiting'],
  queryFn: ({ pageParam, signal }) =>
    requestJson<{ results: readonly WaitingResult[]; nextCursor: string | null }>('/v1/results/waiting', {
      query: { cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  select: ({ pages }) => pages.flatMap((page) => page.results),
  refetchInterval: () => pollAfterMs(30_000),
})

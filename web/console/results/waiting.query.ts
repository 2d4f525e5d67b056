/** Results whose tube no desk has told of yet: kept until it does. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'
import type { BatchState } from './batch.query.ts'

/** Without its outcome: a tube nobody has told of may still be anybody's. */
export type WaitingResult = {
  readonly tubeCode: string
  readonly batchId: string
  readonly laboratoryName: string
  readonly testedAt: string
  readonly waitingSince: string
  readonly state: BatchState
}

export const waitingQuery = infiniteQueryOptions({
  queryKey: ['results', 'waiting'],
  queryFn: ({ pageParam, signal }) =>
    requestJson<{ tubes: readonly WaitingResult[]; nextCursor: string | null }>('/v1/results/waiting', {
      query: { cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  select: ({ pages }) => pages.flatMap((page) => page.tubes),
  refetchInterval: () => pollAfterMs(30_000),
})

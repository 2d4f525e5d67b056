/** Recalls: residents of positive pools who are to be sampled again, each in a tube of their own. Every reading is recorded, so none happens unasked. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

export const recallStates = ['open', 'resolved', 'cancelled'] as const
export type RecallState = (typeof recallStates)[number]

export type Recall = {
  readonly recallId: string
  readonly residentId: string
  readonly nameMasked: string
  readonly streetCode: string | null
  readonly tubeCode: string
  readonly askedAt: string
  readonly state: RecallState
  readonly endedAt: string | null
}

type RecallPage = {
  readonly recalls: readonly Recall[]
  readonly counts: Readonly<Record<string, number>>
  readonly nextCursor: string | null
}

export const recallsQuery = (state: RecallState, streetCode: string | null) =>
  infiniteQueryOptions({
    queryKey: ['recalls', state, streetCode],
    queryFn: ({ pageParam, signal }) =>
      requestJson<RecallPage>('/v1/recalls', { query: { state, streetCode: streetCode ?? undefined, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => ({ counts: pages.at(-1)!.counts, recalls: pages.flatMap((page) => page.recalls) }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

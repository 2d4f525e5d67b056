/** What residents say about missing results, with what the system found out by itself. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

export type ComplaintFinding = {
  readonly code: string
  readonly tubeCode: string | null
  readonly place: string | null
  readonly at: string | null
}

export type Complaint = {
  readonly complaintId: string
  readonly nameMasked: string
  readonly sampledAt: string
  readonly siteName: string | null
  readonly tubeCode: string | null
  readonly note: string
  readonly at: string
  readonly finding: ComplaintFinding
}

export const complaintsQuery = infiniteQueryOptions({
  queryKey: ['complaints'],
  queryFn: ({ pageParam, signal }) =>
    requestJson<{ complaints: readonly Complaint[]; nextCursor: string | null }>('/v1/complaints', {
      query: { cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  select: ({ pages }) => pages.flatMap((page) => page.complaints),
  gcTime: 0,
})

/** What residents say about missing results, what the system found out by itself, and the answer of a person. Every reading is recorded. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

export const complaintStates = ['open', 'answered'] as const
export type ComplaintState = (typeof complaintStates)[number]
export type TubePlaceName = 'desk' | 'closed' | 'boxed' | 'on_the_way' | 'laboratory' | 'tested' | 'released'

export type ComplaintFinding = {
  readonly code: string
  readonly tubeCode: string | null
  readonly place: TubePlaceName | null
  readonly at: string | null
}

export type Complaint = {
  readonly complaintId: string
  readonly residentId: string
  readonly nameMasked: string
  readonly at: string
  readonly sampledAt: string
  readonly siteName: string | null
  readonly tubeCode: string | null
  readonly note: string
  readonly state: ComplaintState
  readonly finding: ComplaintFinding
  readonly answer: string | null
  readonly answeredAt: string | null
}

export type TubePlace = { readonly tubeCode: string; readonly place: TubePlaceName; readonly at: string | null }

export type ComplaintDetail = Complaint & {
  readonly ownSamples: readonly (TubePlace & { readonly sampledAt: string })[]
  readonly tubesAround: readonly (TubePlace & { readonly swabs: number; readonly unnamed: number })[]
  readonly nearNumbers: readonly TubePlace[]
  readonly desks: readonly {
    readonly deviceId: string
    readonly label: string | null
    readonly lastContactAt: string | null
    readonly queued: number | null
    readonly missingRecords: number
  }[]
}

export const complaintsQuery = (state: ComplaintState) =>
  infiniteQueryOptions({
    queryKey: ['complaints', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      requestJson<{ complaints: readonly Complaint[]; nextCursor: string | null }>('/v1/complaints', {
        query: { state, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.complaints),
    gcTime: 0,
  })

export const complaintQuery = (complaintId: string) =>
  queryOptions({
    queryKey: ['complaints', 'one', complaintId],
    queryFn: ({ signal }) => requestJson<ComplaintDetail>(`/v1/complaints/${encodeURIComponent(complaintId)}`, { signal }),
    gcTime: 0,
  })

export function useAnswerComplaint(complaintId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (answer: string) =>
      requestJson(`/v1/complaints/${encodeURIComponent(complaintId)}/answer`, { method: 'POST', body: { answer } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['complaints'] }),
  })
}

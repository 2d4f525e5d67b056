/** Conflicts between what desks recorded: the list, one with the records behind it, and settling it. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export const conflictCodes = [
  'number_reused',
  'tube_overfull',
  'swab_after_close',
  'sampled_twice',
  'subject_unresolved',
  'opened_twice',
  'pool_differs',
  'never_opened',
  'boxed_twice',
  'swab_unknown',
  'pass_time_differs',
  'clock_wrong',
  'id_reused',
  'sequence_reused',
  'record_invalid',
  'other_site',
] as const
export type ConflictCode = (typeof conflictCodes)[number]

export const conflictStates = ['open', 'resolved'] as const
export type ConflictState = (typeof conflictStates)[number]
export type Resolution = 'accepted' | 'void_swabs'

export type MaskedResident = { readonly residentId: string; readonly nameMasked: string }

export type ConflictRow = {
  readonly conflictId: string
  readonly code: string
  readonly siteId: string | null
  readonly siteName: string | null
  readonly tubeCode: string | null
  readonly deviceIds: readonly string[]
  readonly residents: readonly MaskedResident[]
  readonly at: string
  readonly state: ConflictState
  readonly resolution: Resolution | null
  readonly note: string | null
}

export type ConflictSwab = {
  readonly swabId: string
  readonly tubeCode: string
  readonly nameMasked: string | null
  readonly at: string
  readonly siteName: string | null
  readonly deviceLabel: string | null
  readonly removed: boolean
}

export type Conflict = ConflictRow & { readonly swabs: readonly ConflictSwab[] }

export const conflictsQuery = (state: ConflictState, code: string | null) =>
  infiniteQueryOptions({
    queryKey: ['conflicts', 'list', state, code],
    queryFn: ({ pageParam, signal }) =>
      requestJson<{ conflicts: readonly ConflictRow[]; nextCursor: string | null }>('/v1/sampling/conflicts', {
        query: { state, code: code ?? undefined, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.conflicts),
    refetchInterval: () => pollAfterMs(30_000),
    gcTime: 0,
  })

export const conflictQuery = (conflictId: string) =>
  queryOptions({
    queryKey: ['conflicts', 'one', conflictId],
    queryFn: ({ signal }) => requestJson<Conflict>(`/v1/sampling/conflicts/${encodeURIComponent(conflictId)}`, { signal }),
    gcTime: 0,
  })

export type Settlement = { readonly resolution: Resolution; readonly swabIds?: readonly string[]; readonly note: string }

export function useSettle(conflictId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (settlement: Settlement) =>
      requestJson(`/v1/sampling/conflicts/${encodeURIComponent(conflictId)}/resolve`, { method: 'POST', body: settlement }),
    onSettled: () => client.invalidateQueries({ queryKey: ['conflicts'] }),
  })
}

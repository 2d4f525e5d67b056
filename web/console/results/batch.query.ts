/** Batches of results: lists, one batch with its contents, release, rejection, corrections. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'
import type { Anomaly, Confirmation } from './anomaly-texts.ts'

export const batchStates = ['awaiting', 'released', 'rejected'] as const
export type BatchState = (typeof batchStates)[number]
export const outcomes = ['negative', 'positive', 'invalid'] as const
export type Outcome = (typeof outcomes)[number]

export type StaffName = { readonly accountId: string; readonly displayName: string }

export type Batch = {
  readonly batchId: string
  readonly laboratoryName: string
  readonly uploadedAt: string
  readonly uploadedBy: StaffName
  readonly kind: 'results' | 'correction'
  readonly rows: number
  readonly positives: number
  readonly invalids: number
  readonly state: BatchState
  readonly anomalies: readonly Anomaly[]
  /** What was confirmed at the release. */
  readonly confirmed: readonly Confirmation[]
  readonly correctionReason: string | null
  readonly rejectionReason: string | null
  readonly releasedAt: string | null
  readonly releasedBy: StaffName | null
}

export type ResultRow = {
  readonly resultId: string
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: string
  /** Of the tube's first swab; null while no desk has told of the tube. */
  readonly sampledAt: string | null
  readonly swabs: number
}
type BatchContents = { readonly batch: Batch; readonly results: readonly ResultRow[]; readonly nextCursor: string | null }

export const batchesQuery = (state: BatchState) =>
  queryOptions({
    queryKey: ['batches', 'list', state],
    queryFn: ({ signal }) => requestJson<{ batches: readonly Batch[] }>('/v1/results/batches', { query: { state }, signal }),
    select: ({ batches }) => batches,
    refetchInterval: () => pollAfterMs(15_000),
  })

export const batchQuery = (batchId: string) =>
  infiniteQueryOptions({
    queryKey: ['batches', 'one', batchId],
    queryFn: ({ pageParam, signal }) =>
      requestJson<BatchContents>(`/v1/results/batches/${encodeURIComponent(batchId)}`, { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => ({ batch: pages[0]!.batch, results: pages.flatMap((page) => page.results) }),
    gcTime: 0,
  })

export function useReleaseBatch(batchId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (confirmed: readonly Confirmation[]) =>
      requestJson(`/v1/results/batches/${encodeURIComponent(batchId)}/release`, { method: 'POST', body: { confirmed } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['batches'] }),
  })
}

export function useRejectBatch(batchId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      requestJson(`/v1/results/batches/${encodeURIComponent(batchId)}/reject`, { method: 'POST', body: { reason } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['batches'] }),
  })
}

export type Correction = { readonly tubeCode: string; readonly outcome: Outcome; readonly reason: string }

export function useCorrection() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (correction: Correction) =>
      requestJson<{ batchId: string }>('/v1/results/corrections', { method: 'POST', body: correction }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['batches'] }),
  })
}

/** Load and rung of the server, renewed by themselves; and a commander's order. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Rung } from '../../shared/rung/heard-rung.ts'
import { asFailure } from '../api/problem.ts'
import { requestJson } from '../api/request.ts'

export type LoadClassName = 'critical_plus' | 'critical' | 'sheddable_plus' | 'sheddable'
export type Openness = 'open' | 'part' | 'shut'

/** Counts are since the start of the server process that answered. */
export type ClassLoad = {
  readonly name: LoadClassName
  readonly openness: Openness
  readonly queued: number
  readonly admitted: number
  readonly refused: number
  readonly waitP99Ms: number
}

export type RungOrder = {
  readonly rung: Rung
  readonly reason: string
  readonly orderedAt: string
  readonly orderedBy: string
  readonly until: string
  readonly endedAt: string | null
  readonly endedBy: string | null
}

export type LoadState = {
  readonly level: number
  readonly rung: Rung
  readonly ownRung: Rung
  readonly databaseSilentSeconds: number
  readonly decisionsBehindSeconds: number
  readonly classes: readonly ClassLoad[]
  readonly override: RungOrder | null
  readonly past: readonly RungOrder[]
}

/** Asked at a pace of its own, whatever the server wishes of others, because few look, and it answers on every rung; slower only where it is refused itself. */
const everyMs = 5_000
const paceMs = (error: Error | null): number => Math.max(everyMs, 1000 * (error === null ? 0 : (asFailure(error).retryAfterSeconds ?? 0)))

export const loadQuery = queryOptions({
  queryKey: ['load'],
  queryFn: ({ signal }) => requestJson<LoadState>('/v1/situation/rung', { signal }),
  refetchInterval: ({ state }) => paceMs(state.error),
})

export function useOrderRung() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (order: Pick<RungOrder, 'rung' | 'reason' | 'until'>) =>
      requestJson<undefined>('/v1/situation/rung', { method: 'PUT', body: order }),
    onSettled: () => queries.invalidateQueries({ queryKey: loadQuery.queryKey }),
  })
}

export function useEndOrder() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson<undefined>('/v1/situation/rung', { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: loadQuery.queryKey }),
  })
}

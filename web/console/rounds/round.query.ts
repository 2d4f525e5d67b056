/** Rounds: the list, one round with its plan, its live progress, planning, extending and cancelling. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export type RoundState = 'planned' | 'running' | 'ended' | 'cancelled'
export const pools = ['single', 'ten', 'twenty', 'household'] as const
export type Pool = (typeof pools)[number]
export const checksums = ['none', 'luhn', 'mod97'] as const
export type Checksum = (typeof checksums)[number]

export type TubeRule = {
  readonly prefixes: readonly string[]
  readonly lengthMin: number
  readonly lengthMax: number
  readonly checksum: Checksum
}

export type Building = { readonly streetCode: string; readonly name: string; readonly residents: number; readonly pool: Pool }

export type RoundRow = {
  readonly roundId: string
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  readonly graceHours: number
  readonly mandatory: boolean
  readonly state: RoundState
  readonly expected: number
  readonly areas: number
  readonly sites: number
}

export type RoundPlan = {
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  readonly graceHours: number
  readonly mandatory: boolean
  readonly tubeRule: TubeRule
  readonly areas: readonly { readonly code: string; readonly pool: Pool }[]
  readonly buildings: readonly Building[]
  readonly sites: readonly { readonly siteId: string; readonly desks: number; readonly opensAt: string; readonly closesAt: string }[]
}

export type ExpectedArea = { readonly code: string; readonly name: string; readonly expected: number; readonly pool: Pool }
export type ExpectedSite = {
  readonly siteId: string
  readonly name: string
  readonly expected: number
  readonly perDeskPerHour: number
  readonly overloaded: boolean
}
export type Expectation = {
  readonly expected: number
  readonly areas: readonly ExpectedArea[]
  readonly buildings: readonly Building[]
  readonly sites: readonly ExpectedSite[]
}

export type Round = Omit<RoundRow, 'areas' | 'sites'> &
  Expectation & { readonly tubeRule: TubeRule; readonly cancelledAt: string | null; readonly cancelledBecause: string | null }

export const roundsQuery = queryOptions({
  queryKey: ['rounds', 'list'],
  queryFn: ({ signal }) => requestJson<{ rounds: readonly RoundRow[] }>('/v1/rounds', { signal }),
  select: ({ rounds }) => rounds,
  refetchInterval: () => pollAfterMs(30_000),
})

export const roundQuery = (roundId: string) =>
  queryOptions({
    queryKey: ['rounds', 'one', roundId],
    queryFn: ({ signal }) => requestJson<Round>(`/v1/rounds/${encodeURIComponent(roundId)}`, { signal }),
    refetchInterval: () => pollAfterMs(60_000),
  })

export const previewQuery = (plan: RoundPlan) =>
  queryOptions({
    queryKey: ['rounds', 'preview', plan],
    queryFn: ({ signal }) => requestJson<Expectation>('/v1/rounds/preview', { method: 'POST', body: plan, signal }),
    gcTime: 0,
  })

export function usePlanRound() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (plan: RoundPlan) => requestJson<{ roundId: string }>('/v1/rounds', { method: 'POST', body: plan }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['rounds'] }),
  })
}

export function useExtendRound(roundId: string) {
  return useRoundChange<{ endsAt: string }>(roundId, 'extend')
}

export function useCancelRound(roundId: string) {
  return useRoundChange<{ reason: string }>(roundId, 'cancel')
}

function useRoundChange<Input>(roundId: string, change: 'extend' | 'cancel') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) => requestJson(`/v1/rounds/${encodeURIComponent(roundId)}/${change}`, { method: 'POST', body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['rounds'] }),
  })
}

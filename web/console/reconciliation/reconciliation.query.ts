/** The steps of a round held against each other, what lies behind every difference, and the export of it all. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query'
import { requestFile, requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'
import { saveFile } from '../ui/save-file.ts'

/** The way of a swab, in order; before it, the residents whom the round expects. */
export const steps = ['registered', 'inTube', 'boxed', 'received', 'tested', 'released', 'onCode'] as const
export type Step = (typeof steps)[number]
/** `registered` is null where nobody is expected: of a box, a device, a laboratory, and of tubes. */
export type StepCounts = Readonly<Record<Exclude<Step, 'registered'>, number>> & { readonly registered: number | null }

export const cuts = ['site', 'box', 'device', 'laboratory'] as const
export type Cut = (typeof cuts)[number]

/** First the places where swabs vanish, then where they merely stand. */
export const vanishingCodes = [
  'swab_not_taken',
  'person_not_bound',
  'wrong_number_typed',
  'others_code_shown',
  'no_document',
  'transport_delayed',
  'tube_number_wrong',
] as const
export const standingCodes = [
  'not_closed',
  'not_boxed',
  'not_received',
  'not_tested',
  'not_released',
  'not_on_code',
  'device_silent',
  'not_synced',
] as const
export type DifferenceCode = (typeof vanishingCodes)[number] | (typeof standingCodes)[number]

export const hops = ['sampled_closed', 'closed_boxed', 'boxed_received', 'received_tested', 'tested_released', 'released_on_code'] as const
export type Hop = (typeof hops)[number]
/** Seconds within which half, nine of ten and 99 of 100 tubes made the hop; null where none has yet. */
export type Delay = {
  readonly hop: Hop
  readonly p50: number | null
  readonly p90: number | null
  readonly p99: number | null
  readonly n: number
}

export type ReconciliationRow = StepCounts & { readonly key: string; readonly name: string }
export type Difference = { readonly code: string; readonly count: number; readonly tubes: number }

export type Reconciliation = {
  readonly asOf: string
  readonly rows: readonly ReconciliationRow[]
  readonly tubes: StepCounts
  readonly differences: readonly Difference[]
  readonly delays: readonly Delay[]
  readonly reconciled: boolean
  readonly nextCursor: string | null
}

export type DifferenceItem = {
  readonly tubeCode: string | null
  readonly siteId: string | null
  readonly siteName: string | null
  readonly deviceId: string | null
  readonly deviceLabel: string | null
  readonly boxCode: string | null
  readonly swabs: number
  readonly residents: readonly { readonly residentId: string; readonly nameMasked: string }[]
  readonly since: string
  readonly suggestion: string | null
}

export type DifferenceFilter = {
  readonly siteId?: string
  readonly boxCode?: string
  readonly deviceId?: string
  readonly laboratoryId?: string
}

const pathOf = (roundId: string): string => `/v1/reconciliation/${encodeURIComponent(roundId)}`

/** The round as a whole. */
export const wholeQuery = (roundId: string) =>
  queryOptions({
    queryKey: ['reconciliation', roundId, 'whole'],
    queryFn: ({ signal }) => requestJson<Reconciliation>(pathOf(roundId), { query: { by: 'round' }, signal }),
    refetchInterval: () => pollAfterMs(30_000),
  })

/** The round cut by site, box, device or laboratory. */
export const cutQuery = (roundId: string, by: Cut) =>
  infiniteQueryOptions({
    queryKey: ['reconciliation', roundId, 'cut', by],
    queryFn: ({ pageParam, signal }) => requestJson<Reconciliation>(pathOf(roundId), { query: { by, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.rows),
    placeholderData: keepPreviousData,
  })

/** What lies behind one difference. */
export const differenceQuery = (roundId: string, code: string, filter: DifferenceFilter) =>
  infiniteQueryOptions({
    queryKey: ['reconciliation', roundId, 'difference', code, filter],
    queryFn: ({ pageParam, signal }) =>
      requestJson<{ items: readonly DifferenceItem[]; nextCursor: string | null }>(`${pathOf(roundId)}/differences`, {
        query: { code, ...filter, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    gcTime: 0,
  })

export function useExport(roundId: string) {
  return useMutation({
    mutationFn: () => requestFile(`${pathOf(roundId)}/export.csv`),
    onSuccess: (content) => saveFile(content, 'evergate-reconciliation.csv'),
  })
}

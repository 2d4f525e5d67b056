/** How far a running round has come, renewed by itself. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export type AreaProgress = { readonly code: string; readonly name: string; readonly expected: number; readonly sampled: number }

export type SiteProgress = {
  readonly siteId: string
  readonly name: string
  readonly streetCode: string
  /** 0 to 1000 on the schematic map, from the west and from the north. */
  readonly mapX: number
  readonly mapY: number
  readonly desks: number
  readonly expected: number
  readonly sampled: number
  readonly lastHour: number
  readonly queuePeople: number | null
  readonly queueSeenAt: string | null
  readonly devicesSilent: number
}

export type Progress = {
  readonly asOf: string
  readonly expected: number
  readonly sampled: number
  readonly districts: readonly AreaProgress[]
  /** Of the district asked for; none without one. */
  readonly streets: readonly AreaProgress[]
  readonly sites: readonly SiteProgress[]
}

export const progressQuery = (roundId: string, districtCode: string | null) =>
  queryOptions({
    queryKey: ['rounds', 'progress', roundId, districtCode],
    queryFn: ({ signal }) =>
      requestJson<Progress>(`/v1/rounds/${encodeURIComponent(roundId)}/progress`, {
        query: { districtCode: districtCode ?? undefined },
        signal,
      }),
    placeholderData: keepPreviousData, // opening a district must not empty the page
    refetchInterval: () => pollAfterMs(15_000),
  })

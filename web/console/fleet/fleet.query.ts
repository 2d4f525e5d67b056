/** Sampling devices as the server hears them, and the records of theirs that it could not take. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export type FleetDevice = {
  readonly deviceId: string
  readonly label: string
  readonly siteId: string | null
  readonly siteName: string | null
  readonly lastContactAt: string | null
  readonly appVersion: string | null
  /** Records still on the device, as it said itself. */
  readonly queued: number | null
  /** All records 1 to upTo are here; the highest seen; what is missing between. */
  readonly upTo: number
  readonly highest: number
  readonly gaps: readonly (readonly [from: number, to: number])[]
  readonly clockOffsetMs: number | null
  readonly conflictsOpen: number
  readonly revokedAt: string | null
}

export type RefusedRecord = {
  readonly recordId: string | null
  readonly deviceId: string
  readonly deviceLabel: string | null
  readonly siteName: string | null
  readonly code: string
  /** Of the record, where one field was at fault. */
  readonly field: string | null
  readonly receivedAt: string
}

export const fleetQuery = queryOptions({
  queryKey: ['fleet', 'devices'],
  queryFn: ({ signal }) => requestJson<{ devices: readonly FleetDevice[] }>('/v1/sampling/devices', { signal }),
  select: ({ devices }) => devices,
  refetchInterval: () => pollAfterMs(15_000),
})

export const refusedQuery = infiniteQueryOptions({
  queryKey: ['fleet', 'refused'],
  queryFn: ({ pageParam, signal }) =>
    requestJson<{ records: readonly RefusedRecord[]; nextCursor: string | null }>('/v1/sampling/refused-records', {
      query: { cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  select: ({ pages }) => pages.flatMap((page) => page.records),
})

/** The system's health, renewed by itself. */
import { queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export type LoopState = { readonly name: string; readonly lastRunAt: string | null; readonly lastError: string | null }
export type ConsumerState = { readonly consumer: string; readonly behind: number }

export type SystemHealth = {
  readonly version: string
  readonly startedAt: string
  readonly uptimeSeconds: number
  readonly database: { readonly ok: boolean; readonly sizeBytes: number | null; readonly pools: unknown }
  readonly outbox: readonly ConsumerState[]
  readonly loops: readonly LoopState[]
  readonly counts: { readonly residents: number; readonly devices: number; readonly samples: number; readonly results: number }
}

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => requestJson<SystemHealth>('/v1/system', { signal }),
  refetchInterval: () => pollAfterMs(5_000),
})

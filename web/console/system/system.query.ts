/** The system's health, renewed by itself. */
import { queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export type LoopState = {
  readonly name: string
  readonly lastRunAt: string | null
  readonly lastDurationMs: number | null
  readonly lastError: string | null
}
export type ConsumerState = { readonly consumer: string; readonly behind: number; readonly failed: string | null }

/** Connections of one plane; `waiting` are requests that queue for one. */
export type PoolState = { readonly plane: string; readonly total: number; readonly idle: number; readonly waiting: number }
/** Rows are an estimate. */
export type TableSize = { readonly name: string; readonly rows: number }

export type SystemHealth = {
  readonly version: string
  readonly startedAt: string
  readonly uptimeSeconds: number
  readonly database: { readonly ok: boolean; readonly sizeBytes: number; readonly pools: readonly PoolState[] }
  readonly outbox: readonly ConsumerState[]
  readonly loops: readonly LoopState[]
  readonly tables: readonly TableSize[]
}

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => requestJson<SystemHealth>('/v1/system', { signal }),
  refetchInterval: () => pollAfterMs(5_000),
})

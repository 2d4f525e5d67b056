/**
 * A batch of results and who may decide on it. Pure: the caller locks the row.
 *
 * States: (storing, while a file is read and nobody sees it ->) awaiting -> released or rejected, by somebody other than who handed it in. Both are final; what was released wrongly is corrected by a new batch.
 */

import { accept, type Result, refuse } from '../../platform/result.ts'
import type { Anomaly, AnomalyCode } from './anomalies.ts'

export const batchStates = ['awaiting', 'released', 'rejected'] as const
export type BatchState = (typeof batchStates)[number]

export type DecideRefusal =
  | { readonly code: 'results.batch_not_found' }
  | { readonly code: 'results.same_person' }
  | { readonly code: 'results.not_awaiting'; readonly state: BatchState }

export type ReleaseRefusal = DecideRefusal | { readonly code: 'results.anomaly'; readonly anomalies: readonly Anomaly[] }

export function mayDecide(
  batch: { readonly state: BatchState; readonly uploadedBy: string } | undefined,
  accountId: string,
): Result<undefined, DecideRefusal> {
  if (batch === undefined) return refuse({ code: 'results.batch_not_found' })
  if (batch.state !== 'awaiting') return refuse({ code: 'results.not_awaiting', state: batch.state })
  return batch.uploadedBy === accountId ? refuse({ code: 'results.same_person' }) : accept(undefined)
}

/** Refuses a release while a sign that something went wrong has not been confirmed; names those that are left. */
export function checkConfirmed(
  anomalies: readonly Anomaly[],
  confirmed: readonly { readonly code: AnomalyCode }[],
): Result<undefined, ReleaseRefusal> {
  const open = anomalies.filter(({ code }) => !confirmed.some((one) => one.code === code))
  return open.length === 0 ? accept(undefined) : refuse({ code: 'results.anomaly', anomalies: open })
}

/**
 * When something was received, as a laboratory may say it. Pure.
 */
import { accept, type Result, refuse } from '../../platform/result.ts'

/** Clocks of laboratories may be this much ahead of ours. */
export const aheadMsMax = 120_000

export type ReceivedAtRefusal = { readonly code: 'transport.received_in_future' }

/** Any time in the past is taken: a laboratory types its list when it gets to it. */
export function checkReceivedAt(receivedAt: Date, now: Date): Result<undefined, ReceivedAtRefusal> {
  return receivedAt.getTime() > now.getTime() + aheadMsMax ? refuse({ code: 'transport.received_in_future' }) : accept(undefined)
}

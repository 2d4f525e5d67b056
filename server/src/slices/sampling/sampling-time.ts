/**
 * When a sample may have been taken. Pure.
 */
import { accept, type Result, refuse } from '../../platform/result.ts'

/** Devices' clocks may run ahead by this much. */
export const aheadMsMax = 2 * 60_000
/** A desk may have been offline for this long; what is older no laboratory can use. */
export const ageMsMax = 14 * 86_400_000

export type TimeRefusal =
  | { readonly code: 'sampling.sampled_in_future'; readonly serverTime: string }
  | { readonly code: 'sampling.sampled_too_old' }

export function checkSampledAt(sampledAt: Date, now: Date): Result<undefined, TimeRefusal> {
  if (sampledAt.getTime() > now.getTime() + aheadMsMax) return refuse({ code: 'sampling.sampled_in_future', serverTime: now.toISOString() })
  if (sampledAt.getTime() < now.getTime() - ageMsMax) return refuse({ code: 'sampling.sampled_too_old' })
  return accept(undefined)
}

/** Start of the local day that `now` falls into. */
export function startOfDay(now: Date, utcOffsetMinutes: number): Date {
  const offsetMs = utcOffsetMinutes * 60_000
  return new Date(Math.floor((now.getTime() + offsetMs) / 86_400_000) * 86_400_000 - offsetMs)
}

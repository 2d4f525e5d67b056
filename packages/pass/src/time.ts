// Time as this library knows it: an input, in whole unix seconds. Nothing here reads a clock.
import { formatDateTime } from './rules/certlogic/date-time.ts'

/** Whole seconds since 1970-01-01T00:00:00Z. */
export type UnixSeconds = number

/** How a region cuts local time into epochs: a fixed offset (China: 28800, no daylight saving) and whole local days per epoch. */
export interface EpochCalendar {
  readonly utcOffsetSeconds: number
  readonly epochDays: number
}

const DAY_SECONDS = 86_400

/** The epoch that contains `now`: local days since 1970-01-01 divided by the days per epoch, rounded down. */
export function epochAt(calendar: EpochCalendar, now: UnixSeconds): number {
  return Math.floor((now + calendar.utcOffsetSeconds) / (DAY_SECONDS * calendar.epochDays))
}

/** First second of an epoch: local midnight. */
export function epochStart(calendar: EpochCalendar, epoch: number): UnixSeconds {
  return epoch * DAY_SECONDS * calendar.epochDays - calendar.utcOffsetSeconds
}

/** First second after an epoch. */
export function epochEnd(calendar: EpochCalendar, epoch: number): UnixSeconds {
  return epochStart(calendar, epoch + 1)
}

/** RFC 3339 in UTC without fractions, as facts carry times: 2026-11-21T08:00:00Z. */
export function toIsoTime(seconds: UnixSeconds): string {
  return `${formatDateTime(seconds * 1000).slice(0, -5)}Z`
}

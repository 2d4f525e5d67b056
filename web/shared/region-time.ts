/** Writes moments as the region's wall clock shows them, wherever the phone's own time zone is: "until 00:00" must mean the city's midnight. Must not read the time itself. */
import type { Locale } from './i18n.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** `21:05`, or `21:05:09` with seconds. */
export function formatClock(atMs: number, utcOffsetMinutes: number, withSeconds = false): string {
  return new Date(atMs + utcOffsetMinutes * minuteMs).toISOString().slice(11, withSeconds ? 19 : 16)
}

/** `2026-11-21`. */
export function formatDay(atMs: number, utcOffsetMinutes: number): string {
  return new Date(atMs + utcOffsetMinutes * minuteMs).toISOString().slice(0, 10)
}

/** Day and time in words short enough for a line: `11月21日 21:05`, `21 Nov, 21:05`. */
export function formatMoment(atMs: number, utcOffsetMinutes: number, locale: Locale): string {
  const shifted = atMs + utcOffsetMinutes * minuteMs
  const day = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(shifted)
  return `${day}${locale === 'en' ? ',' : ''} ${formatClock(atMs, utcOffsetMinutes)}`
}

/** The clock alone for the last 12 hours, day and clock before: what an "as of" needs. */
export function formatRecent(atMs: number, nowMs: number, utcOffsetMinutes: number, locale: Locale): string {
  return Math.abs(nowMs - atMs) < 12 * hourMs ? formatClock(atMs, utcOffsetMinutes) : formatMoment(atMs, utcOffsetMinutes, locale)
}

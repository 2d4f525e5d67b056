/**
 * Times, ages and sizes as staff read them. Times are the region's, at its offset from UTC, whatever zone the computer is set to.
 * It never reads the present: that is always an input.
 */
import type { Locale } from '../../shared/i18n.ts'
import { formatClock, formatDay } from '../../shared/region-time.ts'

/** China keeps one time; the region's own answer replaces this before the first page is drawn. */
let utcOffsetMinutes = 480

/** Takes the region's offset from UTC. */
export function learnRegionOffset(minutes: number): void {
  utcOffsetMinutes = minutes
}

/** `2026-11-21 16:05`, or with seconds, in the region's time; what is no time stays as it is. */
export function formatTime(iso: string, withSeconds = false): string {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : `${formatDay(at, utcOffsetMinutes)} ${formatClock(at, utcOffsetMinutes, withSeconds)}`
}

/** How long something lasts or has lasted, in the largest unit that says enough: `4 s`, `12 min`, `3 h`, `5 d`. */
export function formatDuration(ms: number, locale: Locale): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [value, zh, en] = seconds < 90 ? [seconds, '秒', 's'] : largeUnit(seconds)
  return locale === 'zh-CN' ? `${value} ${zh}` : `${value} ${en}`
}

function largeUnit(seconds: number): [number, string, string] {
  if (seconds < 90 * 60) return [Math.round(seconds / 60), '分钟', 'min']
  if (seconds < 48 * 3600) return [Math.round(seconds / 3600), '小时', 'h']
  return [Math.round(seconds / 86_400), '天', 'd']
}

/** What is left of a window as `14:09`; `0:00` once it is over. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The region's wall clock at a moment, as fields for a day and a time take it: `2026-11-21T16:05`. */
export function toWallClock(atMs: number): string {
  return `${formatDay(atMs, utcOffsetMinutes)}T${formatClock(atMs, utcOffsetMinutes)}`
}

/** The moment a field for a day and a time names in the region's time, as ISO text; null where it names none. */
export function fromWallClock(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null
  const at = Date.parse(`${text}:00.000Z`)
  return Number.isNaN(at) ? null : new Date(at - utcOffsetMinutes * 60_000).toISOString()
}

/** A whole number as both languages group it: `12,317,000`. */
export function formatFigure(value: number): string {
  return value.toLocaleString('en')
}

/** A part in hundredths of its whole: `92 %`, `<1 %`. It says 100 % only when nothing is left; `–` of nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '–'
  const percent = (part / whole) * 100
  if (percent > 0 && percent < 1) return '<1 %'
  return `${percent >= 100 ? Math.round(percent) : Math.floor(percent)} %`
}

/** Bytes in the unit that keeps the figure short: `812 B`, `34.2 kB`, `1.3 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

/**
 * Times, ages and sizes as staff read them. Times are the region's, at a fixed offset from UTC, whatever zone the computer is set to.
 * Pure: the present is always an input.
 */
import type { Locale } from './locale.ts'

const regionOffsetMinutes = 480 // CN-6101; GET /v1/region says the same

/** `2026-11-21 16:05:09` in the region's time; seconds only where asked for. */
export function formatTime(iso: string, withSeconds = false): string {
  const shifted = new Date(Date.parse(iso) + regionOffsetMinutes * 60_000)
  if (Number.isNaN(shifted.getTime())) return iso
  return shifted
    .toISOString()
    .slice(0, withSeconds ? 19 : 16)
    .replace('T', ' ')
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

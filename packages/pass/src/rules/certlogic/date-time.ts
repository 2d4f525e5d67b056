/**
 * Date-times as CertLogic 1.3.3 reads them (`plusTime`, `dccDateOfBirth`): strict parsing into epoch milliseconds and calendar arithmetic.
 * Knows no clock.
 */
export type TimeUnit = 'year' | 'month' | 'day' | 'hour'
export const timeUnits: readonly string[] = ['year', 'month', 'day', 'hour'] satisfies TimeUnit[]

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const dateTimePattern = /^\d{4}-\d\d-\d\dT(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d{1,2}?)(?::?(\d\d))?)?$/

/**
 * Epoch ms of midnight UTC of a day of the Gregorian calendar; `month` counts from 0 and may lie outside 0..11. Not `Date.UTC`: that
 * leaves compiled code (39 ns against 7 on Node 20), and reads the years 0 to 99 as 1900 to 1999.
 */
function utcDay(year: number, month: number, day: number): number {
  // Counted in years that begin on 1 March, so that a leap day is the last day of its year; there every five months have 153 days.
  const months = year * 12 + month - 2
  const marchYear = Math.floor(months / 12)
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  const daysBeforeMonth = Math.floor(((months - marchYear * 12) * 153 + 2) / 5)
  return (marchYear * 365 + leapDays + daysBeforeMonth + day - 1 - daysFromMarch0To1970) * dayMs
}
/** Days from 1 March of year 0 to 1 January 1970. */
const daysFromMarch0To1970 = 719_468
const daysOf400Years = 146_097

/** Months since January of year 0 of the month that `ms` (epoch ms) lies in: the inverse of the above. */
export function monthIndex(ms: number): number {
  const days = Math.floor(ms / dayMs) + daysFromMarch0To1970
  const cycles = Math.floor(days / daysOf400Years)
  const dayOfCycle = days - cycles * daysOf400Years
  // Leap days before this day: one in 4 years, none in a 100th, one in the 400th (which is the last day of the cycle).
  const leapDays = Math.floor(dayOfCycle / 1_460) - Math.floor(dayOfCycle / 36_524) + Math.floor(dayOfCycle / (daysOf400Years - 1))
  const year = Math.floor((dayOfCycle - leapDays) / 365)
  const dayOfYear = dayOfCycle - (year * 365 + Math.floor(year / 4) - Math.floor(year / 100))
  return (cycles * 400 + year) * 12 + Math.floor((dayOfYear * 5 + 2) / 153) + 2
}

/** Epoch ms at which the month with this index begins. */
export function monthStart(index: number): number {
  const year = Math.floor(index / 12)
  return utcDay(year, index - year * 12, 1)
}

/**
 * `ms` (epoch ms) moved by whole calendar months, as `Date.prototype.setUTCMonth` does it: the day of the month is kept and runs over into the
 * next month where the target month is shorter (31 January + 1 month = 3 March).
 */
export function addMonths(ms: number, months: number): number {
  const index = monthIndex(ms)
  return ms + monthStart(index + months) - monthStart(index)
}

/** What `plusTime` adds: calendar months, or a fixed number of milliseconds. */
export interface Shift {
  readonly months: number
  readonly ms: number
}

/** `amount` units as a shift: every unit is one or the other. */
export function toShift(amount: number, unit: TimeUnit): Shift {
  if (unit === 'hour') return { months: 0, ms: amount * hourMs }
  if (unit === 'day') return { months: 0, ms: amount * dayMs }
  return { months: unit === 'year' ? amount * 12 : amount, ms: 0 }
}

const zero = 0x30
const hyphen = 0x2d
/** The digits text[from..to) as a number; NaN where one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - zero
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Epoch ms of midnight UTC of the first ten characters as YYYY-MM-DD; NaN where that is no day of the calendar. */
function parseDay(text: string): number {
  if (text.charCodeAt(4) !== hyphen || text.charCodeAt(7) !== hyphen) return Number.NaN
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  if (!(month >= 1 && month <= 12 && day >= 1)) return Number.NaN
  const ms = utcDay(year, month - 1, day)
  return day <= 28 || ms < utcDay(year, month, 1) ? ms : Number.NaN
}

/** `YYYY`, `YYYY-MM` (both: midnight UTC of their last day) or `YYYY-MM-DD` as epoch ms; NaN for anything else. CertLogic `dccDateOfBirth`. */
export function parseDate(text: string): number {
  if (text.length === 10) return parseDay(text)
  const year = digits(text, 0, 4)
  if (text.length === 4) return utcDay(year, 11, 31)
  const month = digits(text, 5, 7)
  return text.length === 7 && text.charCodeAt(4) === hyphen && month >= 1 && month <= 12 ? utcDay(year, month, 0) : Number.NaN
}

/** Whether the marks of YYYY-MM-DDThh:mm:ss.mmmZ are in their places. Written out: a function made at every call costs more than the rest of the reading. */
function hasShape(text: string): boolean {
  return (
    text.charCodeAt(10) === 0x54 &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a &&
    text.charCodeAt(19) === 0x2e &&
    text.charCodeAt(23) === 0x5a
  )
}

/** A date or date-time in any of the formats of CertLogic `plusTime` as epoch ms; NaN for anything else. Without an offset it is UTC. */
export function parseDateTime(text: string): number {
  if (text.length <= 10) return parseDate(text)
  // The form that our own systems write needs no regular expression.
  const plain = text.length === 24 && hasShape(text)
  const match = plain ? null : dateTimePattern.exec(text)
  if (!plain && match === null) return Number.NaN
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  const local = parseDay(text) + hour * hourMs + minute * 60_000 + second * 1_000
  if (match === null) return local + digits(text, 20, 23)
  const ms = match[4] === undefined ? 0 : Number(match[4].slice(1, 4).padEnd(3, '0'))
  if (match[5] === undefined) return local + ms
  const offsetHours = Number(match[6])
  const offsetMinutes = Number(match[7] ?? 0)
  if (offsetHours > 23 || offsetMinutes > 59) return Number.NaN
  const offsetMs = offsetHours * hourMs + offsetMinutes * 60_000
  return local + ms - (match[5] === '+' ? offsetMs : -offsetMs)
}

/** `YYYY-MM-DDT` of the days formatted lately: a city's evidence is of a few days, and `Date` takes ten times as long as all the rest. */
const dayTexts = new Map<number, string>()
const dayTextsMax = 1_000
const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))
const threeDigits = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'))

function dayText(day: number): string {
  const known = dayTexts.get(day)
  if (known !== undefined) return known
  const text = new Date(day * dayMs).toISOString()
  const upToTime = text.slice(0, text.indexOf('T') + 1)
  if (dayTexts.size >= dayTextsMax) dayTexts.clear()
  dayTexts.set(day, upToTime)
  return upToTime
}

/** Epoch ms as an RFC 3339 date-time in UTC with milliseconds. Throws RangeError beyond the days of `Date`, as `Date` does. */
export function formatDateTime(ms: number): string {
  if (!Number.isSafeInteger(ms)) return new Date(ms).toISOString()
  const day = Math.floor(ms / dayMs)
  const seconds = Math.floor((ms - day * dayMs) / 1_000)
  const minutes = Math.floor(seconds / 60)
  const time = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`
  return `${dayText(day)}${time}.${threeDigits[ms - day * dayMs - seconds * 1_000]}Z`
}

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
 * Epoch ms of midnight UTC of a day of the Gregorian calendar, from 400,000 years before year 0 on; `month` counts from 0 and may be 12. Not
 * `Date.UTC`: that leaves compiled code (39 ns against 7 on Node 20), and reads the years 0 to 99 as 1900 to 1999.
 */
function utcDay(year: number, month: number, day: number): number {
  // Counted in years that begin on 1 March, so that a leap day is the last day of its year; there every five months have 153 days. From so early a year
  // that nothing is negative: then `| 0` rounds down, and whole numbers are divided without Math.floor. Adding months went from 119 ns to 55 by it.
  const months = (year + yearsBefore0) * 12 + month - 2
  const marchYear = (months / 12) | 0
  const leapDays = ((marchYear / 4) | 0) - ((marchYear / 100) | 0) + ((marchYear / 400) | 0)
  const daysBeforeMonth = (((months - marchYear * 12) * 153 + 2) / 5) | 0
  return (marchYear * 365 + leapDays + daysBeforeMonth + day - 1 - daysBefore1970) * dayMs
}
/** A multiple of 400 years, in which the calendar repeats itself, that is further back than any date. */
const yearsBefore0 = 400_000
const daysOf400Years = 146_097
/** Days from 1 March of year -400,000 to 1 January 1970. */
const daysBefore1970 = (yearsBefore0 / 400) * daysOf400Years + 719_468

/** Months since January of year 0 of the month that `ms` (epoch ms) lies in: the inverse of the above. */
export function monthIndex(ms: number): number {
  const days = Math.floor(ms / dayMs) + daysBefore1970
  const cycles = (days / daysOf400Years) | 0
  const dayOfCycle = days - cycles * daysOf400Years
  // Leap days before this day: one in 4 years, none in a 100th, one in the 400th (which is the last day of the cycle).
  const leapDays = ((dayOfCycle / 1_460) | 0) - ((dayOfCycle / 36_524) | 0) + ((dayOfCycle / (daysOf400Years - 1)) | 0)
  const year = ((dayOfCycle - leapDays) / 365) | 0
  const dayOfYear = dayOfCycle - (year * 365 + ((year / 4) | 0) - ((year / 100) | 0))
  return (cycles * 400 + year - yearsBefore0) * 12 + (((dayOfYear * 5 + 2) / 153) | 0) + 2
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
/** The two digits at `at`, which lies within the text, as a number; far below 0 where one of them is no digit, so that sums with it stay there. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero
  const ones = text.charCodeAt(at + 1) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : noDigits
}
const noDigits = -1_000_000

/** Epoch ms of midnight UTC of the first ten characters as YYYY-MM-DD; NaN where that is no day of the calendar. */
function parseDay(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && text.charCodeAt(4) === hyphen && text.charCodeAt(7) === hyphen))
    return Number.NaN
  const ms = utcDay(year, month - 1, day)
  return day <= 28 || ms < utcDay(year, month, 1) ? ms : Number.NaN
}

/** `YYYY`, `YYYY-MM` (both: midnight UTC of their last day) or `YYYY-MM-DD` as epoch ms; NaN for anything else. CertLogic `dccDateOfBirth`. */
export function parseDate(text: string): number {
  const { length } = text
  if (length === 10) return parseDay(text)
  if (length !== 4 && length !== 7) return Number.NaN
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  if (!(year >= 0)) return Number.NaN
  if (length === 4) return utcDay(year, 11, 31)
  const month = twoDigits(text, 5)
  return text.charCodeAt(4) === hyphen && month >= 1 && month <= 12 ? utcDay(year, month, 0) : Number.NaN
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
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59)) return Number.NaN
  const local = parseDay(text) + ((hour * 60 + minute) * 60 + second) * 1_000
  if (match === null) {
    const last = text.charCodeAt(22) - zero
    const ms = twoDigits(text, 20) * 10 + last
    return ms >= 0 && last >= 0 && last <= 9 ? local + ms : Number.NaN
  }
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

function dayText(day: number): string {
  const known = dayTexts.get(day)
  if (known !== undefined) return known
  const text = new Date(day * dayMs).toISOString()
  const upToTime = text.slice(0, text.indexOf('T') + 1)
  if (dayTexts.size >= dayTextsMax) dayTexts.clear()
  dayTexts.set(day, upToTime)
  return upToTime
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0')
/** The pieces of a time of day, longer ones for fewer joins. */
const minuteTexts = Array.from({ length: 1_440 }, (_, minute) => `${padded(Math.floor(minute / 60), 2)}:${padded(minute % 60, 2)}:`)
const secondTexts = Array.from({ length: 60 }, (_, second) => `${padded(second, 2)}.`)
const msTexts = Array.from({ length: 1_000 }, (_, ms) => `${padded(ms, 3)}Z`)

/** Epoch ms as an RFC 3339 date-time in UTC with milliseconds. Throws RangeError beyond the days of `Date`, as `Date` does. */
export function formatDateTime(ms: number): string {
  if (!Number.isSafeInteger(ms)) return new Date(ms).toISOString()
  const day = Math.floor(ms / dayMs)
  const time = (ms - day * dayMs) | 0
  const second = (time / 1_000) | 0
  const minute = (second / 60) | 0
  return dayText(day) + minuteTexts[minute] + (secondTexts[second - minute * 60]! + msTexts[time - second * 1_000])
}

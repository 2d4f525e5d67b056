/**
 * Numbers that stand where a text should. Pure.
 */

/** Spreadsheets keep 15 digits. */
const exactMax = 1e15
const dayMs = 86_400_000
/** The day 0 of spreadsheets that count from 1900, and of those that count from 1904. */
const epochs = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) }

/** The number as it was meant, without exponent; undefined where its last digits may have been lost. */
export function numberText(value: number): string | undefined {
  return Number.isInteger(value) && Math.abs(value) >= exactMax ? undefined : String(value)
}

/** The local time of a spreadsheet's serial number of days, to the second: `2021-12-27 18:30:00`. Undefined where it is no date of our time. */
export function serialDateText(days: number, from1904: boolean): string | undefined {
  if (!(days >= 1 && days < 100_000)) return undefined
  const ms = (from1904 ? epochs.from1904 : epochs.from1900) + Math.round((days * dayMs) / 1000) * 1000
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

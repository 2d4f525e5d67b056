// Checks of single decoded values, so that readers of claims state form and range in one line each. Pure predicates.
import { LANGUAGES_MAX, NAME_CHARS_MAX, REGION_ID_CHARS_MAX, SHOWN_TEXT_CHARS_MAX, TIME_MAX, VERSION_MAX } from '../limits.ts'

/** A whole number within [min, max]. */
export function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max && !Object.is(value, -0)
}

/** Unix seconds from 1970 to 9999. */
export function isTime(value: unknown): value is number {
  return isInteger(value, 0, TIME_MAX)
}

/** A version or sequence number: 1 and up. */
export function isVersion(value: unknown): value is number {
  return isInteger(value, 1, VERSION_MAX)
}

/** A byte string of a length within [min, max]. */
export function isBytes(value: unknown, min: number, max: number = min): value is Uint8Array {
  return value instanceof Uint8Array && value.length >= min && value.length <= max
}

/** A text of at most `charsMax` UTF-16 units, without control characters or broken surrogates. */
export function isText(value: unknown, charsMax: number): value is string {
  return typeof value === 'string' && value.length <= charsMax && !/[\p{Cc}\p{Cs}]/u.test(value)
}

/** A region id: ISO 3166 style, capitals, digits and hyphens, so that it is safe in a path. */
export function isRegionId(value: unknown): value is string {
  return isText(value, REGION_ID_CHARS_MAX) && /^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(value)
}

/** A name inside documents: venue types and reason codes. */
export function isName(value: unknown): value is string {
  return isText(value, NAME_CHARS_MAX) && /^[a-z][a-z0-9_.]*$/.test(value)
}

/** An array of at most `max` elements. */
export function isArray(value: unknown, max: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= max
}

/** A CBOR map of at most `max` entries. */
export function isMap(value: unknown, max: number): value is ReadonlyMap<unknown, unknown> {
  return value instanceof Map && value.size <= max
}

/** A map from language tag (zh-CN, en) to a text shown to people. */
export function isTexts(value: unknown): value is ReadonlyMap<string, string> {
  return (
    isMap(value, LANGUAGES_MAX) &&
    [...value].every(
      ([language, text]) => isText(language, 16) && /^[A-Za-z]+(-[A-Za-z0-9]+)*$/.test(language) && isText(text, SHOWN_TEXT_CHARS_MAX),
    )
  )
}

/** Maps every element, or gives null as soon as one element maps to null. */
export function mapAll<T, U>(values: readonly T[], read: (value: T) => U | null): U[] | null {
  const results: U[] = []
  for (const value of values) {
    const result = read(value)
    if (result === null) return null
    results.push(result)
  }
  return results
}

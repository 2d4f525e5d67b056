/**
 * Schemas of values that many routes carry.
 */
import { type TSchema, Type } from 'typebox'

/** A UUID in text form. */
export const Uuid = Type.String({ format: 'uuid', maxLength: 36 })

/** A moment: RFC 3339 date-time with offset. Answers use UTC with milliseconds. */
export const IsoTime = Type.String({ format: 'date-time', maxLength: 40 })

/** The schema, or null. */
export function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** No input at all. */
export const NoInput = Type.Object({}, { additionalProperties: false })

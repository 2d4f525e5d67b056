/**
 * The wire of laboratories' templates.
 */
import { Type } from 'typebox'
import { Nullable, Uuid } from '../../platform/http/wire.ts'
import { outcomes } from './result-row.ts'
import { delimiters, encodings } from './template.ts'

const closed = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const Words = Type.Array(Name, { maxItems: 20 })

const fields = {
  columns: Type.Object({ tube_code: Name, outcome: Name, tested_at: Name }, closed),
  /** What each word of the outcome column means; other words are errors. */
  outcomeWords: Type.Record(Name, Type.Enum(outcomes), { minProperties: 2, maxProperties: 50 }),
  /** Of times without zone; null: every time carries its zone. */
  timeZoneOffsetMinutes: Nullable(Type.Integer({ minimum: -14 * 60, maximum: 14 * 60 })),
  delimiter: Type.Enum(delimiters),
  encoding: Type.Enum(encodings),
  /** Name of the sheet of a workbook; null: the first. */
  sheet: Nullable(Name),
  /** Rows above the header. */
  skipRows: Type.Integer({ minimum: 0, maximum: 100 }),
  /** The column that marks rows of control material, and its words. */
  controls: Nullable(Type.Object({ column: Name, positive: Words, negative: Words }, closed)),
}

export const LaboratoryId = Type.Object({ laboratoryId: Uuid })
/** `version` is null where the laboratory has no template of its own and the standard one holds. */
export const TemplateShown = Type.Object({ version: Nullable(Type.Integer()), ...fields })
export const SaveTemplate = Type.Object({
  laboratoryId: Uuid,
  ...fields,
  encoding: Type.Optional(fields.encoding),
  controls: Type.Optional(fields.controls),
})
export const TemplateSaved = Type.Object({ version: Type.Integer() })

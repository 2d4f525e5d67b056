/**
 * Is this a desk record? Reads a value of unknown origin into exactly the documented fields, and gives the one text a record is compared by. Must not
 * judge what the record means: an eleventh swab and a wrong clock are records like any other.
 */
import { type DeskRecord, deskDocumentKinds, type RecordFields, type RecordKind, swabsMaxOf } from './record.ts'
import { containerCodeForm } from './tube-code.ts'

/** The record, or the field that is not as it must be. */
export type CheckedRecord =
  | { readonly ok: true; readonly record: DeskRecord }
  | { readonly ok: false; readonly reason: 'not_a_record' | 'kind_unknown' | 'field_invalid' | 'field_unknown'; readonly field: string }

type Check = (value: unknown) => boolean

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const passLengthMax = 4_096
const swabsCountedMax = 99
const tubesCountedMax = 10_000
const peopleMax = 10_000

const uuid: Check = (value) => typeof value === 'string' && uuidForm.test(value)
const uuid7: Check = (value) => uuid(value) && (value as string)[14] === '7'
const code: Check = (value) => typeof value === 'string' && containerCodeForm.test(value)
const time: Check = (value) => typeof value === 'string' && timeForm.test(value) && isMoment(value)
const text =
  (lengthMax: number): Check =>
  (value) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= lengthMax
const whole =
  (min: number, max: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

const subject: Check = (value) => {
  if (!isObject(value)) return false
  const { pass, document, provisional, name } = value
  if (pass !== undefined)
    return typeof pass === 'string' && pass.startsWith('EG1:') && text(passLengthMax)(pass) && hasOnly(value, ['pass'])
  if (document !== undefined) return hasOnly(value, ['document', 'name']) && optional(text(100))(name) && isDocument(document)
  return hasOnly(value, ['provisional']) && isProvisional(provisional)
}

const checks: { readonly [Kind in RecordKind]: { readonly [Field in keyof RecordFields[Kind]]: Check } } = {
  open_tube: { tubeCode: code, pool: (value) => typeof value === 'string' && Object.hasOwn(swabsMaxOf, value), roundId: orNull(uuid) },
  add_swab: { tubeCode: code, subject, movedFrom: orNull(uuid7) },
  remove_swab: { tubeCode: code, swabId: uuid },
  void_swab: { tubeCode: code, swabId: uuid, reason: text(300) },
  close_tube: { tubeCode: code, swabsCounted: orNull(whole(0, swabsCountedMax)) },
  box_tube: { boxCode: code, tubeCode: code },
  unbox_tube: { boxCode: code, tubeCode: code },
  close_box: { boxCode: code, tubesCounted: orNull(whole(0, tubesCountedMax)) },
  hand_over: { boxCode: code, courier: text(100) },
  queue_seen: { people: whole(0, peopleMax) },
}
const baseChecks: Readonly<Record<string, Check>> = {
  recordId: uuid7,
  sequence: whole(1, Number.MAX_SAFE_INTEGER),
  at: time,
  siteId: uuid,
}

/** Reads one record (docs/spec/sync.md, "Records"). The answer names the first field that is wrong. Never throws. */
export function checkDeskRecord(value: unknown): CheckedRecord {
  if (!isObject(value)) return { ok: false, reason: 'not_a_record', field: '' }
  const { kind } = value
  if (typeof kind !== 'string' || !Object.hasOwn(checks, kind)) return { ok: false, reason: 'kind_unknown', field: 'kind' }
  const wanted: Readonly<Record<string, Check>> = { ...baseChecks, ...checks[kind as RecordKind] }
  for (const [field, check] of Object.entries(wanted)) if (!check(value[field])) return { ok: false, reason: 'field_invalid', field }
  const unknown = Object.keys(value).find((field) => field !== 'kind' && !Object.hasOwn(wanted, field))
  if (unknown !== undefined) return { ok: false, reason: 'field_unknown', field: unknown.slice(0, 40) }
  return { ok: true, record: value as unknown as DeskRecord }
}

/** The record as canonical JSON (keys sorted, nothing left out): two records are the same record exactly where these texts are equal. */
export function recordText(record: DeskRecord): string {
  return JSON.stringify(sorted(record))
}

function sorted(value: unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

function isDocument(value: unknown): boolean {
  return (
    isObject(value) &&
    hasOnly(value, ['kind', 'number']) &&
    (deskDocumentKinds as readonly unknown[]).includes(value.kind) &&
    text(32)(value.number)
  )
}

function isProvisional(value: unknown): boolean {
  return (
    isObject(value) &&
    hasOnly(value, ['description', 'name', 'phone']) &&
    text(100)(value.description) &&
    optional(text(100))(value.name) &&
    optional(text(20))(value.phone)
  )
}

/** A form such as 30 February reads as another day, or as none. A clock that has lost its time begins at 1970; nothing is written before. */
function isMoment(value: string): boolean {
  const ms = Date.parse(value)
  return ms >= 0 && new Date(ms).toISOString() === value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasOnly(value: object, fields: readonly string[]): boolean {
  return Object.keys(value).every((key) => fields.includes(key))
}

/**
 * Is this a row of evidence? Reads one row of unknown origin into exactly the documented fields, date-times as UTC with milliseconds. A kind that is
 * not in the catalogue is refused: a scan or a visit is never evidence. Must not judge what the row means for anybody.
 */
import { formatDateTime, parseDateTime } from './certlogic/date-time.ts'
import type { Evidence, EvidenceData, EvidenceKind, RiskLevel, Symptom } from './evidence.ts'

export type EvidenceRefusal =
  | { readonly reason: 'not_a_row' | 'unknown_kind' }
  | { readonly reason: 'field_invalid'; readonly field: string }
export type CheckedEvidence = { readonly ok: true; readonly evidence: Evidence } | ({ readonly ok: false } & EvidenceRefusal)

/** What a field may hold: gives the value to keep, or undefined where it is not acceptable. */
type Read = (value: unknown) => unknown

const symptoms: readonly Symptom[] = ['fever', 'cough', 'fatigue', 'breathless', 'loss_of_smell']
const levels: readonly RiskLevel[] = ['low', 'medium', 'high']

const text: Read = (value) => (typeof value === 'string' && value !== '' && value.length <= 500 ? value : undefined)
const flag: Read = (value) => (typeof value === 'boolean' ? value : undefined)
const oneOf =
  (...allowed: readonly string[]): Read =>
  (value) =>
    allowed.includes(value as string) ? value : undefined
const listOf =
  (allowed: readonly string[]): Read =>
  (value) =>
    Array.isArray(value) && value.every((item) => allowed.includes(item)) ? allowed.filter((item) => value.includes(item)) : undefined
/** A full date-time: a bare date or year would be read as midnight of its last day. What is in our own form already stays as it is (formatting is slow). */
const dateTime: Read = (value) => {
  const ms = typeof value === 'string' && value.length > 10 ? parseDateTime(value) : Number.NaN
  if (Number.isNaN(ms)) return undefined
  return (value as string).length === 24 && (value as string).endsWith('Z') ? value : formatDateTime(ms)
}
const date: Read = (value) => (typeof value === 'string' && value.length === 10 && !Number.isNaN(parseDateTime(value)) ? value : undefined)
const optional =
  (read: Read): Read =>
  (value) =>
    value === undefined || value === null ? null : read(value)
/** Two people of two organisations at least. */
const approvals: Read = (value) => {
  if (!Array.isArray(value) || !value.every((one) => text(one?.staffId) !== undefined && text(one?.organisationId) !== undefined))
    return undefined
  const people = new Set(value.map(({ staffId }) => staffId))
  const organisations = new Set(value.map(({ organisationId }) => organisationId))
  return people.size >= 2 && organisations.size >= 2 ? value.map(({ staffId, organisationId }) => ({ staffId, organisationId })) : undefined
}

const fields: { readonly [Kind in EvidenceKind]: { readonly [Field in keyof Required<EvidenceData[Kind]>]: Read } } = {
  test_result: { outcome: oneOf('negative', 'positive', 'invalid'), sampledAt: dateTime, pooled: flag, sampleId: text },
  sample_taken: { sampledAt: dateTime, sampleId: text },
  declaration: { symptoms: listOf(symptoms), contactWithCase: flag, riskAreaStay: flag, arrivedFromAbroadAt: optional(dateTime) },
  daily_report: { date, symptoms: listOf(symptoms) },
  case_confirmed: { caseId: optional(text) },
  exposure: { kind: oneOf('close_contact', 'secondary_contact'), at: optional(dateTime) },
  risk_area_stay: { level: oneOf(...levels), area: optional(text), leftAt: optional(dateTime) },
  arrival: { from: text, at: dateTime, risk: oneOf('abroad', ...levels) },
  release: { of: optional(text), allUntil: optional(dateTime) },
  round_missed: { roundId: text, startedAt: optional(dateTime), endedAt: dateTime },
  outage: { from: dateTime, to: dateTime },
  hold: { reason: text, expiresAt: dateTime, approvals },
  withdrawal: { reason: text },
}

/** The same, ready to be walked. */
const readersOf: ReadonlyMap<unknown, readonly (readonly [field: string, read: Read])[]> = new Map(
  Object.entries(fields).map(([kind, reads]) => [kind, Object.entries<Read>(reads)]),
)
const correction = optional(text)

/**
 * Checks one row. Fields that are not documented are left out. Errors: `not_a_row`, `unknown_kind`, `field_invalid` with the field, such as
 * `data.sampledAt`. A `release` names one row or a time, not both; a `withdrawal` names what it corrects.
 */
export function checkEvidence(row: unknown): CheckedEvidence {
  if (typeof row !== 'object' || row === null) return { ok: false, reason: 'not_a_row' }
  const given = row as Record<string, unknown>
  const { kind } = given
  const readers = readersOf.get(kind)
  if (readers === undefined) return { ok: false, reason: 'unknown_kind' }
  const evidenceId = text(given.evidenceId)
  if (evidenceId === undefined) return invalid('evidenceId')
  const observedAt = dateTime(given.observedAt)
  if (observedAt === undefined) return invalid('observedAt')
  const source = text(given.source)
  if (source === undefined) return invalid('source')
  const corrects = correction(given.corrects)
  if (corrects === undefined || (kind === 'withdrawal' && corrects === null)) return invalid('corrects')
  const data: Record<string, unknown> = {}
  for (const [field, read] of readers) {
    const value = read((given.data as Record<string, unknown> | null | undefined)?.[field])
    if (value === undefined) return invalid(`data.${field}`)
    data[field] = value
  }
  if (kind === 'release' && (data.of === null) === (data.allUntil === null)) return invalid('data.of')
  return { ok: true, evidence: { evidenceId, kind, observedAt, data, source, corrects } as Evidence }
}

function invalid(field: string): CheckedEvidence {
  return { ok: false, reason: 'field_invalid', field }
}

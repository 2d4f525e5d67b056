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
/** A full date-time: a bare date or year would be read as midnight of its last day. */
const dateTime: Read = (value) => {
  const ms = typeof value === 'string' && value.length > 10 ? parseDateTime(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : formatDateTime(ms)
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

/**
 * Checks one row. Fields that are not documented are left out. Errors: `not_a_row`, `unknown_kind`, `field_invalid` with the field, such as
 * `data.sampledAt`. A `release` names one row or a time, not both; a `withdrawal` names what it corrects.
 */
export function checkEvidence(row: unknown): CheckedEvidence {
  if (typeof row !== 'object' || row === null) return { ok: false, reason: 'not_a_row' }
  const { evidenceId, kind, observedAt, data, source, corrects } = row as Record<string, unknown>
  if (typeof kind !== 'string' || !Object.hasOwn(fields, kind)) return { ok: false, reason: 'unknown_kind' }
  const checked: Record<string, unknown> = {}
  for (const [field, read] of Object.entries<Read>(fields[kind as EvidenceKind])) {
    const value = read((data as Record<string, unknown> | null | undefined)?.[field])
    if (value === undefined) return invalid(`data.${field}`)
    checked[field] = value
  }
  if (kind === 'release' && (checked.of === null) === (checked.allUntil === null)) return invalid('data.of')
  const heads = { evidenceId: text(evidenceId), observedAt: dateTime(observedAt), source: text(source), corrects: optional(text)(corrects) }
  for (const [field, value] of Object.entries(heads)) if (value === undefined) return invalid(field)
  if (kind === 'withdrawal' && heads.corrects === null) return invalid('corrects')
  return { ok: true, evidence: { ...heads, kind, data: checked } as unknown as Evidence }
}

function invalid(field: string): CheckedEvidence {
  return { ok: false, reason: 'field_invalid', field }
}

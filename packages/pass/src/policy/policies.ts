// Venue policies: signed data that say, per type of venue, whom a gate admits. Issues and takes apart; decide-at-venue.ts applies.
import { TYP } from '../cose/claim-keys.ts'
import { decodeDocument, issueDocument } from '../cose/document.ts'
import { isArray, isInteger, isMap, isName, isTexts, mapAll } from '../cose/fields.ts'
import type { Token } from '../cose/token.ts'
import type { Signer } from '../crypto/signer.ts'
import { POLICY_CBOR_DEPTH_MAX, TIME_MAX, VENUE_RULES_MAX, VENUE_TYPES_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import { validate } from '../rules/certlogic/index.ts'
import type { UnixSeconds } from '../time.ts'
import { jsonFromWire, jsonToWire } from './json-wire.ts'

/** What a gate answers. */
export type Answer = 'admit' | 'admit_with_precautions' | 'deny' | 'check_another_way'

/** A text by language tag: zh-CN, en. */
export type Texts = Readonly<Record<string, string>>

/** One rule of a venue type. */
export interface PolicyRule {
  /** Why, as a code: `test_too_old`. */
  readonly reason: string
  /** A CertLogic expression over PolicyFacts that yields true or false; the clock is `now`. */
  readonly when: unknown
  readonly answer: Answer
}

/** A region's policies. */
export interface VenuePolicies {
  readonly iss: string
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  /** Age of a colour from which the answer carries "as of". */
  readonly softAgeSeconds: number
  /** Age of a colour from which it is no answer at all. */
  readonly hardAgeSeconds: number
  /** Rules by venue type, in order: the first whose `when` is true answers. */
  readonly venues: Readonly<Record<string, readonly PolicyRule[]>>
  readonly answerTexts: Readonly<Record<Answer, Texts>>
  /** Texts of the reasons that the rules name. */
  readonly reasonTexts: Readonly<Record<string, Texts>>
}

/** Every answer, from the best to the worst for the person at the gate. */
export const ANSWERS: readonly Answer[] = ['admit', 'admit_with_precautions', 'check_another_way', 'deny']

/**
 * Signs venue policies with a region key. Refuses with `policies.rule_invalid` a rule that is no CertLogic expression, with
 * `policies.malformed` anything else out of form, and as documents do.
 */
export async function issuePolicies(policies: VenuePolicies, region: Signer): Promise<Result<Uint8Array>> {
  const rules = Object.values(policies.venues).flat()
  if (rules.some((rule) => validate(rule.when).length > 0)) return refuse('policies.rule_invalid')
  const body = policiesToWire(policies)
  return policiesFromWire(body) === null ? refuse('policies.malformed') : issueDocument(policies, body, TYP.policies, region)
}

/**
 * Takes venue policies apart without verifying them. Refuses with `policies.malformed`, or the reasons of documents. A rule this version
 * cannot evaluate is not refused here: at the gate it is undecided.
 */
export function decodePolicies(bytes: Uint8Array): Result<VenuePolicies & { readonly token: Token }> {
  const document = decodeDocument(bytes, TYP.policies, POLICY_CBOR_DEPTH_MAX)
  if (!document.ok) return document
  const { head, body, token } = document.value
  const read = policiesFromWire(body)
  if (head.iss === null || read === null) return refuse('policies.malformed')
  return accept({ iss: head.iss, version: head.version, issuedAt: head.issuedAt, expiresAt: head.expiresAt, ...read, token })
}

type PoliciesBody = Omit<VenuePolicies, 'iss' | 'version' | 'issuedAt' | 'expiresAt'>

function policiesToWire(policies: PoliciesBody): Map<string, unknown> {
  const venues = Object.entries(policies.venues).map(([type, rules]) => [
    type,
    rules.map((rule) => [rule.reason, jsonToWire(rule.when), rule.answer]),
  ])
  return new Map<string, unknown>([
    ['soft', policies.softAgeSeconds],
    ['hard', policies.hardAgeSeconds],
    ['venues', new Map(venues as [string, unknown][])],
    ['answers', textsToWire(policies.answerTexts)],
    ['reasons', textsToWire(policies.reasonTexts)],
  ])
}

function textsToWire(texts: Readonly<Record<string, Texts>>): Map<string, unknown> {
  return new Map(Object.entries(texts).map(([code, byLanguage]) => [code, new Map(Object.entries(byLanguage))]))
}

function policiesFromWire(value: unknown): PoliciesBody | null {
  if (!isMap(value, 32)) return null
  const [softAgeSeconds, hardAgeSeconds] = [value.get('soft'), value.get('hard')]
  if (!isInteger(softAgeSeconds, 1, TIME_MAX) || !isInteger(hardAgeSeconds, softAgeSeconds, TIME_MAX)) return null
  const venues = readNamed(value.get('venues'), VENUE_TYPES_MAX, (rules) =>
    isArray(rules, VENUE_RULES_MAX) ? mapAll(rules, readRule) : null,
  )
  const answerTexts = readNamed(value.get('answers'), ANSWERS.length, readTexts)
  const reasonTexts = readNamed(value.get('reasons'), VENUE_TYPES_MAX * VENUE_RULES_MAX, readTexts)
  if (venues === null || answerTexts === null || reasonTexts === null) return null
  if (!ANSWERS.every((answer) => Object.hasOwn(answerTexts, answer))) return null
  return { softAgeSeconds, hardAgeSeconds, venues, answerTexts: answerTexts as Record<Answer, Texts>, reasonTexts }
}

function readRule(value: unknown): PolicyRule | null {
  if (!isArray(value, 8)) return null
  const [reason, when, answer] = value
  return isName(reason) && value.length >= 3 && isAnswer(answer) ? { reason, when: jsonFromWire(when), answer } : null
}

function isAnswer(value: unknown): value is Answer {
  return ANSWERS.some((answer) => answer === value)
}

function readTexts(value: unknown): Texts | null {
  return isTexts(value) ? Object.fromEntries(value) : null
}

function readNamed<T>(value: unknown, max: number, read: (value: unknown) => T | null): Record<string, T> | null {
  if (!isMap(value, max)) return null
  const entries = mapAll([...value], ([name, inner]): [string, T] | null => {
    const result = isName(name) ? read(inner) : null
    return result === null ? null : [name as string, result]
  })
  return entries === null ? null : Object.fromEntries(entries)
}

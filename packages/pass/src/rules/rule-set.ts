/**
 * What a rule set is: versioned data that turns matters (evidence that can darken) into findings. Types only; `load-rule-set.ts` checks and
 * compiles, `decide-colour.ts` applies.
 */
import type { Evidence } from './evidence.ts'
import type { MatterKind } from './matters.ts'

export type Colour = 'green' | 'yellow' | 'red'
export type Language = 'zh-CN' | 'en'
export type LocalText = { readonly [L in Language]: string }

/** One rule set version. Published versions never change; a change is a new version. */
export interface RuleSet {
  readonly id: string
  readonly version: number
  /** RFC 3339 date-time from which this version is in force. */
  readonly validFrom: string
  readonly legalGround: LocalText
  readonly names: LocalText
  readonly rules: readonly Rule[]
  readonly exampleCases: readonly ExampleCase[]
}

/** One rule: judges every matter of one kind by itself and darkens while it applies, is not ended and is not past `until`. */
export interface Rule {
  readonly id: string
  readonly version: number
  /** The kind of matter this rule judges, one by one, as `item`. */
  readonly about: MatterKind
  /** CertLogic over `{ now, item }`; must give true or false. */
  readonly appliesWhen: unknown
  readonly colour: 'yellow' | 'red'
  /** CertLogic over `{ now, item }` that gives a date-time, or JSON null where only `ends` ends the finding. */
  readonly until: unknown
  /** The finding ends as soon as every condition of any one of these holds. */
  readonly ends: readonly RuleEnd[]
  readonly texts: { readonly [L in Language]: RuleTexts }
  readonly legalGround: LocalText
}

/** Conditions that must all hold. The only place where negative tests and reports can be read: they end findings, they never begin one. */
export interface RuleEnd {
  /** A `release` covers the matter. */
  readonly released?: true
  /** So many negative tests sampled after the matter, each so many hours after the one before, all within so many hours. */
  readonly negativeTests?: { readonly count: number; readonly apartHoursMin: number; readonly withinHoursMax: number }
  /** So many different days reported as well after the matter, since the last day reported as unwell. */
  readonly healthyReportDays?: number
  /** So many times 24 hours have passed since the matter. */
  readonly daysElapsed?: number
  /** A single (not pooled) negative or positive result of a sample taken at or after the matter. */
  readonly singleResult?: true
  /** Any sample taken since the matter (for a missed round: since the round began). */
  readonly sampled?: true
}

/** Words for a tired person, in one language. */
export interface RuleTexts {
  readonly why: string
  readonly until: string
  readonly whatToDo: string
}

/** A case the rule set must get right: `runExampleCases` says whether it does, and a rule set is published only then. */
export interface ExampleCase {
  readonly name: LocalText
  readonly evidence: readonly Evidence[]
  /** RFC 3339 date-time at which the question is asked. */
  readonly at: string
  readonly expect: { readonly colour: Colour; readonly ruleIds: readonly string[]; readonly until?: string | null }
}

/** One rule that currently applies, with the evidence it rests on. `until` null: see `texts.until` for what ends it. */
export interface Finding {
  readonly ruleId: string
  readonly ruleVersion: number
  readonly colour: 'yellow' | 'red'
  readonly evidenceIds: readonly string[]
  readonly from: string
  readonly until: string | null
  readonly texts: { readonly [L in Language]: RuleTexts }
}

/** The colour with everything needed to explain it. `changesAt`: epoch milliseconds before which nothing here can change, null = never. */
export interface Decision {
  readonly colour: Colour
  readonly findings: readonly Finding[]
  /** A rule that could not be evaluated on a matter. It darkens nothing. */
  readonly undecided: readonly { readonly ruleId: string; readonly evidenceId: string; readonly reason: string }[]
  readonly changesAt: number | null
}

/** The door of `@evergate/pass/rules`: CertLogic, evidence, facts, rule sets, colours. Only re-exports. */
export * from './certlogic/index.ts'
export type { Evidence, EvidenceData, EvidenceKind, EvidenceRow, RiskLevel } from './evidence.ts'
export type { MatterItems, MatterKind } from './facts.ts'
export type {
  Colour,
  Decision,
  ExampleCase,
  Finding,
  Language,
  LocalText,
  Rule,
  RuleEnd,
  RuleSet,
  RuleTexts,
} from './rule-set.ts'

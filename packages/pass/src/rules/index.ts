/** The door of `@evergate/pass/rules`: CertLogic, evidence, facts, rule sets, colours. Only re-exports. */
export * from './certlogic/index.ts'
export { type CheckedEvidence, checkEvidence, type EvidenceRefusal } from './check-evidence.ts'
export { decideColour } from './decide-colour.ts'
export type { Evidence, EvidenceData, EvidenceKind, EvidenceRow, RiskLevel, Symptom } from './evidence.ts'
export { type ExampleOutcome, runExampleCases } from './example-cases.ts'
export { arrival, exampleRuleSets, hangzhou202002, xian202112, zhengzhou202201 } from './example-rule-sets.ts'
export { buildFacts, type Facts, type Test } from './facts.ts'
export { type LoadedRuleSet, type LoadingOfRuleSet, loadRuleSet } from './load-rule-set.ts'
export type { Matter, MatterItems, MatterKind } from './matters.ts'
export { decidePlainTests, type PlainDecision, type PlainTest } from './plain-tests.ts'
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
export { ruleSetLimits } from './rule-set-shape.ts'

/** The door of CertLogic: evaluate, compile, validate, limits, and the reading of date-times that goes with them. */
export { formatDateTime } from './date-time.ts'
export { type CertLogicOptions, type Compilation, type CompiledExpression, compile, type Evaluation, evaluate } from './evaluate.ts'
export { certLogicLimits } from './limits.ts'
export type { UndecidedReason } from './undecided.ts'
export { type ExpressionIssue, validate } from './validate.ts'

/**
 * `@evergate/pass/contact`: when a client talks to a server that has thirteen million of them. Apps and simulated phones use the same functions; what other
 * clients must do is docs/spec/contact.md.
 */
export {
  type Ask,
  afterAnswer,
  afterReturn,
  afterSilence,
  askAtMs,
  type ContactMemory,
  type Heard,
  nothingHeard,
} from './contact-memory.ts'
export { createJoinedCalls, type JoinedCalls } from './joined-calls.ts'
export { type LoadClass, levelMax, levelOfRung, loadClasses, refusedShare, rungMax } from './load.ts'
export { canBeShown, type HeldPasses, type PassContact, type PassPlan, planPassContact, type Validity } from './pass-contact.ts'
export {
  backgroundPace,
  callPace,
  createRetryBudget,
  deadlineHeader,
  type FailedAttempt,
  isPassing,
  type Pace,
  type RetryBudget,
  repeatAfterMs,
  retryDelayMs,
} from './repeat.ts'
export { readServerSays, type ServerSays } from './server-says.ts'

// The gate check: from a QR's text and a gate's files to an answer, in the order size and structure, issuer key, signature, time, device proof
// and slot, status and its age, policy. Never throws, never fetches. `deny` is said only of a verified pass by a policy.

import { verifyToken } from '../cose/token.ts'
import { PASS_CLOCK_SKEW_SECONDS } from '../limits.ts'
import type { PassKind } from '../pass/pass.ts'
import { type DecodedPass, passIdentity } from '../pass/pass.ts'
import { type Presentation, readPresentation, verifyPresentation } from '../pass/presentation.ts'
import { decideAtVenue } from '../policy/decide-at-venue.ts'
import type { Answer, Texts, VenuePolicies } from '../policy/policies.ts'
import { accept, type Reason, type Result, refuse } from '../result.ts'
import type { Colour } from '../status/colour.ts'
import { epochStart, toIsoTime, type UnixSeconds } from '../time.ts'
import { fileAge, type GateFilesAge } from './file-age.ts'
import type { GateState } from './gate-state.ts'
import type { RegionFiles } from './held-files.ts'
import { findKey } from './key-ring.ts'
import { findShard, type KnownColour, type LostFiles, lookUpColour } from './status-look-up.ts'

/** One check. */
export interface GateCheck {
  readonly now: UnixSeconds
  /** A key of the policy's venues: workplace, hospital, … */
  readonly venueType: string
  /** When the gate showed a nonce, the presentation must answer exactly that one. */
  readonly nonce?: Uint8Array
  /** Default: colour_in_pass. */
  readonly lostFiles?: LostFiles
}

/** The step at which a check ended. Before `status` it is the code that was refused, not the person. */
export type CheckStage = 'structure' | 'issuer' | 'signature' | 'time' | 'device' | 'status' | 'policy'

/** What a guard may be shown of a verified pass. */
export interface CheckedPass {
  readonly iss: string
  readonly kind: PassKind
  readonly displayHint: string
  readonly lastNegativeAt: UnixSeconds | null
  /** Whole hours, rounded down. */
  readonly testAgeHours: number | null
  /** See `passIdentity`; changes with every epoch. */
  readonly identity: string
}

/** The answer. */
export interface GateAnswer {
  readonly answer: Answer
  /** Codes, the decisive one first; then `status.as_of`, `status.colour_from_pass`, `paper.check_identity` where they apply. */
  readonly reasons: readonly Reason[]
  readonly stage: CheckStage
  /** Null wherever the colour is not known well enough to be said. */
  readonly colour: Colour | null
  readonly asOf: UnixSeconds | null
  /** Past the soft age limit: say "as of". */
  readonly aged: boolean
  /** Null until the pass's signature, time and proof have been verified. */
  readonly pass: CheckedPass | null
  readonly files: GateFilesAge
  /** The region's words for the answer, and for the decisive reason where it has any. */
  readonly texts: Texts | null
  readonly reasonTexts: Texts | null
}

/** A check under way: what has been learned so far goes into the answer, wherever it ends. */
interface Progress {
  stage: CheckStage
  files: GateFilesAge
  policies: VenuePolicies | null
  pass: CheckedPass | null
  known: KnownColour | null
}

/** Checks a QR's text against a gate's files. See docs/spec/gate-check.md for every step and reason. */
export async function checkAtGate(state: GateState, text: string, check: GateCheck): Promise<GateAnswer> {
  const progress: Progress = { stage: 'structure', files: state.files('', check.now), policies: null, pass: null, known: null }
  const outcome = await runCheck(state, text, check, progress)
  const decision = outcome.ok ? outcome.value : { answer: 'check_another_way' as const, reason: outcome.reason }
  const { known, pass, policies, stage, files } = progress
  const reasons = [decision.reason]
  if (known?.aged) reasons.push('status.as_of')
  if (known?.fromPass) reasons.push('status.colour_from_pass')
  if (pass?.kind === 'paper') reasons.push('paper.check_identity')
  return {
    answer: decision.answer,
    reasons,
    stage,
    colour: known?.colour ?? null,
    asOf: known?.asOf ?? null,
    aged: known?.aged ?? false,
    pass,
    files,
    texts: policies?.answerTexts[decision.answer] ?? null,
    reasonTexts:
      policies !== null && Object.hasOwn(policies.reasonTexts, decision.reason) ? (policies.reasonTexts[decision.reason] ?? null) : null,
  }
}

async function runCheck(
  state: GateState,
  text: string,
  check: GateCheck,
  progress: Progress,
): Promise<Result<{ readonly answer: Answer; readonly reason: Reason }>> {
  const presentation = readPresentation(text)
  if (!presentation.ok) return presentation
  const { pass } = presentation.value
  const files = state.held.regions.get(pass.claims.iss)
  noteFiles(state, files, pass, check.now, progress)
  const proven = await proveCode(state, files, presentation.value, check, progress)
  if (!proven.ok) return proven
  const { lastNegativeAt, displayHint, iss } = pass.claims
  const testAgeHours = lastNegativeAt === null ? null : Math.max(0, Math.floor((check.now - lastNegativeAt) / 3600))
  progress.pass = { iss, kind: pass.kind, displayHint, lastNegativeAt, testAgeHours, identity: passIdentity(pass.claims) }

  progress.stage = 'status'
  const policies = usablePolicies(proven.value, check.now)
  if (!policies.ok) return policies
  const { softAgeSeconds, hardAgeSeconds } = policies.value
  const known = lookUpColour(proven.value, pass.claims, {
    softAgeSeconds,
    hardAgeSeconds,
    now: check.now,
    lostFiles: check.lostFiles ?? 'colour_in_pass',
  })
  if (!known.ok) return known
  progress.known = known.value

  progress.stage = 'policy'
  const facts = {
    colour: known.value.colour,
    paper: pass.kind === 'paper',
    venueType: check.venueType,
    testAgeHours,
    lastNegativeAt: lastNegativeAt === null ? null : toIsoTime(lastNegativeAt),
    now: toIsoTime(check.now),
  }
  return accept(decideAtVenue(policies.value, facts))
}

/** Issuer key, signature, time, device: after this the code is what it says it is. */
async function proveCode(
  state: GateState,
  files: RegionFiles | undefined,
  presentation: Presentation,
  check: GateCheck,
  progress: Progress,
): Promise<Result<RegionFiles>> {
  const { pass } = presentation
  progress.stage = 'issuer'
  if (progress.files.trustList === null) return refuse('trust_list.missing')
  if (progress.files.trustList.expired) return refuse('trust_list.expired')
  if (files === undefined) return refuse('issuer.unknown_region')
  if (progress.files.keyList === null) return refuse('key_list.missing')
  if (progress.files.keyList.expired) return refuse('key_list.expired')
  const key = findKey(files.dailyKeys, pass.kid, check.now)
  if (!key.ok) return key

  progress.stage = 'signature'
  const verified = await verifyToken(pass.token, key.value.verifier)
  if (!verified.ok) return verified

  progress.stage = 'time'
  const inTime = checkTime(files, pass, check.now)
  if (!inTime.ok) return inTime

  progress.stage = 'device'
  const proof = await verifyPresentation(presentation, check, state.importVerifier)
  return proof.ok ? accept(files) : proof
}

function checkTime(files: RegionFiles, pass: DecodedPass, now: UnixSeconds): Result<true> {
  const { claims, kind } = pass
  const family = files.region.families.find((each) => each.family === claims.family)
  if (family === undefined || family.kind !== kind) return refuse('pass.wrong_family')
  const begins = epochStart({ utcOffsetSeconds: files.region.utcOffsetSeconds, epochDays: family.epochDays }, claims.epoch)
  const validFrom = Math.max(claims.issuedAt, claims.notBefore ?? 0, begins)
  if (now + PASS_CLOCK_SKEW_SECONDS < validFrom) return refuse('pass.not_yet_valid')
  return now - PASS_CLOCK_SKEW_SECONDS < claims.expiresAt ? accept(true) : refuse('pass.expired')
}

function noteFiles(state: GateState, files: RegionFiles | undefined, pass: DecodedPass, now: UnixSeconds, progress: Progress): void {
  const shard = files === undefined ? undefined : findShard(files, pass.claims)
  const statusShard = shard === undefined ? null : fileAge({ version: shard.value.version, value: shard.value }, now)
  progress.files = { ...state.files(pass.claims.iss, now), statusShard }
  progress.policies = files?.policies?.value ?? null
}

function usablePolicies(files: RegionFiles, now: UnixSeconds): Result<VenuePolicies> {
  const policies = files.policies?.value
  if (policies === undefined) return refuse('policies.missing')
  return now < policies.expiresAt ? accept(policies) : refuse('policies.expired')
}

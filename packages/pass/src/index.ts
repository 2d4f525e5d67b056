// The public door of @evergate/pass. Only re-exports: passes and presentations, status lists, trust, venue policies, the gate check.
export { decodeBase45, encodeBase45 } from './base45.ts'
export { fromHex, toHex } from './bytes.ts'
export { CLAIM, HEADER, PRESENTATION_CONTEXT, TEXT_PREFIX, TYP } from './cose/claim-keys.ts'
export { decodeSign1, type Sign1, verifySign1 } from './cose/sign1.ts'
export type { Token } from './cose/token.ts'
export {
  type EcJwk,
  jwkFromPublicKey,
  keyId,
  keyThumbprint,
  type PublicKey,
  pointFromPublicKey,
  publicKeyFromCoseKey,
  publicKeyFromJwk,
  publicKeyFromPoint,
} from './crypto/public-key.ts'
export { hmacSha256, sha256 } from './crypto/sha256.ts'
export type { ImportVerifier, Signer, Verifier } from './crypto/signer.ts'
export { type EcKeyPair, importVerifyingKey, signerFromKeyPair } from './crypto/web-crypto.ts'
export { type CheckedPass, type CheckStage, checkAtGate, type GateAnswer, type GateCheck } from './gate/check-at-gate.ts'
export type { FileAge, GateFilesAge } from './gate/file-age.ts'
export type { GatePlain, RegionPlain } from './gate/gate-plain.ts'
export { type Accepted, createGateState, type GateOptions, type GateState, type ShardWanted } from './gate/gate-state.ts'
export { restoreGateState } from './gate/restore-gate.ts'
export type { LostFiles } from './gate/status-look-up.ts'
export * from './limits.ts'
export { type DecodedPass, decodePass, issuePass, type PassClaims, type PassKind, passIdentity, verifyPass } from './pass/pass.ts'
export {
  type Presentation,
  type PresentationProof,
  paperPassText,
  presentationBytes,
  presentPass,
  readPresentation,
  slotAt,
  verifyPresentation,
} from './pass/presentation.ts'
export {
  keyListPath,
  parseStatusShardPath,
  policiesPath,
  type ShardName,
  statusIndexPath,
  statusShardPath,
  trustListPath,
} from './paths.ts'
export { createPermutation, deriveEpochKey, PERMUTATION_ROUNDS, type Permutation, permute, unpermute } from './permutation.ts'
export { decideAtVenue, NEVER_DENY_VENUES, type PolicyFacts } from './policy/decide-at-venue.ts'
export { examplePolicies } from './policy/example-policies.ts'
export { ANSWERS, type Answer, decodePolicies, issuePolicies, type PolicyRule, type Texts, type VenuePolicies } from './policy/policies.ts'
export { checkResidentIdNumber, type ResidentIdNumber, residentIdCheckCharacter } from './resident-id.ts'
export type { Reason, Refused, Result } from './result.ts'
export { type Colour, colourOfStatus, STATUS_CANCELLED, type StatusValue, statusOfColour } from './status/colour.ts'
export { decodeStatusIndex, issueStatusIndex, type LiveList, type LiveShard, type StatusIndex } from './status/index-file.ts'
export { createStatusBits, getStatus, inflateBits, STATUS_BITS, setStatus, shardCount, shardEntries, shardOf } from './status/list.ts'
export { decodeStatusShard, issueStatusShard, type StatusShard } from './status/shard.ts'
export { type StatusListClaim, statusListFromWire } from './status/status-list-claim.ts'
export { type EpochCalendar, epochAt, epochEnd, epochStart, toIsoTime, type UnixSeconds } from './time.ts'
export { decodeKeyList, issueKeyList, type KeyList } from './trust/key-list.ts'
export { decodeTrustList, issueTrustList, type ListFamily, type TrustedRegion, type TrustList } from './trust/trust-list.ts'
export type { ValidKey } from './trust/valid-key.ts'

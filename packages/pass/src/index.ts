// The public door of @evergate/pass: passes, presentations, status lists, trust lists, venue policies and the gate check.
// Time is always an input (unix seconds), bytes are Uint8Array, nothing throws on hostile input.

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason }
/** A permanent code such as `pass.malformed` or `signature.invalid`. */
export type Reason = string
/** Whole seconds since 1970-01-01T00:00:00Z. */
export type UnixSeconds = number

// keys
/** A P-256 public key everywhere in this library: SEC1 compressed point, 33 bytes. */
export type PublicKey = Uint8Array
export interface Signer {
  readonly kid: Uint8Array
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
export interface Verifier {
  verify(bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}
export interface EcJwk {
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly y: string
}
export type ImportVerifier = (publicKey: PublicKey) => Promise<Result<Verifier>>
export declare function publicKeyFromPoint(point: Uint8Array): Result<PublicKey>
export declare function publicKeyFromJwk(jwk: EcJwk): Result<PublicKey>
export declare function publicKeyFromCoseKey(bytes: Uint8Array): Result<PublicKey>
export declare function jwkFromPublicKey(publicKey: PublicKey): Result<EcJwk>
export declare function keyThumbprint(publicKey: PublicKey): Result<Uint8Array>
export declare function keyId(publicKey: PublicKey): Result<Uint8Array>
export declare function importVerifyingKey(key: PublicKey | EcJwk): Promise<Result<Verifier>>
export declare function signerFromKeyPair(pair: { readonly publicKey: object; readonly privateKey: object }): Promise<Signer>

// pass
export type Colour = 'green' | 'yellow' | 'red'
export type PassKind = 'phone' | 'paper'
export interface PassClaims {
  readonly iss: string
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly notBefore?: UnixSeconds
  readonly family: number
  readonly epoch: number
  readonly index: number
  readonly colour: Colour
  /** Carried in whole minutes before `issuedAt`, rounded towards older. */
  readonly lastNegativeAt: UnixSeconds | null
  readonly displayHint: string
  /** The phone's key; null makes a paper pass. */
  readonly deviceKey: PublicKey | null
}
export interface DecodedPass {
  readonly claims: PassClaims
  readonly kind: PassKind
  readonly kid: Uint8Array
  readonly bytes: Uint8Array
}
export declare function issuePass(claims: PassClaims, signer: Signer): Promise<Result<Uint8Array>>
export declare function decodePass(bytes: Uint8Array): Result<DecodedPass>
export declare function verifyPass(bytes: Uint8Array, verifier: Verifier): Promise<Result<DecodedPass>>
export declare function passIdentity(claims: PassClaims): string

// what the QR says
export interface Presentation {
  readonly pass: DecodedPass
  readonly proof: { readonly slot: number; readonly nonce: Uint8Array | null; readonly signature: Uint8Array } | null
}
export declare function slotAt(now: UnixSeconds): number
export declare function presentPass(
  pass: Uint8Array,
  device: Pick<Signer, 'sign'>,
  at: { readonly now: UnixSeconds; readonly nonce?: Uint8Array },
): Promise<Result<string>>
export declare function paperPassText(pass: Uint8Array): Result<string>
export declare function readPresentation(text: string): Result<Presentation>

// epochs, list places
export interface EpochCalendar {
  readonly utcOffsetSeconds: number
  readonly epochDays: number
}
export declare function epochAt(calendar: EpochCalendar, now: UnixSeconds): number
export declare function epochStart(calendar: EpochCalendar, epoch: number): UnixSeconds
export declare function epochEnd(calendar: EpochCalendar, epoch: number): UnixSeconds
export interface Permutation {
  readonly capacity: number
  indexOf(serial: number): number
  serialOf(index: number): number
}
export declare function createPermutation(key: Uint8Array, capacity: number): Permutation
export declare function permute(key: Uint8Array, capacity: number, serial: number): number
export declare function unpermute(key: Uint8Array, capacity: number, index: number): number
export declare function deriveEpochKey(master: Uint8Array, family: number, epoch: number): Uint8Array

// status lists: 2 bits an entry, 131,072 entries a shard
export type StatusValue = 0 | 1 | 2 | 3
export declare function statusOfColour(colour: Colour): StatusValue
/** null = cancelled. */
export declare function colourOfStatus(status: StatusValue): Colour | null
export declare function shardCount(capacity: number): number
export declare function shardEntries(capacity: number, shard: number): number
export declare function shardOf(index: number): { readonly shard: number; readonly offset: number }
export declare function createStatusBits(entries: number): Uint8Array
export declare function setStatus(bits: Uint8Array, offset: number, status: StatusValue): void
export declare function getStatus(bits: Uint8Array, offset: number): StatusValue
export interface ShardName {
  readonly iss: string
  readonly family: number
  readonly epoch: number
  readonly shard: number
  readonly version: number
}
export interface StatusShard extends ShardName {
  readonly baseUrl: string
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly ttlSeconds: number
  /** Packed bits, `shardEntries / 4` bytes. */
  readonly bits: Uint8Array
}
export declare function issueStatusShard(
  shard: StatusShard,
  signer: Signer,
  deflate?: (bytes: Uint8Array) => Uint8Array,
): Promise<Result<Uint8Array>>
export declare function decodeStatusShard(bytes: Uint8Array): Result<StatusShard>
export interface LiveShard {
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly sha256: Uint8Array
}
export interface LiveList {
  readonly family: number
  readonly epoch: number
  readonly capacity: number
  readonly shards: readonly LiveShard[]
}
export interface StatusIndex {
  readonly iss: string
  readonly sequence: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly lists: readonly LiveList[]
}
export declare function issueStatusIndex(index: StatusIndex, signer: Signer): Promise<Result<Uint8Array>>
export declare function decodeStatusIndex(bytes: Uint8Array): Result<StatusIndex>

// trust: root -> region -> daily issuing key
export interface ValidKey {
  readonly publicKey: PublicKey
  readonly notBefore: UnixSeconds
  readonly expiresAt: UnixSeconds
}
export interface ListFamily {
  readonly family: number
  readonly kind: PassKind
  readonly epochDays: number
}
export interface TrustedRegion {
  readonly iss: string
  readonly baseUrl: string
  readonly names: Readonly<Record<string, string>>
  readonly utcOffsetSeconds: number
  readonly families: readonly ListFamily[]
  readonly keys: readonly ValidKey[]
}
export interface TrustList {
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly regions: readonly TrustedRegion[]
}
export interface KeyList {
  readonly iss: string
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly keys: readonly ValidKey[]
}
export declare function issueTrustList(list: TrustList, root: Signer): Promise<Result<Uint8Array>>
export declare function decodeTrustList(bytes: Uint8Array): Result<TrustList>
export declare function issueKeyList(list: KeyList, region: Signer): Promise<Result<Uint8Array>>
export declare function decodeKeyList(bytes: Uint8Array): Result<KeyList>

// venue policies
export type Answer = 'admit' | 'admit_with_precautions' | 'deny' | 'check_another_way'
export type Texts = Readonly<Record<string, string>>
export interface PolicyRule {
  /** Reason code shown when this rule answers, e.g. `test_too_old`. */
  readonly reason: string
  /** A CertLogic expression over PolicyFacts that yields true or false. */
  readonly when: unknown
  readonly answer: Answer
}
export interface VenuePolicies {
  readonly iss: string
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  /** Past the soft age the answer carries "as of"; past the hard one it is check_another_way. */
  readonly softAgeSeconds: number
  readonly hardAgeSeconds: number
  /** The first rule whose `when` is true answers; none or an undecided one: check_another_way. */
  readonly venues: Readonly<Record<string, readonly PolicyRule[]>>
  readonly answerTexts: Readonly<Record<Answer, Texts>>
  readonly reasonTexts: Readonly<Record<string, Texts>>
}
export interface PolicyFacts {
  readonly colour: Colour
  readonly paper: boolean
  readonly venueType: string
  /** Whole hours since the last negative sample, rounded down; null when there is none. */
  readonly testAgeHours: number | null
  /** RFC 3339, UTC. */
  readonly lastNegativeAt: string | null
  readonly now: string
}
export declare function issuePolicies(policies: VenuePolicies, region: Signer): Promise<Result<Uint8Array>>
export declare function decodePolicies(bytes: Uint8Array): Result<VenuePolicies>
export declare function examplePolicies(head: Pick<VenuePolicies, 'iss' | 'version' | 'issuedAt' | 'expiresAt'>): VenuePolicies
export declare function decideAtVenue(policies: VenuePolicies, facts: PolicyFacts): { readonly answer: Answer; readonly reason: string }

// gate
export type Accepted = { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly reason: Reason }
export interface FileAge {
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly ageSeconds: number
  readonly expired: boolean
}
export interface ShardWanted extends ShardName {
  /** Below the region's static base, see paths. */
  readonly path: string
}
/** Plain structured-cloneable data for IndexedDB; opaque to callers. */
export type GatePlain = object
export interface GateState {
  acceptTrustList(bytes: Uint8Array, now: UnixSeconds): Promise<Accepted>
  acceptKeyList(bytes: Uint8Array, now: UnixSeconds): Promise<Accepted>
  acceptPolicies(bytes: Uint8Array, now: UnixSeconds): Promise<Accepted>
  acceptStatusIndex(bytes: Uint8Array, now: UnixSeconds): Promise<Accepted>
  acceptStatusShard(bytes: Uint8Array, now: UnixSeconds): Promise<Accepted>
  /** Shards the held index calls live and that are not held in that version. */
  wantedShards(iss: string): readonly ShardWanted[]
  regions(): readonly TrustedRegion[]
  files(iss: string, now: UnixSeconds): GateFilesAge
  toPlain(): GatePlain
}
export interface GateFilesAge {
  readonly trustList: FileAge | null
  readonly keyList: FileAge | null
  readonly policies: FileAge | null
  readonly statusIndex: FileAge | null
  readonly statusShard: FileAge | null
}
export interface GateOptions {
  readonly rootKeys: readonly PublicKey[]
  readonly importVerifier?: ImportVerifier
}
export declare function createGateState(options: GateOptions): GateState
export declare function restoreGateState(plain: unknown, options: GateOptions): Promise<GateState>
export type CheckStage = 'structure' | 'issuer' | 'signature' | 'time' | 'device' | 'status' | 'policy'
export interface GateAnswer {
  readonly answer: Answer
  /** Codes, the decisive one first. */
  readonly reasons: readonly string[]
  /** The last step of the check that was reached; before `status` the code itself was refused. */
  readonly stage: CheckStage
  readonly colour: Colour | null
  readonly asOf: UnixSeconds | null
  /** True past the soft age: show "as of". */
  readonly aged: boolean
  readonly pass: {
    readonly iss: string
    readonly kind: PassKind
    readonly displayHint: string
    readonly lastNegativeAt: UnixSeconds | null
    readonly testAgeHours: number | null
    readonly identity: string
  } | null
  readonly files: GateFilesAge
  /** The region's words for the answer by language, where its policies are held. */
  readonly texts: Texts | null
}
export interface GateCheck {
  readonly now: UnixSeconds
  readonly venueType: string
  /** When given, the presentation must answer exactly this nonce. */
  readonly nonce?: Uint8Array
  /** What to do when the shard is missing or past its hard age: fall back on the colour in the pass as of its issuing (default), or not. */
  readonly lostFiles?: 'colour_in_pass' | 'check_another_way'
}
export declare function checkAtGate(state: GateState, text: string, check: GateCheck): Promise<GateAnswer>

// names of the static files below a region server's base
export declare const trustListPath: string
export declare function keyListPath(iss: string): string
export declare function policiesPath(iss: string): string
export declare function statusIndexPath(iss: string): string
export declare function statusShardPath(name: ShardName): string
export declare function parseStatusShardPath(path: string): Result<ShardName>

// small sync digests and text forms
export declare function sha256(bytes: Uint8Array): Uint8Array
export declare function encodeBase45(bytes: Uint8Array): string
export declare function decodeBase45(text: string): Result<Uint8Array>

// GB 11643
export interface ResidentIdNumber {
  readonly number: string
  readonly division: string
  /** YYYY-MM-DD */
  readonly birthDate: string
  readonly sex: 'male' | 'female'
}
export declare function checkResidentIdNumber(text: string): Result<ResidentIdNumber>

/**
 * A gate that holds one region's files, and phones' codes to be shown at it: made with WebCrypto alone, so that the same runs in Node and in a browser.
 */
import {
  createGateState,
  createStatusBits,
  epochAt,
  epochEnd,
  examplePolicies,
  type GateState,
  type ImportVerifier,
  issueKeyList,
  issuePass,
  issuePolicies,
  issueStatusIndex,
  issueStatusShard,
  issueTrustList,
  presentPass,
  type Result,
  type Signer,
  sha256,
  signerFromKeyPair,
} from '@evergate/pass'

const iss = 'CN-6101'
const baseUrl = 'https://static.example/public'
const noon = 1_640_577_600
const daySeconds = 86_400
const calendar = { utcOffsetSeconds: 28_800, epochDays: 1 }
const epoch = epochAt(calendar, noon)
const capacity = 131_072

/** A gate and what is shown at it. */
export interface MadeUpGate {
  readonly gate: GateState
  /** One code each of as many phones. */
  readonly texts: readonly string[]
  readonly check: { readonly now: number; readonly venueType: string }
}

/** Makes a gate and so many phones; `importVerifier` replaces the library's own. */
export async function makeGate(phones: number, importVerifier?: ImportVerifier): Promise<MadeUpGate> {
  const [root, region, daily] = [await makeSigner(), await makeSigner(), await makeSigner()]
  const gate = createGateState({ rootKeys: [root.publicKey], ...(importVerifier === undefined ? {} : { importVerifier }) })
  const head = { iss, version: 1, issuedAt: noon, expiresAt: noon + 7 * daySeconds }
  const keyOf = ({ publicKey }: { readonly publicKey: Uint8Array }) => ({
    publicKey,
    notBefore: noon - daySeconds,
    expiresAt: noon + 40 * daySeconds,
  })
  const families = [{ family: 0, kind: 'phone' as const, epochDays: 1 }]
  const described = { iss, baseUrl, names: { 'zh-CN': '西安', en: 'Xi’an' }, utcOffsetSeconds: 28_800, families, keys: [keyOf(region)] }
  must(await gate.acceptTrustList(must(await issueTrustList({ ...head, regions: [described] }, root)), noon))
  must(await gate.acceptKeyList(must(await issueKeyList({ ...head, keys: [keyOf(daily)] }, region)), noon))
  must(await gate.acceptPolicies(must(await issuePolicies(examplePolicies(head), region)), noon))
  await deliverList(gate, daily)
  const now = noon + 3_600
  const texts: string[] = []
  for (let index = 0; index < phones; index++) texts.push(await show(index, daily, now))
  return { gate, texts, check: { now, venueType: 'workplace' } }
}

async function deliverList(gate: GateState, daily: Signer): Promise<void> {
  const name = { iss, family: 0, epoch, shard: 0, version: 1 }
  const times = { issuedAt: noon, expiresAt: noon + 7 * daySeconds }
  const shard = must(await issueStatusShard({ ...name, ...times, baseUrl, ttlSeconds: 30, bits: createStatusBits(capacity) }, daily))
  const lists = [{ family: 0, epoch, capacity, shards: [{ version: 1, issuedAt: noon, sha256: sha256(shard) }] }]
  must(await gate.acceptStatusIndex(must(await issueStatusIndex({ iss, sequence: 1, ...times, lists }, daily)), noon))
  must(await gate.acceptStatusShard(shard, noon))
}

async function show(index: number, daily: Signer, now: number): Promise<string> {
  const phone = await makeSigner()
  const claims = {
    iss,
    issuedAt: noon,
    expiresAt: epochEnd(calendar, epoch),
    family: 0,
    epoch,
    index,
    colour: 'green',
    displayHint: '王*',
  } as const
  const pass = must(await issuePass({ ...claims, lastNegativeAt: noon - 6 * 3_600, deviceKey: phone.publicKey }, daily))
  return must(await presentPass(pass, phone, { now }))
}

async function makeSigner() {
  return signerFromKeyPair(await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']))
}

function must<T>(result: Result<T> | { readonly ok: true; readonly changed: boolean }): T {
  if (!result.ok) throw new Error(`refused: ${result.reason}`)
  return ('value' in result ? result.value : undefined) as T
}

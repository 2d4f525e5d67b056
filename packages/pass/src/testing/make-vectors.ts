// The library's own vectors, made anew from fixed keys and times: what vectors/*.json must hold. A stranger needs only those files and
// docs/spec; nothing in them depends on how they are made here.
import {
  checkAtGate,
  createPermutation,
  deriveEpochKey,
  type GateCheck,
  keyThumbprint,
  type PassClaims,
  paperPassText,
  permute,
  presentationBytes,
  presentPass,
  readPresentation,
  toHex,
} from '../index.ts'
import {
  BASE_URL,
  CAPACITY,
  DAY_ENDS,
  daily,
  ISS,
  keyList,
  must,
  NOON,
  openGate,
  PAPER_EPOCH,
  paperClaims,
  passBytes,
  phone,
  phoneClaims,
  policies,
  policiesOf,
  publish,
  region,
  root,
  stranger,
  TODAY,
  trustList,
} from './demo-region.ts'

/** Entries that are not green in the published lists of the vectors. */
const ENTRIES = { 11: 2, 12: 3, 13: 1, 999: 3 } as const
const NONCE = Uint8Array.of(0xde, 0xad, 0xbe, 0xef, 0, 1, 2, 3)

/** Every vector file by its name without `.json`. */
export async function makeVectors(): Promise<Readonly<Record<string, unknown>>> {
  return {
    keys: makeKeys(),
    pass: await makePasses(),
    presentation: await makePresentations(),
    'signed-files': await makeSignedFiles(),
    permutation: makePermutations(),
    'gate-check': await makeGateChecks(),
  }
}

/** Vectors as they stand in their files. */
export function vectorText(vector: unknown): string {
  return `${JSON.stringify(vector, null, 2)}\n`
}

function makeKeys() {
  const signers = { root, region, daily, phone, stranger }
  return Object.fromEntries(
    Object.entries(signers).map(([name, { privateKey, publicKey, kid }]) => [
      name,
      { privateKey: toHex(privateKey), publicKey: toHex(publicKey), thumbprint: toHex(must(keyThumbprint(publicKey))), kid: toHex(kid) },
    ]),
  )
}

async function makePasses() {
  const cases: [string, PassClaims][] = [
    ['phone', phoneClaims()],
    ['paper', paperClaims()],
    ['phone, largest of a city', phoneClaims({ index: 12_952_906, displayHint: '欧阳*', lastNegativeAt: NOON - 40 * 86_400 })],
    ['phone, no test, red', phoneClaims({ lastNegativeAt: null, colour: 'red' })],
    ['phone, from a time of its own', phoneClaims({ notBefore: NOON + 3_600 })],
  ]
  return Promise.all(
    cases.map(async ([name, claims]) => ({ name, claims: claimsAsJson(claims), signedBy: 'daily', pass: toHex(await passBytes(claims)) })),
  )
}

function claimsAsJson(claims: PassClaims) {
  return { ...claims, deviceKey: claims.deviceKey === null ? null : toHex(claims.deviceKey) }
}

async function makePresentations() {
  const pass = await passBytes()
  const phones = [
    { name: 'phone, a minute after issue', now: NOON + 65, nonce: null },
    { name: 'phone, at the end of the day', now: DAY_ENDS - 1, nonce: null },
    { name: 'phone, answering a nonce', now: NOON + 65, nonce: NONCE },
  ]
  const cases = phones.map(async ({ name, now, nonce }) => {
    const text = must(await presentPass(pass, phone, { now, ...(nonce === null ? {} : { nonce }) }))
    const { proof } = must(readPresentation(text))
    if (proof === null) throw new Error('a phone proves')
    return {
      name,
      now,
      slot: proof.slot,
      nonce: nonce === null ? null : toHex(nonce),
      pass: toHex(pass),
      signedBytes: toHex(presentationBytes(pass, proof.slot, nonce)),
      signature: toHex(proof.signature),
      text,
    }
  })
  const paper = await passBytes(paperClaims())
  return { phone: await Promise.all(cases), paper: { pass: toHex(paper), text: must(paperPassText(paper)) } }
}

async function makeSignedFiles() {
  const published = await publish(1, ENTRIES)
  const [phoneShard, paperShard] = published.shards.map(toHex)
  return {
    now: NOON,
    root: toHex(root.publicKey),
    iss: ISS,
    baseUrl: BASE_URL,
    trustList: toHex(await trustList()),
    keyList: toHex(await keyList()),
    policies: { file: toHex(await policies()), holds: policiesOf() },
    statusIndex: { file: toHex(published.index), sequence: 1, capacity: CAPACITY },
    statusShards: [
      { path: `${ISS}/status/1/${TODAY}/0.1.cwt`, file: phoneShard, entriesNotGreen: ENTRIES },
      { path: `${ISS}/status/2/${PAPER_EPOCH}/0.1.cwt`, file: paperShard, entriesNotGreen: ENTRIES },
    ],
  }
}

function makePermutations() {
  const master = Uint8Array.from({ length: 32 }, (_, i) => i)
  const key = deriveEpochKey(master, 1, TODAY)
  const cases = [1, 2, 10, 1_000, 131_072, 12_952_907, 100_000_000].map((capacity) => {
    const serials = [...new Set([0, 1, Math.floor(capacity / 3), capacity - 1].filter((serial) => serial < capacity))]
    return { capacity, places: serials.map((serial) => ({ serial, index: permute(key, capacity, serial) })) }
  })
  const ten = createPermutation(key, 10)
  return {
    master: toHex(master),
    family: 1,
    epoch: TODAY,
    epochKey: toHex(key),
    wholeOfTen: Array.from({ length: 10 }, (_, serial) => ten.indexOf(serial)),
    cases,
  }
}

async function makeGateChecks() {
  const gate = await openGate(ENTRIES)
  const code = async (claims: PassClaims, now: number, device = phone) => must(await presentPass(await passBytes(claims), device, { now }))
  const at = (now: number, venueType = 'workplace'): GateCheck => ({ now, venueType })
  const hard = policiesOf().hardAgeSeconds
  const old = paperClaims({ issuedAt: NOON - 86_400, lastNegativeAt: NOON - 2 * 86_400 + 60 })
  const cases: [string, string, GateCheck][] = [
    ['green and tested', await code(phoneClaims(), NOON), at(NOON)],
    ['yellow', await code(phoneClaims({ index: 11 }), NOON), at(NOON)],
    ['red', await code(phoneClaims({ index: 12 }), NOON), at(NOON)],
    ['red at a hospital', await code(phoneClaims({ index: 12 }), NOON), at(NOON, 'hospital')],
    ['cancelled', await code(phoneClaims({ index: 13 }), NOON), at(NOON)],
    ['paper', must(paperPassText(await passBytes(paperClaims()))), at(NOON)],
    ['test a second short of 48 hours', must(paperPassText(await passBytes(old))), at(NOON + 59)],
    ['test of 48 hours', must(paperPassText(await passBytes(old))), at(NOON + 60)],
    ['past the soft age', await code(phoneClaims(), NOON + 601), at(NOON + 601)],
    ['past the hard age', must(paperPassText(await passBytes(old))), at(NOON + hard + 1)],
    ['a screenshot two slots later', await code(phoneClaims(), NOON), at(NOON + 60)],
    ['one slot later', await code(phoneClaims(), NOON), at(NOON + 59)],
    ['on another phone', await code(phoneClaims(), NOON, stranger), at(NOON)],
    ["tomorrow's pass", await code(phoneClaims({ epoch: TODAY + 1 }), NOON), at(NOON)],
    ['of an unknown region', await code(phoneClaims({ iss: 'CN-31' }), NOON), at(NOON)],
    ['not a code', 'HELLO', at(NOON)],
  ]
  return Promise.all(
    cases.map(async ([name, text, check]) => {
      const { answer, reasons, stage, colour, asOf, aged } = await checkAtGate(gate, text, check)
      return { name, text, ...check, expect: { answer, reasons, stage, colour, asOf, aged } }
    }),
  )
}

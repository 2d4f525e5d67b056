// What a gate check costs, beside the one thing it cannot do without: P-256 verifications, of which it makes two. Prints JSON. Counted in
// processor time, so that other programs on the machine do not show; the ratio hardly depends on the machine. Also places residents and packs
// shards. `npm run bench --workspace packages/pass`.
import { checkAtGate, createPermutation, importVerifyingKey, presentPass } from '../src/index.ts'
import { deflateBits, inflateBits } from '../src/status/list.ts'
import { DAY_ENDS, must, NOON, openGate, passBytes, phone } from '../src/testing/demo-region.ts'

const SECONDS = 2

/** Microseconds of processor time (all threads) a call takes, over about SECONDS of it, after warming up. */
async function cost(work: () => unknown): Promise<number> {
  for (let i = 0; i < 200; i++) await work()
  const began = process.cpuUsage()
  const spent = () => {
    const { user, system } = process.cpuUsage(began)
    return user + system
  }
  let calls = 0
  for (; spent() < SECONDS * 1_000_000; calls++) await work()
  return spent() / calls
}

const gate = await openGate()
const now = DAY_ENDS - 3600
const text = must(await presentPass(await passBytes(), phone, { now }))
const check = { now, venueType: 'workplace' }
const answer = await checkAtGate(gate, text, check)
if (answer.answer !== 'admit') throw new Error(`the benchmark measures an admission, not ${answer.reasons.join()}`)

const verifier = must(await importVerifyingKey(phone.publicKey))
const message = new Uint8Array(100)
const signature = await phone.sign(message)
const permutation = createPermutation(new Uint8Array(32).fill(1), 12_952_907)
const bits = new Uint8Array(32_768).map((_, i) => (i % 97 === 0 ? 2 : 0))
const packed = deflateBits(bits)
let serial = NOON % 1000

const verification = await cost(() => verifier.verify(message, signature))
const gateCheck = await cost(() => checkAtGate(gate, text, check))
const thousandPlaces = await cost(() => {
  for (let i = 0; i < 1000; i++) serial = permutation.indexOf(serial)
})

const report = {
  bareVerificationUs: Math.round(verification),
  gateCheckUs: Math.round(gateCheck),
  gateCheckInBareVerifications: Number((gateCheck / verification).toFixed(2)),
  gateChecksPerCoreSecond: Math.round(1_000_000 / gateCheck),
  placeUs: Number((thousandPlaces / 1000).toFixed(3)),
  shardInflateUs: Math.round(await cost(() => inflateBits(packed, bits.length))),
  shardDeflateUs: Math.round(await cost(() => deflateBits(bits))),
}
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)

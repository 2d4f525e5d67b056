// Goal: the published vectors are what the code makes, and are enough by themselves to check an implementation.
// Method: made again and compared file by file; then used from the files alone, as a stranger would.
import { describe, expect, test } from 'vitest'
import {
  checkAtGate,
  createGateState,
  createPermutation,
  decodePass,
  deriveEpochKey,
  fromHex,
  type GateCheck,
  importVerifyingKey,
  keyId,
  readPresentation,
  toHex,
  verifyPass,
  verifyPresentation,
} from './index.ts'
import { must } from './testing/demo-region.ts'
import { makeVectors, vectorText } from './testing/make-vectors.ts'

const files = import.meta.glob<never>('../vectors/*.json', { eager: true, import: 'default' })
const read = <T>(name: string): T => {
  const file = files[`../vectors/${name}.json`]
  if (file === undefined) throw new Error(`vectors/${name}.json is missing`)
  return file
}

test('the files hold exactly what the code makes (npm run vectors --workspace packages/pass)', async () => {
  const made = await makeVectors()
  expect(Object.keys(files).sort()).toEqual(
    Object.keys(made)
      .map((name) => `../vectors/${name}.json`)
      .sort(),
  )
  for (const [name, vector] of Object.entries(made)) expect(JSON.parse(vectorText(vector)), name).toEqual(read(name))
})

const keys = read<Record<string, { publicKey: string; kid: string }>>('keys')
const keyOf = (name: string) => fromHex(keys[name]?.publicKey ?? '')

test('key ids', () => {
  for (const [name, { kid }] of Object.entries(keys)) expect(toHex(must(keyId(keyOf(name))))).toBe(kid)
})

test.each(read<{ name: string; claims: Record<string, unknown>; pass: string }[]>('pass'))('pass: $name', async ({ claims, pass }) => {
  const decoded = must(await verifyPass(fromHex(pass), must(await importVerifyingKey(keyOf('daily')))))
  const { deviceKey, ...rest } = decoded.claims
  expect({ ...rest, deviceKey: deviceKey === null ? null : toHex(deviceKey) }).toEqual(claims)
})

interface PhoneCase {
  readonly name: string
  readonly now: number
  readonly slot: number
  readonly nonce: string | null
  readonly signedBytes: string
  readonly signature: string
  readonly text: string
}
const presentations = read<{ phone: PhoneCase[]; paper: { pass: string; text: string } }>('presentation')

test.each(presentations.phone)('presentation: $name', async ({ now, slot, nonce, signedBytes, signature, text }) => {
  const presentation = must(readPresentation(text))
  expect(presentation.proof?.slot).toBe(slot)
  expect(await verifyPresentation(presentation, { now, ...(nonce === null ? {} : { nonce: fromHex(nonce) }) })).toMatchObject({ ok: true })
  const device = must(await importVerifyingKey(keyOf('phone')))
  expect(await device.verify(fromHex(signedBytes), fromHex(signature))).toBe(true)
})

test('presentation: paper', () => {
  expect(must(readPresentation(presentations.paper.text)).pass).toEqual(must(decodePass(fromHex(presentations.paper.pass))))
})

test('permutation', () => {
  const vector = read<{
    master: string
    family: number
    epoch: number
    epochKey: string
    wholeOfTen: number[]
    cases: { capacity: number; places: { serial: number; index: number }[] }[]
  }>('permutation')
  const key = deriveEpochKey(fromHex(vector.master), vector.family, vector.epoch)
  expect(toHex(key)).toBe(vector.epochKey)
  const ten = createPermutation(key, 10)
  expect(vector.wholeOfTen.map((_, serial) => ten.indexOf(serial))).toEqual(vector.wholeOfTen)
  for (const { capacity, places } of vector.cases) {
    const permutation = createPermutation(key, capacity)
    for (const { serial, index } of places) {
      expect([capacity, permutation.indexOf(serial), permutation.serialOf(index)]).toEqual([capacity, index, serial])
    }
  }
})

describe('a gate fed with the signed files', () => {
  const signed = read<{
    now: number
    root: string
    trustList: string
    keyList: string
    policies: { file: string }
    statusIndex: { file: string }
    statusShards: { file: string }[]
  }>('signed-files')

  test.each(read<({ name: string; text: string; expect: object } & GateCheck)[]>('gate-check'))(
    '$name',
    async ({ text, now, venueType, expect: expected }) => {
      const gate = createGateState({ rootKeys: [fromHex(signed.root)] })
      const accepted = [
        await gate.acceptTrustList(fromHex(signed.trustList), signed.now),
        await gate.acceptKeyList(fromHex(signed.keyList), signed.now),
        await gate.acceptPolicies(fromHex(signed.policies.file), signed.now),
        await gate.acceptStatusIndex(fromHex(signed.statusIndex.file), signed.now),
      ]
      for (const { file } of signed.statusShards) accepted.push(await gate.acceptStatusShard(fromHex(file), signed.now))
      expect(accepted).toEqual(accepted.map(() => ({ ok: true, changed: true })))
      expect(await checkAtGate(gate, text, { now, venueType })).toMatchObject(expected)
    },
  )
})

// Goal: a gate goes on after a restart where it stopped, never further back, and a damaged store costs files, not the gate.
// Method: store, clone as IndexedDB does, restore, compare checks; then every part of the store missing, broken or exchanged.
import { describe, expect, test } from 'vitest'
import { presentPass } from '../pass/presentation.ts'
import {
  deliver,
  ISS,
  keyList,
  must,
  NOON,
  openGate,
  passBytes,
  phone,
  policies,
  publish,
  root,
  stranger,
  trustList,
} from '../testing/demo-region.ts'
import { checkAtGate } from './check-at-gate.ts'
import { createGateState } from './gate-state.ts'
import { restoreGateState } from './restore-gate.ts'

const OPTIONS = { rootKeys: [root.publicKey] }

async function check(gate: Parameters<typeof checkAtGate>[0], now: number) {
  return checkAtGate(gate, must(await presentPass(await passBytes(), phone, { now })), { now, venueType: 'workplace' })
}

test('a restored gate answers as before, with the same ages', async () => {
  const gate = await openGate({ 7: 3 })
  const restored = await restoreGateState(structuredClone(gate.toPlain()), OPTIONS)
  const before = await check(gate, NOON + 900)
  expect(before).toMatchObject({ answer: 'deny', colour: 'red', asOf: NOON })
  expect(await check(restored, NOON + 900)).toEqual(before)
  expect(restored.toPlain()).toEqual(gate.toPlain())
})

test('a shard that a newer index had already replaced keeps the age it had', async () => {
  const gate = await openGate({ 7: 2 })
  await gate.acceptStatusIndex((await publish(2, {}, { issuedAt: NOON + 600 })).index, NOON + 600)
  const before = await check(gate, NOON + 700)
  expect(before).toMatchObject({ colour: 'yellow', asOf: NOON, aged: true })
  expect(await check(await restoreGateState(structuredClone(gate.toPlain()), OPTIONS), NOON + 700)).toEqual(before)
})

test('a restored gate does not go backwards, even where the file itself was lost', async () => {
  const gate = await openGate()
  await gate.acceptTrustList(await trustList(4), NOON)
  await gate.acceptKeyList(await keyList(5), NOON)
  await gate.acceptPolicies(await policies(6), NOON)
  await deliver(gate, await publish(7), NOON)
  const plain = gate.toPlain()
  const lost = {
    ...plain,
    trustList: null,
    regions: plain.regions.map((each) => ({ ...each, keyList: null, policies: null, statusIndex: null })),
  }
  for (const stored of [plain, lost]) {
    const restored = await restoreGateState(structuredClone(stored), OPTIONS)
    const older = { ok: false, reason: 'file.older_than_seen' }
    expect(await restored.acceptTrustList(await trustList(3), NOON)).toEqual(older)
    await restored.acceptTrustList(await trustList(4), NOON)
    expect(await restored.acceptKeyList(await keyList(4), NOON)).toEqual(older)
    await restored.acceptKeyList(await keyList(5), NOON)
    expect(await restored.acceptPolicies(await policies(5), NOON)).toEqual(older)
    expect(await restored.acceptStatusIndex((await publish(6)).index, NOON)).toEqual(older)
    expect(await restored.acceptStatusIndex((await publish(7)).index, NOON)).toMatchObject({ ok: true })
  }
})

test('files that expired meanwhile are restored, and the check says so', async () => {
  const gate = await openGate()
  const restored = await restoreGateState(gate.toPlain(), OPTIONS)
  expect(await check(restored, NOON + 8 * 86_400)).toMatchObject({ answer: 'check_another_way', reasons: ['key_list.expired'] })
})

describe('a store that', () => {
  test.each<[string, unknown]>([
    ['is nothing', undefined],
    ['is null', null],
    ['is text', 'x'],
    ['has another format', { format: 2 }],
    ['has no regions', { format: 1, trustList: null, trustListSeen: 'x', regions: 5 }],
    [
      'has broken regions',
      { format: 1, trustList: new Uint8Array(9), trustListSeen: -1, regions: [null, 5, {}, { iss: 5 }, { iss: ISS, shards: [{}, 5] }] },
    ],
  ])('%s gives an empty gate', async (_, stored) => {
    const gate = await restoreGateState(stored, OPTIONS)
    expect(gate.regions()).toEqual([])
    expect(await gate.acceptTrustList(await trustList(), NOON)).toEqual({ ok: true, changed: true })
  })

  test('lost or broke some files keeps the others', async () => {
    const plain = (await openGate()).toPlain()
    const broken = plain.regions.map((each) => ({
      ...each,
      policies: Uint8Array.of(1),
      shards: [{ bytes: Uint8Array.of(1), confirmedAt: NOON }, ...each.shards],
    }))
    const gate = await restoreGateState({ ...plain, regions: broken }, OPTIONS)
    expect(gate.files(ISS, NOON)).toMatchObject({ keyList: { version: 1 }, policies: null, statusIndex: { version: 1 } })
    expect(gate.wantedShards(ISS)).toEqual([])
  })

  test('belongs to another root is not believed', async () => {
    const plain = (await openGate()).toPlain()
    expect((await restoreGateState(plain, { rootKeys: [stranger.publicKey] })).regions()).toEqual([])
  })
})

test('an empty gate can be stored', async () => {
  const gate = createGateState(OPTIONS)
  expect(gate.toPlain()).toEqual({ format: 1, trustList: null, trustListSeen: 0, regions: [] })
})

/**
 * The passes slice in tests: a small region, its slices together, and a gate that reads what was published. Must not be used outside tests.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createGateState,
  type GateState,
  keyListPath,
  policiesPath,
  publicKeyFromJwk,
  statusIndexPath,
  trustListPath,
} from '@evergate/pass'
import { afterAll } from 'vitest'
import type { Slice } from '../../platform/slice.ts'
import { consumeAll, createTestApp, createTestGround, type TestGround } from '../../testing/test-server.ts'
import { decisionsSlice, publishExampleRuleSets } from '../decisions/index.ts'
import { declarationsSlice } from '../declarations/index.ts'
import { formatOnly, residentsSlice } from '../residents/index.ts'
import { createSmsMemory } from '../residents/testing.ts'
import { createPassesOptions, keepTrust, type PassesOptions, passesSlice, type Region, readRootKey } from './index.ts'
import { createMaterialiser } from './materialise.job.ts'
import { importNodeVerifier } from './node-signer.ts'
import { createPublisher, type Publisher } from './publisher.job.ts'
import { seconds } from './region.ts'

export const testRegion: Region = {
  iss: 'CN-6101',
  names: { 'zh-CN': '西安市', en: 'Xi’an' },
  utcOffsetSeconds: 28_800,
  baseUrl: 'http://localhost/public',
  capacity: 200_000,
}

const folders: string[] = []

/** A temporary folder, removed after the last test of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evergate-passes-'))
  folders.push(folder)
  return folder
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** A city of registered people, decisions and passes on a fresh database; `more`: slices that need the region's passes. */
export async function createTestCity(more: (options: PassesOptions) => readonly Slice[] = () => []) {
  const ground = await createTestGround()
  const [keysFolder, publicFolder] = [await temporaryFolder(), await temporaryFolder()]
  const sms = createSmsMemory()
  const options = createPassesOptions(ground.vault, testRegion)
  await publishExampleRuleSets(ground)
  await keepTrust(ground, { region: testRegion, keysFolder })
  const slices: readonly Slice[] = [
    residentsSlice({ sms, realName: formatOnly }),
    declarationsSlice(),
    decisionsSlice({ utcOffsetHours: 8 }),
    ...more(options),
    passesSlice(options, { region: testRegion, keysFolder, publicFolder }),
  ]
  const app = await createTestApp(ground, slices)
  const publisher = testPublisher(ground, options)
  const materialiser = createMaterialiser(ground, publicFolder)
  return {
    ground,
    app,
    sms,
    options,
    publisher,
    keysFolder,
    publicFolder,
    /** Lets colours be decided, while the lists have not heard of it yet. */
    decide: () => consumeAll(ground, slices.slice(0, -1)),
    /** Lets everything that was said reach the published files. */
    settle: async () => {
      await consumeAll(ground, slices)
      await publisher.tick()
      await materialiser.run()
    },
    gate: () => openGate(ground, publicFolder),
    /** The loop of this name among all slices’. */
    loop: (name: string) => slices.flatMap((slice) => slice.loops?.(ground) ?? []).find((loop) => loop.name === name)!,
  }
}

/** A publisher as a server would have one. */
export function testPublisher(ground: TestGround, options: ReturnType<typeof createPassesOptions>): Publisher {
  return createPublisher(ground, { ...options, indexRenewMs: 20_000 })
}

/** A gate that has read all files of a public folder. */
export async function openGate(ground: TestGround, folder: string): Promise<GateState> {
  const root = publicKeyFromJwk(await readRootKey(ground))
  if (!root.ok) throw new Error(root.reason)
  const gate = createGateState({ rootKeys: [root.value], importVerifier: importNodeVerifier })
  await refreshGate(gate, ground, folder)
  return gate
}

/** Reads what is new on disk into the gate; throws where the gate refuses a file. */
export async function refreshGate(gate: GateState, ground: TestGround, folder: string): Promise<void> {
  const now = seconds(ground.clock.now())
  const read = async (path: string): Promise<Uint8Array> => new Uint8Array(await readFile(join(folder, path)))
  const { iss } = testRegion
  const taken = [
    await gate.acceptTrustList(await read(trustListPath), now),
    await gate.acceptKeyList(await read(keyListPath(iss)), now),
    await gate.acceptPolicies(await read(policiesPath(iss)), now),
    await gate.acceptStatusIndex(await read(statusIndexPath(iss)), now),
  ]
  for (const wanted of gate.wantedShards(iss)) taken.push(await gate.acceptStatusShard(await read(wanted.path), now))
  for (const one of taken) if (!one.ok) throw new Error(`gate refused a file: ${one.reason}`)
}

/**
 * A thread that makes up and seals parts of a city, one after another as it is asked. Knows no database.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { createVault } from '../../platform/vault.ts'
import { signerOf } from '../../slices/passes/node-signer.ts'
import { createPassesOptions } from '../../slices/passes/passes-options.ts'
import type { Region } from '../../slices/passes/region.ts'
import type { CityPart } from './city-plan.ts'
import { type CityFacts, type Sealing, sealParts } from './city-rows.ts'
import { knownResident } from './known-residents.ts'
import { createPhoneKeys } from './phone-keys.ts'
import { seededBits } from './seeded-chance.ts'
import type { CityTable } from './tables.ts'

/** What a thread is given at its start. */
export interface SealOrder extends CityFacts {
  readonly masterKey: Uint8Array
  readonly region: Region
  /** The private key that signs phones' passes today. */
  readonly signingKey: string
  /** Who is told to the simulator: everybody, or those with a phone whose lot is below this (32 bits). */
  readonly known: 'all' | number
}

/** What it answers with. */
export interface SealedAnswer {
  readonly residents: number
  readonly tables: Readonly<Record<CityTable, Uint8Array<ArrayBuffer>>>
  /** Lots and lines as JSON. */
  readonly known: readonly { readonly lot: number; readonly line: string }[]
}

const lotPurpose = 3
const order = workerData as SealOrder
const vault = createVault(Buffer.from(order.masterKey))
const keys = createPhoneKeys(order.seed)
const sealing: Sealing = { ...order, vault, keys }
const issuing = { keys, passes: createPassesOptions(vault, order.region), signer: signerOf(order.signingKey), nowMs: order.nowMs }

parentPort!.on('message', async (parts: readonly CityPart[]) => {
  const { people, tables } = sealParts(sealing, parts)
  const known: SealedAnswer['known'][number][] = []
  for (const one of people) {
    const lot = seededBits(order.seed, one.person.number, lotPurpose)
    if (order.known === 'all' || (one.phone !== null && lot < order.known))
      known.push({ lot, line: JSON.stringify(await knownResident(issuing, one)) })
  }
  const answer: SealedAnswer = { residents: people.length, tables, known }
  parentPort!.postMessage(
    answer,
    Object.values(tables).map((bytes) => bytes.buffer),
  )
})

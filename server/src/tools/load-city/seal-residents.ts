/**
 * From a made-up person to the rows a registration would have left: sealed fields, look-up hashes, the phone and its place among the holders of
 * passes. Makes what the simulator needs to be that phone. Writes nothing.
 */
import { createHash } from 'node:crypto'
import { type EpochCalendar, epochAt, epochEnd, epochStart, issuePass, jwkFromPublicKey, type PublicKey, type Signer } from '@evergate/pass'
import type { Ids } from '../../platform/ids.ts'
import type { Vault } from '../../platform/vault.ts'
import { createKeyPair } from '../../slices/passes/node-signer.ts'
import type { PassesOptions } from '../../slices/passes/passes-options.ts'
import { calendarOf, placeOf, seconds } from '../../slices/passes/region.ts'
import { documentHash, phoneHash } from '../../slices/residents/look-up-hash.ts'
import { hintOf } from '../../slices/residents/person.ts'
import type { MadeUpPerson } from './made-up-people.ts'

/** What the simulator is told of a resident: one line of its file. */
export interface KnownResident {
  readonly residentId: string
  readonly name: string
  readonly document: { readonly kind: 'resident_id'; readonly number: string }
  readonly streetCode: string
  readonly household: number
  readonly phone: KnownPhone | null
}

interface KnownPhone {
  readonly deviceId: string
  readonly accessToken: string
  readonly publicKey: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string }
  /** PKCS #8 DER in base64. */
  readonly privateKey: string
  /** Today's and tomorrow's; times in unix seconds, bytes in base64url. */
  readonly passes: readonly { readonly validFrom: number; readonly validUntil: number; readonly pass: string }[]
}

/** One row a table, its values in the order of `copy-rows.ts`. */
export interface ResidentRows {
  readonly known: KnownResident
  readonly resident: readonly unknown[]
  readonly document: readonly unknown[]
  readonly phone?: { readonly index: readonly unknown[]; readonly device: readonly unknown[]; readonly holder: readonly unknown[] }
}

export interface Sealing {
  readonly vault: Vault
  readonly ids: Ids
  readonly now: Date
  readonly passes: PassesOptions
  readonly signer: Signer
}

/** The rows of one person; `serial` is the place among phones, used where they have one. */
export async function sealResident(sealing: Sealing, person: MadeUpPerson, serial: number): Promise<ResidentRows> {
  const { vault, ids, now } = sealing
  const { name, document, streetCode, household, phoneNumber } = person
  const residentId = ids.uuid()
  const { wrapped, key } = vault.newDataKey()
  const sealedPhone = phoneNumber === null ? null : key.seal('phone', phoneNumber)
  const resident = [
    residentId,
    wrapped,
    key.seal('name', name),
    document.kind,
    key.seal('document', document.number),
    sealedPhone,
    streetCode,
    now,
  ]
  const rows = { resident, document: [documentHash({ vault }, document), residentId] }
  if (phoneNumber === null) return { ...rows, known: { residentId, name, document, streetCode, household, phone: null } }
  const made = await makePhone(sealing, residentId, name, serial)
  return {
    ...rows,
    known: { residentId, name, document, streetCode, household, phone: made.known },
    phone: { index: [phoneHash({ vault }, phoneNumber), residentId], device: made.device, holder: made.holder },
  }
}

async function makePhone({ ids, now, passes, signer }: Sealing, residentId: string, name: string, serial: number) {
  const pair = createKeyPair()
  const jwk = jwkFromPublicKey(pair.publicKey)
  if (!jwk.ok) throw new Error('a fresh key is no key')
  const deviceId = ids.uuid()
  const accessToken = `egr_${Buffer.from(residentId.replaceAll('-', ''), 'hex').toString('base64url')}.${ids.secret(32)}`
  const publicKey = { ...jwk.value }
  const issued = await issueTwoDays(passes, signer, { name, serial, deviceKey: pair.publicKey, now })
  return {
    known: { deviceId, accessToken, publicKey, privateKey: pair.privateKey, passes: issued },
    device: [residentId, deviceId, Buffer.from(pair.publicKey), createHash('sha256').update(accessToken, 'utf8').digest(), now],
    holder: [residentId, deviceId, false, serial, 0],
  }
}

interface Bearer {
  readonly name: string
  readonly serial: number
  readonly deviceKey: PublicKey
  readonly now: Date
}

async function issueTwoDays({ region, permutationOf }: PassesOptions, signer: Signer, { name, serial, deviceKey, now }: Bearer) {
  const calendar: EpochCalendar = calendarOf(region, 'phone')
  const { family, number } = placeOf('phone', serial, region.capacity)
  const today = epochAt(calendar, seconds(now))
  const days = [today, today + 1].map(async (epoch) => {
    const validUntil = epochEnd(calendar, epoch)
    const index = permutationOf(family, epoch).indexOf(number)
    const fixed = {
      iss: region.iss,
      issuedAt: seconds(now),
      expiresAt: validUntil,
      family,
      epoch,
      index,
      colour: 'green',
      lastNegativeAt: null,
    } as const
    const bytes = await issuePass({ ...fixed, displayHint: hintOf(name), deviceKey }, signer)
    if (!bytes.ok) throw new Error(`pass: ${bytes.reason}`)
    return { validFrom: epochStart(calendar, epoch), validUntil, pass: Buffer.from(bytes.value).toString('base64url') }
  })
  return Promise.all(days)
}

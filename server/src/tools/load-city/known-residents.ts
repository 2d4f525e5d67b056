/**
 * What the simulator is told of a resident, one line as JSON: who they are, and what it needs to be their phone. A secret.
 */
import { type EpochCalendar, epochAt, epochEnd, epochStart, issuePass, jwkFromPublicKey, type Signer } from '@evergate/pass'
import type { PassesOptions } from '../../slices/passes/passes-options.ts'
import { calendarOf, placeOf, seconds } from '../../slices/passes/region.ts'
import { hintOf } from '../../slices/residents/person.ts'
import type { SealedPerson } from './city-rows.ts'
import { uuidText } from './made-up-ids.ts'
import type { PhoneKeys } from './phone-keys.ts'

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

export interface Issuing {
  readonly keys: PhoneKeys
  readonly passes: PassesOptions
  readonly signer: Signer
  readonly nowMs: number
}

export async function knownResident(issuing: Issuing, one: SealedPerson): Promise<KnownResident> {
  const { name, document, streetCode, household } = one.person
  const phone = one.phone === null ? null : await knownPhone(issuing, one, one.phone)
  return { residentId: uuidText(one.residentId), name, document, streetCode, household, phone }
}

async function knownPhone(issuing: Issuing, { person }: SealedPerson, phone: NonNullable<SealedPerson['phone']>): Promise<KnownPhone> {
  const publicKey = jwkFromPublicKey(phone.publicKey)
  if (!publicKey.ok) throw new Error('a made-up key is no key')
  return {
    deviceId: uuidText(phone.deviceId),
    accessToken: phone.accessToken,
    publicKey: publicKey.value,
    privateKey: issuing.keys.privateKey(person.number),
    passes: await issueTwoDays(issuing, person.name, person.number, phone.publicKey),
  }
}

function issueTwoDays({ passes: { region, permutationOf }, signer, nowMs }: Issuing, name: string, serial: number, deviceKey: Buffer) {
  const now = seconds(new Date(nowMs))
  const calendar: EpochCalendar = calendarOf(region, 'phone')
  const { family, number } = placeOf('phone', serial, region.capacity)
  const today = epochAt(calendar, now)
  const days = [today, today + 1].map(async (epoch) => {
    const validUntil = epochEnd(calendar, epoch)
    const index = permutationOf(family, epoch).indexOf(number)
    const place = { iss: region.iss, issuedAt: now, expiresAt: validUntil, family, epoch, index }
    const bytes = await issuePass({ ...place, colour: 'green', lastNegativeAt: null, displayHint: hintOf(name), deviceKey }, signer)
    if (!bytes.ok) throw new Error(`pass: ${bytes.reason}`)
    return { validFrom: epochStart(calendar, epoch), validUntil, pass: Buffer.from(bytes.value).toString('base64url') }
  })
  return Promise.all(days)
}

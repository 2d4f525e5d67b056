/**
 * From made-up people to the rows that registrations, households and first decisions would have left: sealed fields, look-up hashes, phones and their
 * places among the holders of passes. Writes nothing; everything but nonces and data keys follows from the seed.
 */
import { hash } from 'node:crypto'
import type { Vault } from '../../platform/vault.ts'
import { tokenHash } from '../../slices/residents/enrol-device.command.ts'
import { documentHashBytes, phoneHashBytes } from '../../slices/residents/look-up-hash.ts'
import { sealPerson } from '../../slices/residents/sealed-person.ts'
import type { CityPart } from './city-plan.ts'
import { type CopyWriter, createCopyWriter } from './copy-writer.ts'
import { idBytes, idPurpose } from './made-up-ids.ts'
import { type MadeUpPerson, peopleOfPart } from './made-up-people.ts'
import type { PhoneKeys } from './phone-keys.ts'
import { type CityTable, cityTables } from './tables.ts'

/** What every row of a city depends on. */
export interface CityFacts {
  readonly seed: number
  readonly residents: number
  /** When everybody registered. */
  readonly nowMs: number
  /** The number of the rule set by which everybody without evidence is green. */
  readonly ruleSet: number
}

export interface Sealing extends CityFacts {
  readonly vault: Vault
  readonly keys: PhoneKeys
}

/** One person with what was made for them. */
export interface SealedPerson {
  readonly person: MadeUpPerson
  readonly residentId: Buffer
  readonly phone: { readonly deviceId: Buffer; readonly publicKey: Buffer; readonly accessToken: string } | null
}

export interface SealedPeople {
  readonly people: readonly SealedPerson[]
  /** Rows of COPY for each table. */
  readonly tables: Readonly<Record<CityTable, Uint8Array<ArrayBuffer>>>
}

type Writers = Readonly<Record<CityTable, CopyWriter>>

const firstVersion = 1
const ofAge = 18

/** Makes up and seals the people of parts that follow each other. */
export function sealParts(sealing: Sealing, parts: readonly CityPart[]): SealedPeople {
  const made = parts.flatMap((part) => peopleOfPart(sealing.seed, part))
  const owners = made.flatMap(({ phoneNumber }, offset) => (phoneNumber === null ? [] : [offset]))
  const keys = new Map(sealing.keys.publicKeys(parts[0]!.first, owners).map((key, at) => [owners[at]!, key]))
  const names = Object.keys(cityTables) as CityTable[]
  const writers = Object.fromEntries(names.map((name) => [name, createCopyWriter(made.length * 100)])) as Writers
  const people = made.map((person, offset) => personWithPhone(sealing, person, keys.get(offset)))
  for (const one of people) writePerson(sealing, writers, one)
  const tables = Object.fromEntries(names.map((name) => [name, writers[name].end()])) as SealedPeople['tables']
  return { people, tables }
}

function personWithPhone({ seed, nowMs, residents }: CityFacts, person: MadeUpPerson, publicKey: Buffer | undefined): SealedPerson {
  const residentId = idBytes(seed, nowMs, residents, idPurpose.resident, person.number)
  if (publicKey === undefined) return { person, residentId, phone: null }
  const deviceId = idBytes(seed, nowMs, residents, idPurpose.device, person.number)
  const accessToken = `egr_${residentId.toString('base64url')}.${hash('sha256', `evergate made-up token ${seed} ${person.number}`, 'base64url')}`
  return { person, residentId, phone: { deviceId, publicKey, accessToken } }
}

function writePerson(sealing: Sealing, writers: Writers, one: SealedPerson): void {
  const { person, residentId, phone } = one
  writeResident(sealing, writers, one)
  if (person.carriedBy !== null) writeMember(sealing, writers.member, one, person.carriedBy)
  writeColour(sealing, writers, residentId)
  const carrier = phone !== null ? phone.deviceId : person.carriedBy === null ? null : idOfDevice(sealing, person.carriedBy)
  if (carrier !== null) writeHolder(writers.holder, one, carrier)
}

function writeResident(sealing: Sealing, { resident, document, phone }: Writers, { person, residentId, phone: own }: SealedPerson): void {
  const { vault, nowMs } = sealing
  const { wrapped, key } = vault.newDataKey()
  resident.row(10)
  resident.bytes(residentId)
  resident.bytes(wrapped)
  resident.text(person.document.kind)
  resident.text(person.streetCode)
  resident.timestamp(nowMs)
  resident.bytes(sealPerson(key, { name: person.name, document: person.document.number, phone: person.phoneNumber, description: null }))
  writePhone(sealing, resident, own)
  document.row(2)
  document.bytes(documentHashBytes(vault, person.document))
  document.bytes(residentId)
  if (person.phoneNumber === null) return
  phone.row(2)
  phone.bytes(phoneHashBytes(vault, person.phoneNumber))
  phone.bytes(residentId)
}

/** The last four columns of a resident. */
function writePhone({ nowMs }: CityFacts, resident: CopyWriter, phone: SealedPerson['phone']): void {
  if (phone === null) {
    for (let column = 0; column < 4; column++) resident.none()
    return
  }
  resident.bytes(phone.deviceId)
  resident.bytes(phone.publicKey)
  resident.bytes(tokenHash(phone.accessToken))
  resident.timestamp(nowMs)
}

function writeMember(
  { seed, nowMs, residents }: CityFacts,
  member: CopyWriter,
  { person, residentId }: SealedPerson,
  carrier: number,
): void {
  const isChild = person.age < ofAge
  member.row(5)
  member.bytes(idBytes(seed, nowMs, residents, idPurpose.resident, carrier))
  member.bytes(residentId)
  member.text(isChild ? 'child' : 'elder')
  member.text(isChild ? 'guardianship' : 'consent')
  member.timestamp(nowMs)
}

/** As decided once without any evidence. The lists take whoever they hear nothing of for green. */
function writeColour({ nowMs, ruleSet }: CityFacts, { colour }: Writers, residentId: Buffer): void {
  colour.row(5)
  colour.bytes(residentId)
  colour.timestamp(nowMs)
  colour.int(firstVersion)
  colour.text('green')
  colour.smallint(ruleSet)
}

/** Everybody has at most one place in the lists, so that their number in the city can be their serial number. */
function writeHolder(holder: CopyWriter, { person, residentId }: SealedPerson, deviceId: Buffer): void {
  holder.row(5)
  holder.bytes(residentId)
  holder.bytes(deviceId)
  holder.int(person.number)
  holder.smallint(0)
  holder.boolean(false)
}

function idOfDevice({ seed, nowMs, residents }: CityFacts, number: number): Buffer {
  return idBytes(seed, nowMs, residents, idPurpose.device, number)
}

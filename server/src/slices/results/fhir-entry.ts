/**
 * Entries of a FHIR R4 Bundle as a laboratory sends them: Specimen, Observation, DiagnosticReport. What of them matters to a tube. Pure.
 */
import { normaliseTubeCode } from '../sampling/index.ts'
import { type Outcome, readTime } from './result-row.ts'

type Json = Readonly<Record<string, unknown>>

/** LOINC: SARS-CoV-2 RNA by NAA with probe detection, in respiratory and in any specimen. */
const tests = new Set(['94500-6', '94309-2'])
/** SNOMED CT: not detected, detected, invalid result. */
const outcomeOf: Readonly<Record<string, Outcome>> = { '260415000': 'negative', '260373001': 'positive', '455371000124106': 'invalid' }
const [loinc, snomed] = ['http://loinc.org', 'http://snomed.info/sct']
/** Identifiers of this system are tube codes whatever else a specimen is called. */
const tubeSystem = 'urn:evergate:tube'
const finished = new Set(['final', 'amended', 'corrected'])

export interface Entry {
  readonly fullUrl: string
  readonly type: string
  readonly resource: Json
  /** Texts by which others may refer to it. */
  readonly references: readonly string[]
}

export interface Fault {
  readonly fault: string
}

/** The entry, or why it is none that a transaction may hold. */
export function readEntry(value: unknown): Entry | Fault {
  const entry = objectOf(value)
  const resource = objectOf(entry?.resource)
  const fullUrl = textOf(entry?.fullUrl) ?? ''
  const type = textOf(resource?.resourceType)
  if (resource === undefined || type === undefined) return { fault: 'The entry holds no resource.' }
  if (!['POST', 'PUT'].includes(textOf(objectOf(entry?.request)?.method) ?? ''))
    return { fault: 'An entry of a transaction is sent by POST or PUT.' }
  const id = textOf(resource.id)
  const references = [fullUrl, relative(fullUrl), id === undefined ? '' : `${type}/${id}`].filter((text) => text !== '')
  return { fullUrl, type, resource, references: [...new Set(references)] }
}

/** `Type/id` at the end of an address. */
export function relative(reference: string): string {
  return /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})$/.exec(reference)?.[1] ?? ''
}

export interface SpecimenFacts {
  readonly tubeCode: string | undefined
  /** What it was made of: of a pool the single samples, of a part of a tube the tube. */
  readonly parents: readonly string[]
}

export function readSpecimen(resource: Json): SpecimenFacts {
  const identifiers = [resource.accessionIdentifier, ...listOf(resource.identifier)].map(objectOf)
  const named = identifiers.filter((one) => one?.system === tubeSystem)
  const codes = (named.length > 0 ? named : identifiers).flatMap((one) => normaliseTubeCode(textOf(one?.value) ?? '') ?? [])
  return { tubeCode: codes[0], parents: listOf(resource.parent).flatMap((one) => textOf(objectOf(one)?.reference) ?? []) }
}

export interface ObservationFacts {
  /** A reference to the specimen, or the tube code where it is told in place. */
  readonly specimen: { readonly reference: string } | { readonly tubeCode: string }
  readonly outcome: Outcome
  readonly testedAt: Date
}

/** The test result, or why it is none. */
export function readObservation(resource: Json): ObservationFacts | Fault {
  if (!finished.has(textOf(resource.status) ?? '')) return { fault: 'The observation is not final.' }
  if (!codings(resource.code).some(({ system, code }) => system === loinc && tests.has(code)))
    return { fault: 'The test is neither LOINC 94500-6 nor 94309-2.' }
  const found = codings(resource.valueCodeableConcept).filter(({ system, code }) => system === snomed && code in outcomeOf)
  const outcome = found.length === 1 ? outcomeOf[found[0]!.code] : undefined
  if (outcome === undefined) return { fault: 'The value is not one of SNOMED CT 260415000, 260373001, 455371000124106.' }
  const testedAt = readTime(textOf(resource.issued) ?? textOf(resource.effectiveDateTime) ?? '')
  if (testedAt === undefined) return { fault: 'The observation has no time (issued or effectiveDateTime) with its zone.' }
  const specimen = objectOf(resource.specimen)
  const reference = textOf(specimen?.reference)
  if (reference !== undefined) return { specimen: { reference }, outcome, testedAt }
  const tubeCode = normaliseTubeCode(textOf(objectOf(specimen?.identifier)?.value) ?? '')
  return tubeCode === undefined ? { fault: 'The observation names no specimen.' } : { specimen: { tubeCode }, outcome, testedAt }
}

/** The observations that a report is about, or why it is no report. */
export function readReport(resource: Json): { readonly results: readonly string[] } | Fault {
  if (!finished.has(textOf(resource.status) ?? '')) return { fault: 'The report is not final.' }
  const results = listOf(resource.result).map((one) => textOf(objectOf(one)?.reference))
  if (results.length === 0 || results.includes(undefined)) return { fault: 'The report names no results.' }
  return { results: results as string[] }
}

function codings(concept: unknown): { readonly system: string; readonly code: string }[] {
  return listOf(objectOf(concept)?.coding).flatMap((one) => {
    const coding = objectOf(one)
    return [{ system: textOf(coding?.system) ?? '', code: textOf(coding?.code) ?? '' }]
  })
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 1_000 ? value : undefined
}

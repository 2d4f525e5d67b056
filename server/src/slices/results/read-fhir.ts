/**
 * Rows of a FHIR R4 transaction Bundle, a row an Observation. Read twice: a reference may point forward, so that specimens and observations are listed
 * first, in a table of numbers. A refused entry is named by its fullUrl and its place.
 */
import { type CodeTable, createCodeTable, hashKey, type Key, packCode, unpackCode } from './code-table.ts'
import { type Entry, type Fault, readEntry, readObservation, readReport, readSpecimen, relative } from './fhir-entry.ts'
import { readJsonValues } from './json-values.ts'
import { rowsMax, sliceRows } from './limits.ts'
import { type ReadRow, rowError } from './result-row.ts'
import { type RowSource, refusalOf, Unreadable } from './row-source.ts'
import type { Spooled } from './spool.ts'

/** Brackets around an entry: the Bundle and its list. */
const entryDepth = 2
/** Resources that a laboratory's message may carry beside its results; they are not kept. */
const passedOver = new Set([
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'Device',
  'ServiceRequest',
  'Provenance',
])
/** Most specimens and observations answer to two references, an address and `Type/id`. */
const referencesMax = rowsMax * 2

export async function* readFhir(file: Spooled): RowSource {
  let slice: ReadRow[] = []
  let rows = 0
  try {
    const index = await listEntries(file)
    for await (const entries of readEntries(file)) {
      for (const { row, value } of entries) {
        const read = readOne(row, value, index)
        if (read === undefined) continue
        rows += 1
        slice.push(read)
        if (slice.length < sliceRows) continue
        yield slice
        slice = []
      }
    }
  } catch (error) {
    return refusalOf(error)
  }
  if (slice.length > 0) yield slice
  return rows === 0 ? { code: 'results.file_empty' } : undefined
}

interface Index {
  /** Tube codes, or the reference of the one parent, by reference. */
  readonly specimens: CodeTable
  readonly observations: CodeTable
}

const [noTube, isCode, isParent] = [0, 1, 2]

async function listEntries(file: Spooled): Promise<Index> {
  const index = { specimens: createCodeTable(referencesMax, 5), observations: createCodeTable(referencesMax, 0) }
  const head: Record<string, unknown> = {}
  let observations = 0
  for await (const values of readJsonValues(file, ['$.resourceType', '$.type', '$.entry.*'], entryDepth)) {
    for (const { key, value } of values) {
      if (key === 'resourceType' || key === 'type') head[key] = value
      const entry = readEntry(value)
      if ('fault' in entry) continue
      if (entry.type === 'Specimen') listSpecimen(index.specimens, entry)
      if (entry.type !== 'Observation') continue
      observations += 1
      if (observations > rowsMax) throw new Unreadable({ code: 'results.too_many_rows', rowsMax })
      for (const reference of entry.references) listed(index.observations, reference)
    }
  }
  if (head.resourceType !== 'Bundle' || head.type !== 'transaction')
    throw new Unreadable({ code: 'results.file_malformed', row: 0, reason: 'no_transaction_bundle' })
  return index
}

function listed(table: CodeTable, reference: string): Uint32Array {
  const entry = table.add(hashKey(reference))
  if (entry < 0) throw new Unreadable({ code: 'results.too_many_rows', rowsMax })
  return table.values(entry)
}

function listSpecimen(specimens: CodeTable, { resource, references }: Entry): void {
  const { tubeCode, parents } = readSpecimen(resource)
  for (const reference of references) {
    const values = listed(specimens, reference)
    if (tubeCode !== undefined) values.set([isCode, ...packCode(tubeCode)])
    else if (parents.length === 1) values.set([isParent, ...keyOf(specimens, parents[0]!)])
  }
}

/** A parent may come later in the file; then it is looked for by what it is called here. */
function keyOf(specimens: CodeTable, reference: string): Key {
  const key = hashKey(reference)
  return specimens.find(key) >= 0 || relative(reference) === '' ? key : hashKey(relative(reference))
}

const parentsMax = 8

/** The tube of a specimen: its own code, or that of what it was taken from. Undefined where the Bundle does not say. */
function tubeOf(specimens: CodeTable, reference: string): string | undefined {
  let entry = specimens.find(keyOf(specimens, reference))
  for (let n = 0; entry >= 0 && n < parentsMax; n++) {
    const [kind = noTube, ...key] = specimens.values(entry)
    if (kind === isCode) return unpackCode(key as unknown as Key)
    if (kind !== isParent) return undefined
    entry = specimens.find(key as unknown as Key)
  }
  return undefined
}

async function* readEntries(file: Spooled): AsyncGenerator<readonly { readonly row: number; readonly value: unknown }[]> {
  for await (const values of readJsonValues(file, ['$.entry.*'], entryDepth))
    yield values.map(({ key, value }) => ({ row: Number(key) + 1, value }))
}

/** What the entry comes to; undefined where it carries no result. */
function readOne(row: number, value: unknown, index: Index): ReadRow | undefined {
  const entry = readEntry(value)
  if ('fault' in entry) return refused(row, '', entry)
  const { fullUrl, type, resource } = entry
  if (type === 'Observation') return readResult(row, entry, index)
  if (type === 'DiagnosticReport') {
    const report = readReport(resource)
    if ('fault' in report) return refused(row, fullUrl, report)
    const lost = report.results.find((one) => index.observations.find(keyOf(index.observations, one)) < 0)
    return lost === undefined ? undefined : refused(row, fullUrl, { fault: `The Bundle holds no ${lost.slice(0, 100)}.` })
  }
  if (type === 'Specimen' || passedOver.has(type)) return undefined
  return refused(row, fullUrl, { fault: `A ${type.slice(0, 40)} is not taken.` })
}

function readResult(row: number, { fullUrl, resource }: Entry, { specimens }: Index): ReadRow {
  const observation = readObservation(resource)
  if ('fault' in observation) return refused(row, fullUrl, observation)
  const { specimen, outcome, testedAt } = observation
  const tubeCode = 'tubeCode' in specimen ? specimen.tubeCode : tubeOf(specimens, specimen.reference)
  if (tubeCode === undefined) return refused(row, fullUrl, { fault: 'The Bundle does not tell the tube of its specimen.' })
  return { row, name: fullUrl, tubeCode, outcome, testedAt }
}

function refused(row: number, fullUrl: string, { fault }: Fault): ReadRow {
  return rowError(row, null, 'results.entry_refused', fullUrl === '' ? fault : `${fullUrl.slice(0, 200)}: ${fault}`, null)
}

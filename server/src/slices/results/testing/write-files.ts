/**
 * Small files of results in every format, as bytes. Must not be used outside tests.
 */
import { zipSync } from 'fflate'

export interface WrittenRow {
  readonly tubeCode: string
  readonly outcome: 'negative' | 'positive' | 'invalid'
  readonly testedAt: Date
}

export const contentTypeOf = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  fhir: 'application/fhir+json',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
} as const
export type WrittenFormat = keyof typeof contentTypeOf

const names = ['tube_code', 'outcome', 'tested_at']
const fieldsOf = ({ tubeCode, outcome, testedAt }: WrittenRow) => [tubeCode, outcome, testedAt.toISOString()]

/** The rows as a file of the standard form. */
export function writeFile(format: WrittenFormat, rows: readonly WrittenRow[]): Buffer {
  const objects = rows.map(({ tubeCode, outcome, testedAt }) => ({ tube_code: tubeCode, outcome, tested_at: testedAt.toISOString() }))
  switch (format) {
    case 'csv':
      return Buffer.from([names, ...rows.map(fieldsOf)].map((fields) => fields.join(',')).join('\n'))
    case 'json':
      return Buffer.from(JSON.stringify(objects))
    case 'ndjson':
      return Buffer.from(objects.map((one) => JSON.stringify(one)).join('\n'))
    case 'fhir':
      return bundle(rows.flatMap(entriesOf))
    case 'xlsx':
      return workbook([names, ...rows.map(fieldsOf)])
  }
}

export function bundle(entries: readonly object[], change: object = {}): Buffer {
  return Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: entries, ...change }))
}

export const snomedOf = { negative: '260415000', positive: '260373001', invalid: '455371000124106' } as const
const request = { method: 'POST', url: 'x' }

/** A specimen, its observation and a report. */
export function entriesOf(row: WrittenRow): object[] {
  const code = row.tubeCode
  const report = { resourceType: 'DiagnosticReport', status: 'final', result: [{ reference: `urn:o:${code}` }] }
  return [observation(row), specimen(code), { fullUrl: `urn:r:${code}`, resource: report, request }]
}

export function specimen(code: string, change: object = {}, fullUrl = `urn:s:${code}`): object {
  return { fullUrl, resource: { resourceType: 'Specimen', accessionIdentifier: { value: code }, ...change }, request }
}

export function observation({ tubeCode, outcome, testedAt }: WrittenRow, change: object = {}): object {
  const resource = {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] },
    specimen: { reference: `urn:s:${tubeCode}` },
    issued: testedAt.toISOString(),
    valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: snomedOf[outcome] }] },
    ...change,
  }
  return { fullUrl: `urn:o:${tubeCode}`, resource, request }
}

const xmlns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface WorkbookOptions {
  /** Texts in a table of their own, as spreadsheets write them, or in the cells, as many programs do. */
  readonly strings?: 'shared' | 'inline'
  readonly sheet?: string
  readonly date1904?: boolean
  /** Parts that replace the ones made here. */
  readonly parts?: Readonly<Record<string, string>>
}

/** A workbook of one sheet. Numbers become number cells, `null` no cell at all. */
export function workbook(rows: readonly (readonly (string | number | null)[])[], options: WorkbookOptions = {}): Buffer {
  const { strings = 'shared', sheet = 'Sheet1', date1904 = false } = options
  const texts: string[] = []
  const cell = (value: string | number | null, at: string): string => {
    if (value === null) return ''
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
    if (strings === 'inline') return `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
    texts.push(value)
    return `<c r="${at}" t="s"><v>${texts.length - 1}</v></c>`
  }
  const body = rows.map((row, y) => `<row r="${y + 1}">${row.map((value, x) => cell(value, `${'ABCDEFGH'[x]}${y + 1}`)).join('')}</row>`)
  const parts: Record<string, string> = {
    'xl/workbook.xml':
      `<?xml version="1.0"?><workbook xmlns="${xmlns}" xmlns:r="${relations}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>
      <sheet name="Other" sheetId="2" r:id="rId9"/><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`.replace(
        options.sheet === undefined ? '<sheet name="Other" sheetId="2" r:id="rId9"/>' : '',
        '',
      ),
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>
      <Relationship Id="rId2" Type="${relations}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${xmlns}"><sheetData>${body.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${xmlns}">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...options.parts,
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)]))))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

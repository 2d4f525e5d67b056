/**
 * Files of results of any length in every format, made as they are sent: one row in a hundred has an outcome that nobody knows. For measurements and tests.
 */
import { Zip, ZipDeflate } from 'fflate'

export type FileFormat = 'csv' | 'xlsx' | 'fhir' | 'json'

export const contentTypeOf: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  fhir: 'application/fhir+json',
  json: 'application/json',
}

interface Row {
  readonly tubeCode: string
  readonly outcome: string
  readonly testedAt: string
}

const rowsAtOnce = 1_000

/** The bytes of a file of `count` rows whose tubes begin with `letter`. */
export function writeFile(format: FileFormat, count: number, letter: string): Generator<Buffer> {
  return { csv: writeCsv, xlsx: writeXlsx, fhir: writeBundle, json: writeJson }[format](count, letter)
}

function* slices(count: number, letter: string): Generator<readonly Row[]> {
  for (let from = 0; from < count; from += rowsAtOnce)
    yield Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, n) => rowOf(from + n, letter))
}

function rowOf(n: number, letter: string): Row {
  const second = String(n % 60).padStart(2, '0')
  const outcome = n % 100 === 99 ? 'perhaps' : n % 5_000 === 7 ? 'positive' : 'negative'
  return { tubeCode: letter + String(n).padStart(9, '0'), outcome, testedAt: `2021-12-27T03:59:${second}+00:00` }
}

function* writeCsv(count: number, letter: string): Generator<Buffer> {
  yield Buffer.from('tube_code,outcome,tested_at\n')
  for (const rows of slices(count, letter))
    yield Buffer.from(rows.map(({ tubeCode, outcome, testedAt }) => `${tubeCode},${outcome},${testedAt}\n`).join(''))
}

function* writeJson(count: number, letter: string): Generator<Buffer> {
  let first = true
  for (const rows of slices(count, letter)) {
    const text = rows
      .map(({ tubeCode, outcome, testedAt }) => JSON.stringify({ tube_code: tubeCode, outcome, tested_at: testedAt }))
      .join(',\n')
    yield Buffer.from(`${first ? '[' : ',\n'}${text}`)
    first = false
  }
  yield Buffer.from(']')
}

const snomedOf: Readonly<Record<string, string>> = { negative: '260415000', positive: '260373001', perhaps: '1' }

function* writeBundle(count: number, letter: string): Generator<Buffer> {
  yield Buffer.from('{"resourceType":"Bundle","type":"transaction","entry":[')
  let n = 0
  for (const rows of slices(count, letter)) {
    const text = rows.map((row) => `${n++ === 0 ? '' : ','}${entriesOf(row)}`).join('')
    yield Buffer.from(text)
  }
  yield Buffer.from(']}')
}

function entriesOf({ tubeCode, outcome, testedAt }: Row): string {
  const [specimen, observation] = [`urn:uuid:specimen-${tubeCode}`, `urn:uuid:observation-${tubeCode}`]
  const request = { method: 'POST', url: 'x' }
  return [
    { fullUrl: specimen, resource: { resourceType: 'Specimen', accessionIdentifier: { value: tubeCode } }, request },
    {
      fullUrl: observation,
      resource: {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] },
        specimen: { reference: specimen },
        issued: testedAt,
        valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: snomedOf[outcome] }] },
      },
      request,
    },
  ]
    .map((entry) => JSON.stringify(entry))
    .join(',')
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook as spreadsheets write it: texts in a table of their own, cells that name them. */
function* writeXlsx(count: number, letter: string): Generator<Buffer> {
  const made: Buffer[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    made.push(Buffer.from(chunk))
  })
  function* part(name: string, texts: Iterable<string>): Generator<Buffer> {
    const file = new ZipDeflate(name, { level: 1 })
    zip.add(file)
    for (const text of texts) {
      file.push(Buffer.from(text))
      yield* made.splice(0)
    }
    file.push(new Uint8Array(0), true)
    yield* made.splice(0)
  }
  const sheet = `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Results" sheetId="1" r:id="rId1"/></sheets></workbook>`
  const links = [
    `<Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>`,
    `<Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/>`,
  ]
  yield* part('xl/workbook.xml', [sheet])
  yield* part('xl/_rels/workbook.xml.rels', [`<Relationships>${links.join('')}</Relationships>`])
  yield* part('xl/sharedStrings.xml', sharedStrings(count, letter))
  yield* part('xl/worksheets/sheet1.xml', sheetRows(count, letter))
  zip.end()
  yield* made.splice(0)
}

const everywhere = ['tube_code', 'outcome', 'tested_at', 'negative', 'positive', 'perhaps']

function* sharedStrings(count: number, letter: string): Generator<string> {
  yield `<sst xmlns="${main}">${everywhere.map((text) => `<si><t>${text}</t></si>`).join('')}`
  for (const rows of slices(count, letter))
    yield rows.map(({ tubeCode, testedAt }) => `<si><t>${tubeCode}</t></si><si><t>${testedAt}</t></si>`).join('')
  yield '</sst>'
}

function* sheetRows(count: number, letter: string): Generator<string> {
  yield `<worksheet xmlns="${main}"><sheetData>${cellsOf(1, [0, 1, 2])}`
  let row = 1
  for (const rows of slices(count, letter)) {
    let text = ''
    for (const { outcome } of rows) {
      const n = row - 1
      row += 1
      text += cellsOf(row, [everywhere.length + 2 * n, everywhere.indexOf(outcome), everywhere.length + 2 * n + 1])
    }
    yield text
  }
  yield '</sheetData></worksheet>'
}

function cellsOf(row: number, indexes: readonly number[]): string {
  const cells = indexes.map((index, at) => `<c r="${'ABC'[at]}${row}" t="s"><v>${index}</v></c>`)
  return `<row r="${row}">${cells.join('')}</row>`
}

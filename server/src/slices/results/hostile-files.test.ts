/**
 * Goal: a file that is cut, wrong or hostile is refused as a whole with a reason, quickly and without taking memory.
 * Method: zip bombs, cut archives, document types, deep nesting, endless fields, wrong encodings, more rows than are taken; read without a database.
 */
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readBytes } from './testing/read-bytes.ts'
import { bundle, entriesOf, workbook, writeFile } from './testing/write-files.ts'

const row = { tubeCode: 'T000001', outcome: 'negative', testedAt: new Date('2021-12-27T03:00:00Z') } as const
const header = ['tube_code', 'outcome', 'tested_at']
const fields = [row.tubeCode, row.outcome, row.testedAt.toISOString()]
const book = workbook([header, fields])
const malformed = (reason?: string) => ({ code: 'results.file_malformed', ...(reason === undefined ? {} : { reason }) })
const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024)
const withPart = (name: string, text: string) => workbook([header, fields], { parts: { [name]: text } })
const sheet = 'xl/worksheets/sheet1.xml'
const strings = 'xl/sharedStrings.xml'

/** Replaces bytes, so that sizes and places of an archive stay what they are. */
function changed(bytes: Buffer, at: number, to: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = to
  return copy
}

test.each([
  ['nothing at all', Buffer.alloc(0), malformed('no_zip_archive')],
  ['a CSV file', writeFile('csv', [row]), malformed('no_zip_archive')],
  ['an archive cut in the middle', book.subarray(0, book.length / 2), malformed('no_zip_archive')],
  ['an archive whose beginning is lost', book.subarray(200), malformed()],
  ['a part with a wrong byte', changed(book, book.indexOf('xl/workbook.xml') + 60, 0x55), malformed()],
  ['no workbook in it', Buffer.from(zipSync({ 'a.txt': Buffer.from('x') })), malformed('no_workbook')],
  ['a bomb', withPart(sheet, `<worksheet><sheetData>${' '.repeat(40_000_000)}`), { code: 'results.file_expands_too_far', part: sheet }],
  [
    'a bomb of texts',
    withPart(strings, `<sst>${'<si><t>x</t></si>'.repeat(1_000_000)}`),
    { code: 'results.file_expands_too_far', part: strings },
  ],
  ['a document type', withPart(sheet, '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), malformed('document_type')],
  [
    'entities of its own',
    withPart(sheet, '<worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'),
    malformed('not_xml'),
  ],
  ['elements in elements', withPart(sheet, '<a>'.repeat(100)), malformed('nested_too_deep')],
  ['an endless attribute', withPart(sheet, `<worksheet a="${'0123456789'.repeat(20_000)}`), malformed('not_xml')],
  [
    'an element of endless attributes',
    withPart(sheet, `<worksheet ${Array.from({ length: 200_000 }, (_, n) => `a${n}="${n}"`).join(' ')}>`),
    malformed('too_many_attributes'),
  ],
  [
    'endless sheets',
    withPart('xl/workbook.xml', `<workbook>${Array.from({ length: 50_000 }, (_, n) => `<sheet name="${n}"/>`).join('')}</workbook>`),
    { code: 'results.file_expands_too_far', part: 'xl/workbook.xml' },
  ],
  [
    'endless parts',
    withPart(
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${Array.from({ length: 50_000 }, (_, n) => `<Relationship Id="${n}"/>`).join('')}</Relationships>`,
    ),
    { code: 'results.file_expands_too_far', part: 'xl/_rels/workbook.xml.rels' },
  ],
  ['XML that never ends', withPart(sheet, '<worksheet><sheetData><row>'), malformed('not_xml')],
  ['an empty sheet', withPart(sheet, ''), { code: 'results.file_empty' }],
])('a workbook that is %s', async (_name, bytes, refusal) => {
  expect(await readBytes('xlsx', bytes)).toMatchObject(refusal)
})

test('a cell of ten megabytes is cut short and named as a wrong row', async () => {
  const long = workbook([header, [Array.from({ length: 1e6 }, (_, n) => `${n}`.padStart(10, '0')).join(''), 'negative', fields[2]!]], {
    strings: 'inline',
  })
  expect(await readBytes('xlsx', long)).toMatchObject([
    { row: 2, code: 'results.tube_unknown', value: '0000000000000000000100000000020000000003' },
  ])
})

test.each(['1e300', '1.5', '-1', 'x', '99999999999'])('a row that calls itself %s is counted', async (r) => {
  const cells = header.map((text) => `<c t="str"><v>${text}</v></c>`).join('')
  const bytes = withPart(sheet, `<worksheet><sheetData><row r="1">${cells}</row><row r="${r}">${cells}</row></sheetData></worksheet>`)
  expect(await readBytes('xlsx', bytes)).toMatchObject([{ row: 2 }])
})

test('what an archive says of its sizes is not believed', async () => {
  const text = Buffer.from(`<workbook>${' '.repeat(3_000_000)}</workbook>`)
  const bytes = Buffer.from(zipSync({ 'xl/workbook.xml': text }))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(text.length)
  for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 1)) bytes.writeUInt32LE(1, at)
  expect(await readBytes('xlsx', bytes)).toMatchObject({ code: 'results.file_expands_too_far' })
})

const deep = '['.repeat(1_000_000)
test.each([
  ['deep nesting', `[${deep}`, malformed('nested_too_deep')],
  ['an endless text', `[{"tube_code":"${megabytes(10)}`, malformed('record_too_long')],
  ['no end', '[{"tube_code":"T000001"}', malformed('ends_too_early')],
  ['a comma too many', '[{"tube_code":"T000001"},,{}]', malformed('not_json')],
  ['an end too early', '[]]', malformed('not_json')],
  ['no rows', '[]', { code: 'results.file_empty' }],
  ['nothing', '', { code: 'results.file_empty' }],
  ['an endless line', `{"tube_code":"${megabytes(1)}`, malformed('record_too_long')],
])('JSON with %s', async (_name, text, refusal) => {
  expect(await readBytes('json', Buffer.from(text))).toMatchObject(refusal)
})

test('JSON of another encoding', async () => {
  const bytes = Buffer.concat([Buffer.from('[{"tube_code":"'), Buffer.from([0xd2, 0xf5]), Buffer.from('"}]')])
  expect(await readBytes('json', bytes)).toEqual({ code: 'results.file_not_utf8' })
  expect(await readBytes('fhir', bytes)).toEqual({ code: 'results.file_not_utf8' })
})

test('rows that are none are named one by one', async () => {
  const lines = [
    '{"tube_code":"T000001"}',
    'no json',
    '[1]',
    '"text"',
    '{"tube_code":"T1","outcome":{},"tested_at":null}',
    '{"__proto__":{"tube_code":"T000001"}}',
  ]
  expect(await readBytes('json', Buffer.from(lines.join('\n')))).toMatchObject([
    { row: 1, code: 'results.columns_wrong' },
    { row: 2, code: 'results.columns_wrong' },
    { row: 3, code: 'results.columns_wrong' },
    { row: 4, code: 'results.columns_wrong', value: 'text' },
    { row: 5, code: 'results.tube_unknown' },
    { row: 6, code: 'results.columns_wrong' },
  ])
})

test.each([
  ['deep nesting', `{"resourceType":"Bundle","type":"transaction","entry":[{"resource":${deep}`, malformed('nested_too_deep')],
  [
    'an entry that is too long',
    `{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"${megabytes(1)}`,
    malformed('record_too_long'),
  ],
  ['nothing after the half', bundle(entriesOf(row)).toString().slice(0, 200), malformed('ends_too_early')],
])('a Bundle with %s', async (_name, text, refusal) => {
  expect(await readBytes('fhir', Buffer.from(text))).toMatchObject(refusal)
})

test('a specimen that is its own parent is no tube', async () => {
  const self = {
    fullUrl: 'urn:s:T000001',
    resource: { resourceType: 'Specimen', parent: [{ reference: 'urn:s:T000001' }] },
    request: { method: 'POST' },
  }
  expect(await readBytes('fhir', bundle([entriesOf(row)[0]!, self]))).toMatchObject([{ code: 'results.entry_refused' }])
})

test('more rows than are taken', async () => {
  const file = Buffer.from(`${header.join()}\n${'A,B,C\n'.repeat(1_100_001)}`)
  expect(await readBytes('csv', file)).toEqual({ code: 'results.too_many_rows', rowsMax: 1_100_000 })
})

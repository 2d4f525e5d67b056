/**
 * Goal: the same results are the same rows, whichever format carries them, and a laboratory's own words and columns are read as its template says.
 * Method: rows made by chance written in every format and read back; tables of files as laboratories write them. No database.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBytes } from './testing/read-bytes.ts'
import { bundle, type contentTypeOf, observation, specimen, type WrittenRow, workbook, writeFile } from './testing/write-files.ts'

const testedAt = new Date('2021-12-27T03:00:00Z')
const written: fc.Arbitrary<WrittenRow> = fc.record({
  tubeCode: fc.stringMatching(/^[A-Z0-9-]{6,24}$/).filter((code) => !/^[-0-9]+$/.test(code)),
  outcome: fc.constantFrom('negative', 'positive', 'invalid'),
  testedAt: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2022, 0) }).map((ms) => new Date(Math.floor(ms / 1000) * 1000)),
})

const formats = ['csv', 'xlsx', 'fhir', 'json', 'ndjson'] as const
const readAs = async (format: keyof typeof contentTypeOf, bytes: Buffer) => {
  const rows = await readBytes(format === 'ndjson' ? 'json' : format, bytes)
  if (!Array.isArray(rows)) throw new Error(JSON.stringify(rows))
  return rows
}

test('the same rows in every format', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 30 }), async (rows) => {
      for (const format of formats) {
        const read = await readAs(format, writeFile(format, rows))
        expect(
          read.map((row) => ({ ...row, row: 0, name: undefined })),
          format,
        ).toEqual(rows.map((row) => ({ ...row, row: 0, name: undefined })))
      }
    }),
    { numRuns: 40 },
  )
})

test('rows are numbered as the sender counts them', async () => {
  const rows = [1, 2].map((n): WrittenRow => ({ tubeCode: `T00000${n}`, outcome: 'negative', testedAt }))
  const numbers = async (format: (typeof formats)[number]) => (await readAs(format, writeFile(format, rows))).map(({ row }) => row)
  expect(await Promise.all(formats.map(numbers))).toEqual([
    [2, 3], // the header is row 1
    [2, 3],
    [1, 4], // places of the observations in the Bundle
    [1, 2],
    [1, 2],
  ])
})

const foreign = {
  columns: { tube_code: '采样管号', outcome: '结果', tested_at: '检测时间' },
  outcomeWords: { '阴性(-)': 'negative', '阳性(+)': 'positive', 复检: 'invalid' },
  timeZoneOffsetMinutes: 480,
} as const
const expected = [
  { row: 3, tubeCode: 'T000001', outcome: 'negative', testedAt: new Date('2021-12-27T03:00:00Z') },
  { row: 4, tubeCode: 'T000002', outcome: 'positive', testedAt: new Date('2021-12-27T03:00:01Z') },
]
const foreignCsv = [
  '第一检验所 2021-12-27',
  '序号;采样管号;结果;检测时间',
  '1;T000001;阴性（-）;2021/12/27 11:00',
  '2;T000002;阳性(+);2021-12-27 11:00:01',
].join('\r\n')

/** GB18030 of the few words used here; there is no encoder in the platform. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, Buffer>()
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) table.set(decoder.decode(Buffer.from([a, b])), Buffer.from([a, b]))
  return Buffer.concat([...text].map((char) => (char.charCodeAt(0) < 0x80 ? Buffer.from(char) : table.get(char)!)))
}

describe('a laboratory’s own form', () => {
  test('other columns, words, delimiter, local time and a title above', async () => {
    expect(await readBytes('csv', Buffer.from(foreignCsv), { ...foreign, delimiter: ';', skipRows: 1 })).toEqual(expected)
    const tabs = Buffer.from(foreignCsv.replaceAll(';', '\t'))
    expect(await readBytes('csv', tabs, { ...foreign, delimiter: '\t', skipRows: 1 })).toEqual(expected)
  })

  test('GB18030, and a byte that is none of it', async () => {
    const template = { ...foreign, delimiter: ';', skipRows: 1, encoding: 'gb18030' } as const
    expect(await readBytes('csv', gb18030(foreignCsv), template)).toEqual(expected)
    expect(await readBytes('csv', gb18030(foreignCsv))).toMatchObject({ code: 'results.file_not_utf8' })
    const broken = Buffer.concat([gb18030(foreignCsv), Buffer.from([0xff])])
    expect(await readBytes('csv', broken, template)).toEqual({ code: 'results.file_not_gb18030' })
  })

  const header = ['采样管号', '结果', '检测时间']
  const elevenLocal = 44557 + 11 / 24 // 27 December 2021
  test.each([
    ['dates as numbers', {}, elevenLocal],
    ['dates as texts in the cells', { strings: 'inline' }, '2021-12-27 11:00:00'],
    ['dates counted from 1904', { date1904: true }, elevenLocal - 1462],
    ['the second sheet by its name', { sheet: '结果表' }, elevenLocal],
  ] as const)('a workbook with %s', async (_name, options, time) => {
    const bytes = workbook([['第一检验所'], header, ['T000001', '阴性(-)', time]], options)
    const sheet = 'sheet' in options ? options.sheet : null
    expect(await readBytes('xlsx', bytes, { ...foreign, skipRows: 1, sheet })).toEqual([expected[0]])
  })

  test('a sheet that is not there', async () => {
    expect(await readBytes('xlsx', workbook([header]), { ...foreign, sheet: 'Results' })).toEqual({
      code: 'results.sheet_missing',
      sheet: 'Results',
    })
  })

  test('tube codes as numbers are exact or refused', async () => {
    const time = '2021-12-27 11:00'
    const bytes = workbook([header, [123456789012, '阴性(-)', time], [1234567890123456, '阴性(-)', time], [null, '阴性(-)', time]])
    expect(await readBytes('xlsx', bytes, foreign)).toMatchObject([
      { row: 2, tubeCode: '123456789012' },
      { row: 3, code: 'results.tube_code_rounded', field: 'tube_code' },
      { row: 4, code: 'results.tube_unknown' },
    ])
    const json = Buffer.from(
      `[{"采样管号":1234567890123456789,"结果":"复检","检测时间":"${time}"},{"采样管号":1234567,"结果":"复检","检测时间":"${time}"}]`,
    )
    expect(await readBytes('json', json, foreign)).toMatchObject([
      { code: 'results.tube_code_rounded' },
      { tubeCode: '1234567', outcome: 'invalid' },
    ])
  })

  test('control rows are no results', async () => {
    const controls = { column: '类型', positive: ['PC'], negative: ['NC', '空白'] }
    const lines = [
      '采样管号,结果,检测时间,类型',
      ',阳性(+),x,pc',
      ',阴性(-),x,空白',
      ',阳性(+),x,NC',
      ',?,x,NC',
      'T000001,阴性(-),2021-12-27 11:00,S',
    ]
    expect(await readBytes('csv', Buffer.from(lines.join('\n')), { ...foreign, controls })).toMatchObject([
      { row: 2, control: 'positive', outcome: 'positive' },
      { row: 3, control: 'negative', outcome: 'negative' },
      { row: 4, control: 'negative', outcome: 'positive' },
      { row: 5, code: 'results.outcome_unknown' },
      { row: 6, tubeCode: 'T000001' },
    ])
  })
})

describe('a Bundle', () => {
  const row: WrittenRow = { tubeCode: 'POOL-01', outcome: 'positive', testedAt }
  const good = { row: 1, name: 'urn:o:POOL-01', ...row }
  const read = (entries: object[], change?: object) => readBytes('fhir', bundle(entries, change))
  const single = (n: number) => specimen(`SINGLE-${n}`)

  test('a pool has many parents and a code of its own', async () => {
    const parent = [1, 2, 3].map((n) => ({ reference: `urn:s:SINGLE-${n}` }))
    expect(await read([observation(row), single(1), single(2), single(3), specimen('POOL-01', { parent })])).toEqual([good])
  })

  test('a part of a tube is named by its tube, wherever that stands', async () => {
    const part = specimen('x', { accessionIdentifier: undefined, parent: [{ reference: 'Specimen/tube1' }] }, 'urn:s:part')
    const tube = specimen('POOL-01', { id: 'tube1' }, 'http://lab/Specimen/tube1')
    const about = observation(row, { specimen: { reference: 'urn:s:part' } })
    expect(await read([about, part, tube])).toEqual([good])
    expect(await read([tube, part, about])).toMatchObject([{ row: 3, tubeCode: 'POOL-01' }])
    const pool = specimen(
      'x',
      { accessionIdentifier: undefined, parent: [{ reference: 'urn:s:SINGLE-1' }, { reference: 'urn:s:SINGLE-2' }] },
      'urn:s:part',
    )
    expect(await read([about, pool, single(1), single(2)])).toMatchObject([
      { row: 1, code: 'results.entry_refused', message: 'urn:o:POOL-01: The Bundle does not tell the tube of its specimen.' },
    ])
  })

  test('the tube code may be an identifier, of our system before all others, or stand in the observation', async () => {
    const identifier = [{ value: 'LAB-00001' }, { system: 'urn:evergate:tube', value: 'pool-01' }]
    expect(
      await read([observation(row), specimen('x', { accessionIdentifier: { value: 'ACC-00001' }, identifier }, 'urn:s:POOL-01')]),
    ).toEqual([good])
    expect(await read([observation(row, { specimen: { identifier: { value: 'POOL-01' } } })])).toEqual([good])
  })

  test.each([
    ['another test', { code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] } }, 'LOINC'],
    ['another value', { valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '1' }] } }, 'SNOMED'],
    ['no time zone', { issued: '2021-12-27T11:00:00' }, 'time'],
    ['a preliminary state', { status: 'preliminary' }, 'final'],
    ['no specimen', { specimen: undefined }, 'specimen'],
  ])('an observation with %s is refused by its name', async (_name, change, word) => {
    const [refused, ...rest] = (await read([observation(row, change), specimen('POOL-01')])) as { code: string; message: string }[]
    expect(refused).toMatchObject({ row: 1, code: 'results.entry_refused' })
    expect(refused!.message).toMatch(new RegExp(`^urn:o:POOL-01: .*${word}`))
    expect(rest).toEqual([])
  })

  test('what is no result is passed over, what cannot be meant is refused', async () => {
    const request = { method: 'POST', url: 'x' }
    const entries = [
      { fullUrl: 'urn:p', resource: { resourceType: 'Patient' }, request },
      { fullUrl: 'urn:m', resource: { resourceType: 'MedicationRequest' }, request },
      { fullUrl: 'urn:d', resource: { resourceType: 'DiagnosticReport', status: 'final', result: [{ reference: 'urn:gone' }] }, request },
      { fullUrl: 'urn:n', resource: { resourceType: 'Observation' }, request: { method: 'DELETE', url: 'x' } },
      { fullUrl: 'urn:e' },
    ]
    const read = (await readBytes('fhir', bundle(entries))) as { row: number; code: string }[]
    expect(read.map(({ row, code }) => [row, code])).toEqual([2, 3, 4, 5].map((row) => [row, 'results.entry_refused']))
  })

  test.each([
    ['a searchset', { type: 'searchset' }],
    ['another resource', { resourceType: 'Parameters' }],
  ])('%s is no transaction', async (_name, change) => {
    expect(await read([observation(row)], change)).toMatchObject({ code: 'results.file_malformed', reason: 'no_transaction_bundle' })
  })
})

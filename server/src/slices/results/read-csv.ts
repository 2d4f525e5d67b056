/**
 * From the bytes of a CSV file (RFC 4180, or the delimiter and encoding of a template) to rows, as a stream: quotes, CRLF, limits.
 */
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { decodeText } from './decode-text.ts'
import { recordBytesMax, rowsMax, sliceRows } from './limits.ts'
import { columns, type ReadRow } from './result-row.ts'
import { createRowReader } from './row-reader.ts'
import { type FileRefusal, type RowSource, refusalOf } from './row-source.ts'
import type { TemplateInForce } from './template.ts'

export async function* readCsv(bytes: Readable, inForce: TemplateInForce): RowSource {
  const { template } = inForce
  const reader = createRowReader(inForce)
  const parser = parse({ relax_column_count: true, max_record_size: recordBytesMax, delimiter: template.delimiter })
  pipeline(Readable.from(decodeText(bytes, template.encoding)), parser, () => undefined) // what goes wrong is thrown by the parser
  let slice: ReadRow[] = []
  let row = 0
  let rows = 0
  let header = false
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1
      if (row <= reader.skipRows || (record.length === 1 && record[0]?.trim() === '')) continue
      if (!header) {
        const read = reader.readHeader(record)
        if (!read.ok) return read.refusal
        header = true
        continue
      }
      rows += 1
      if (rows > rowsMax) return { code: 'results.too_many_rows', rowsMax }
      slice.push(reader.readRow(row, record))
      if (slice.length < sliceRows) continue
      yield slice
      slice = []
    }
  } catch (error) {
    return refusalOfCsv(error)
  } finally {
    parser.destroy()
    bytes.destroy()
  }
  if (!header) return { code: 'results.header_wrong', missing: columns.map((column) => template.columns[column]), unknown: [] }
  if (slice.length > 0) yield slice
  return rows === 0 ? { code: 'results.file_empty' } : undefined
}

function refusalOfCsv(error: unknown): FileRefusal {
  if (!(error instanceof CsvError)) return refusalOf(error)
  return { code: 'results.file_malformed', row: Number(error.records) + 1, reason: error.code.toLowerCase() }
}

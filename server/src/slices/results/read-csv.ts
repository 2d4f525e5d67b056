/**
 * From CSV text (RFC 4180) to rows: header, quotes, CRLF, limits. Knows the columns, not what is registered.
 */
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { sleep } from '../../platform/clock.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { type Column, columns, type ReportedRow, type RowError, readRow, rowError } from './result-row.ts'

export const rowsMax = 200_000
const recordLengthMax = 4_096
const sliceLength = 64 * 1024
/** After this many rows others get their turn: 5,000 take about 15 ms. */
const rowsBetweenTurns = 5_000

export type CsvRefusal =
  | { readonly code: 'results.header_wrong'; readonly missing: readonly string[]; readonly unknown: readonly string[] }
  | { readonly code: 'results.file_empty' }
  | { readonly code: 'results.file_malformed'; readonly row: number; readonly reason: string }
  | { readonly code: 'results.too_many_rows'; readonly rowsMax: number }

type Rows = (ReportedRow | RowError)[]

export async function readCsv(text: string): Promise<Result<Rows, CsvRefusal>> {
  const parser = Readable.from(slicesOf(text)).pipe(parse({ relax_column_count: true, max_record_size: recordLengthMax }))
  const rows: Rows = []
  let order: readonly Column[] | undefined
  let row = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1
      if (row % rowsBetweenTurns === 0) await sleep(0)
      if (record.length === 1 && record[0]?.trim() === '') continue
      if (order === undefined) {
        const header = readHeader(record)
        if (!header.ok) return header
        order = header.value
      } else if (rows.length === rowsMax) return refuse({ code: 'results.too_many_rows', rowsMax })
      else rows.push(readRecord(row, record, order))
    }
  } catch (error) {
    if (error instanceof CsvError)
      return refuse({ code: 'results.file_malformed', row: Number(error.records) + 1, reason: error.code.toLowerCase() })
    throw error
  }
  if (order === undefined) return refuse({ code: 'results.header_wrong', missing: columns, unknown: [] })
  return rows.length === 0 ? refuse({ code: 'results.file_empty' }) : accept(rows)
}

function readHeader(record: readonly string[]): Result<readonly Column[], CsvRefusal> {
  const names = record.map((name) => name.trim().toLowerCase())
  const missing = columns.filter((column) => !names.includes(column))
  const unknown = names.filter((name, at) => !columns.includes(name as Column) || names.indexOf(name) !== at)
  if (missing.length === 0 && unknown.length === 0) return accept(names as Column[])
  return refuse({ code: 'results.header_wrong', missing, unknown: unknown.slice(0, 20).map((name) => name.slice(0, 40)) })
}

function readRecord(row: number, record: readonly string[], order: readonly Column[]): ReportedRow | RowError {
  if (record.length !== order.length)
    return rowError(
      row,
      null,
      'results.columns_wrong',
      `The row has ${record.length} fields, the header ${order.length}.`,
      record.join(','),
    )
  return readRow(row, Object.fromEntries(order.map((column, at) => [column, record[at]!])) as Record<Column, string>)
}

function* slicesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += sliceLength) yield text.slice(at, at + sliceLength)
}

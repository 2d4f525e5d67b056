/**
 * Rows as JSON: a list of objects, or an object a line (NDJSON). The names of their fields are the template's columns.
 */
import { decodeText } from './decode-text.ts'
import { readJsonValues } from './json-values.ts'
import { recordBytesMax, rowsMax, sliceRows } from './limits.ts'
import { numberText } from './number-text.ts'
import { type ReadRow, rowError } from './result-row.ts'
import { createRowReader, type RowReader } from './row-reader.ts'
import { type RowSource, refusalOf, Unreadable } from './row-source.ts'
import type { Spooled } from './spool.ts'
import type { TemplateInForce } from './template.ts'

export async function* readJson(file: Spooled, inForce: TemplateInForce): RowSource {
  const reader = createRowReader(inForce)
  let slice: ReadRow[] = []
  let rows = 0
  try {
    const values = (await startsWithBracket(file)) ? readListed(file) : readLines(file)
    for await (const some of values) {
      for (const { row, value } of some) {
        rows += 1
        if (rows > rowsMax) return { code: 'results.too_many_rows', rowsMax }
        slice.push(readObject(reader, row, value))
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

interface NumberedValue {
  readonly row: number
  readonly value: unknown
}

async function startsWithBracket(file: Spooled): Promise<boolean> {
  const head = file.stream(0, Math.min(file.bytes, 1_024))
  for await (const text of decodeHead(head)) return /^\ufeff?\s*\[/.test(text)
  return false
}

/** The first bytes may end within a character; only what they begin with matters. */
async function* decodeHead(head: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const chunk of head) yield chunk.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
}

async function* readListed(file: Spooled): AsyncGenerator<readonly NumberedValue[]> {
  for await (const values of readJsonValues(file, ['$.*'], 1)) yield values.map(({ key, value }) => ({ row: Number(key) + 1, value }))
}

const notJson = Symbol('not JSON')

async function* readLines(file: Spooled): AsyncGenerator<readonly NumberedValue[]> {
  const bytes = file.stream()
  let rest = ''
  let row = 0
  const parsed = (lines: readonly string[]): NumberedValue[] =>
    lines.flatMap((line) => {
      row += 1
      return line.trim() === '' ? [] : [{ row, value: parseLine(line) }]
    })
  try {
    for await (const text of decodeText(bytes)) {
      const lines = (rest + text).split('\n')
      rest = lines.pop()!
      yield parsed(lines)
      if (rest.length > recordBytesMax) throw new Unreadable({ code: 'results.file_malformed', row: row + 1, reason: 'record_too_long' })
    }
    yield parsed([rest])
  } finally {
    bytes.destroy()
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return notJson
  }
}

function readObject(reader: RowReader, row: number, value: unknown): ReadRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return rowError(row, null, 'results.columns_wrong', 'This is no JSON object.', typeof value === 'string' ? value : null)
  const fields: Record<string, string> = {}
  for (const [name, field] of Object.entries(value)) {
    const text = typeof field === 'number' ? numberText(field) : field
    if (text === undefined)
      return rowError(
        row,
        'tube_code',
        'results.tube_code_rounded',
        'A number of so many digits is not exact; write it as text.',
        String(field),
      )
    fields[name] = typeof text === 'string' ? text : ''
  }
  return reader.readNamed(row, fields)
}

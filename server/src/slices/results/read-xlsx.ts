/**
 * Rows of a spreadsheet (XLSX): header, texts, numbers and dates by the template. Nothing of it is ever whole in memory but its table of texts.
 */
import { rowsMax, sliceRows } from './limits.ts'
import { numberText, serialDateText } from './number-text.ts'
import { type ReadRow, rowError } from './result-row.ts'
import { createRowReader, type RowReader } from './row-reader.ts'
import { type RowSource, refusalOf } from './row-source.ts'
import { readSheetRows, type SheetRow } from './sheet-rows.ts'
import type { Spooled } from './spool.ts'
import type { TemplateInForce } from './template.ts'
import { openWorkbook } from './workbook.ts'
import { openZip } from './zip.ts'

export async function* readXlsx(file: Spooled, inForce: TemplateInForce): RowSource {
  const reader = createRowReader(inForce)
  let slice: ReadRow[] = []
  let rows = 0
  let width: number | undefined
  try {
    const archive = await openZip(file)
    const { sheetPart, from1904, strings } = await openWorkbook(archive, inForce.template.sheet)
    for await (const some of readSheetRows(archive.open(sheetPart), strings)) {
      for (const one of some) {
        if (one.row <= reader.skipRows) continue
        if (width === undefined) {
          const header = reader.readHeader(one.cells.map(String))
          if (!header.ok) return header.refusal
          width = one.cells.length
          continue
        }
        rows += 1
        if (rows > rowsMax) return { code: 'results.too_many_rows', rowsMax }
        slice.push(readCells(reader, one, width, from1904))
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

function readCells(reader: RowReader, { row, cells }: SheetRow, width: number, from1904: boolean): ReadRow {
  const fields: string[] = []
  for (let at = 0; at < Math.max(width, cells.length); at++) {
    const cell = cells[at] ?? '' // trailing empty cells are not written
    if (typeof cell === 'string') fields.push(cell)
    else if (reader.columnAt(at) === 'tested_at') fields.push(serialDateText(cell, from1904) ?? String(cell))
    else {
      const text = numberText(cell)
      if (text === undefined && reader.columnAt(at) === 'tube_code')
        return rowError(
          row,
          'tube_code',
          'results.tube_code_rounded',
          'The spreadsheet keeps 15 digits of a number; write tube codes as text.',
          String(cell),
        )
      fields.push(text ?? String(cell))
    }
  }
  return reader.readRow(row, fields)
}

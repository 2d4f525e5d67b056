/**
 * The rows of a sheet as a stream: cells with the text or the number that stands in them. Formulas are not computed; their last value counts.
 */
import { fieldLengthMax } from './limits.ts'
import type { SharedStrings } from './shared-strings.ts'
import { readXml } from './xml-stream.ts'

/** A number stays one, because what it means depends on the column. */
export type Cell = string | number

export interface SheetRow {
  /** As the spreadsheet counts. */
  readonly row: number
  /** By column; empty ones are empty texts. */
  readonly cells: readonly Cell[]
}

/** Further columns are not looked at. */
const columnsMax = 256
const rowNumberMax = 1_048_576

/** Rows that hold anything, in the order of the part. Throws `Unreadable`. */
export async function* readSheetRows(bytes: AsyncIterable<Buffer>, strings: SharedStrings): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = []
  let row = 0
  let cells: Cell[] = []
  let column = -1
  let type = 'n'
  let text = ''
  let reads = false
  let phonetic = 0
  const reading = readXml(bytes, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = rowOf(attributes.r) ?? row + 1
        cells = []
        column = -1
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        type = attributes.t ?? 'n'
        text = ''
      } else if (name === 'rPh') phonetic += 1
      reads = (name === 'v' || name === 't') && phonetic === 0
    },
    close: (name) => {
      if (name === 'c' && column < columnsMax && text !== '') {
        while (cells.length < column) cells.push('')
        cells[column] = cellOf(type, text, strings)
      } else if (name === 'row' && cells.length > 0) rows.push({ row, cells })
      else if (name === 'rPh') phonetic -= 1
      reads = false
    },
    text: (part) => {
      if (reads && text.length < fieldLengthMax) text = (text + part).slice(0, fieldLengthMax)
    },
  })
  for await (const _ of reading) {
    if (rows.length > 0) yield rows
    rows = []
  }
}

function cellOf(type: string, text: string, strings: SharedStrings): Cell {
  if (type === 's') return strings.text(Number(text)) ?? ''
  return type === 'n' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** The number of a row, undefined where it is none that a spreadsheet has. */
function rowOf(text: string | undefined): number | undefined {
  const row = Number(text)
  return Number.isInteger(row) && row > 0 && row <= rowNumberMax ? row : undefined
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length && at < 4; at++) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

/**
 * Rows of a table by a laboratory's template: finds the columns in the header, then reads row after row. The same for CSV, sheets and JSON. Pure.
 */
import { accept, type Result, refuse } from '../../platform/result.ts'
import { type Column, columns, type Reading, type ReadRow, readFields, rowError } from './result-row.ts'
import { plainWord, type TemplateInForce } from './template.ts'

export type HeaderRefusal = {
  readonly code: 'results.header_wrong'
  readonly missing: readonly string[]
  readonly unknown: readonly string[]
}

export interface RowReader {
  readonly skipRows: number
  /** What stands in this column, counted from 0; undefined before the header was read and for columns that mean nothing. */
  columnAt(place: number): Column | 'control' | undefined
  /** Takes the names of the columns; the rows that follow have their fields in this order. */
  readHeader(names: readonly string[]): Result<undefined, HeaderRefusal>
  readRow(row: number, fields: readonly string[]): ReadRow
  /** A row whose fields have names of their own. */
  readNamed(row: number, fields: Readonly<Record<string, string>>): ReadRow
}

const unknownShown = 20

/** A reader for one file. */
export function createRowReader({ template, version }: TemplateInForce): RowReader {
  const strict = version === null // the standard form knows no further columns; a laboratory's own export may have any
  const wanted = new Map<string, Column | 'control'>(columns.map((column) => [plainWord(template.columns[column]), column]))
  if (template.controls !== null) wanted.set(plainWord(template.controls.column), 'control')
  const reading = readingOf(template)
  const controlOf = createControls(template)
  let places = new Map<Column | 'control', number>()
  let width = 0

  const readHeader: RowReader['readHeader'] = (names) => {
    const plain = names.map(plainWord)
    const found = plain.filter((name) => wanted.has(name))
    const missing = [...wanted.keys()].filter((name) => !found.includes(name)).map((name) => nameOf(template, wanted.get(name)!))
    const unknown = plain.filter((name, at) => (strict && !wanted.has(name)) || (wanted.has(name) && plain.indexOf(name) !== at))
    if (missing.length > 0 || unknown.length > 0)
      return refuse({ code: 'results.header_wrong', missing, unknown: unknown.slice(0, unknownShown).map((name) => name.slice(0, 40)) })
    places = new Map([...wanted].map(([name, column]) => [column, plain.indexOf(name)]))
    width = names.length
    return accept(undefined)
  }
  const readRow: RowReader['readRow'] = (row, fields) => {
    if (strict ? fields.length !== width : fields.length <= Math.max(...places.values()))
      return rowError(
        row,
        null,
        'results.columns_wrong',
        `The row has ${fields.length} fields, the header ${width}.`,
        fields.join(',').slice(0, 400),
      )
    const field = (column: Column | 'control') => fields[places.get(column)!]!
    const control = template.controls === null ? undefined : controlOf(field('control'))
    const read = { tube_code: field('tube_code'), outcome: field('outcome'), tested_at: field('tested_at') }
    return control === undefined ? readFields(row, read, reading) : readControl(row, control, read.outcome, reading)
  }
  const readNamed: RowReader['readNamed'] = (row, fields) => {
    const header = readHeader(Object.keys(fields))
    if (header.ok) return readRow(row, Object.values(fields))
    const { missing, unknown } = header.refusal
    return rowError(row, null, 'results.columns_wrong', `Missing: ${missing.join(', ')}. Not known: ${unknown.join(', ')}.`, null)
  }
  const columnAt: RowReader['columnAt'] = (place) => [...places].find(([, at]) => at === place)?.[0]
  return { skipRows: template.skipRows, columnAt, readHeader, readRow, readNamed }
}

function nameOf({ columns, controls }: TemplateInForce['template'], column: Column | 'control'): string {
  return column === 'control' ? controls!.column : columns[column]
}

function readingOf(template: TemplateInForce['template']): Reading {
  const words = new Map(Object.entries(template.outcomeWords).map(([word, outcome]) => [plainWord(word), outcome]))
  const { timeZoneOffsetMinutes } = template
  return { outcomeOf: (text) => (text.length > 200 ? undefined : words.get(plainWord(text))), timeZoneOffsetMinutes }
}

function createControls({ controls }: TemplateInForce['template']): (text: string) => 'positive' | 'negative' | undefined {
  const positive = new Set(controls?.positive.map(plainWord))
  const negative = new Set(controls?.negative.map(plainWord))
  return (text) => {
    const word = plainWord(text.slice(0, 200))
    if (positive.has(word)) return 'positive'
    return negative.has(word) ? 'negative' : undefined
  }
}

function readControl(row: number, control: 'positive' | 'negative', outcome: string, reading: Reading): ReadRow {
  const read = reading.outcomeOf(outcome)
  if (read !== undefined) return { row, control, outcome: read }
  return rowError(row, 'outcome', 'results.outcome_unknown', 'The outcome of a control must be negative, positive or invalid.', outcome)
}

/**
 * The tables of docs/scale.md from measured rows: one column a size, the last measurement of each. Pure.
 */
import { microsecondsEach, type ScaleRow } from './scale-row.ts'

export const tableBegins = '<!-- measured: written by npm run sim -- scale -->'
export const tableEnds = '<!-- end of what was measured -->'

/** Tables below so many bytes a resident in every column are added up in one line. */
const shownFrom = 1

/** Replaces what is between the marks of a page. Throws where it has none. */
export function withTables(page: string, rows: readonly ScaleRow[]): string {
  const [begin, end] = [page.indexOf(tableBegins), page.indexOf(tableEnds)]
  if (begin === -1 || end < begin) throw new Error('the page has no place for what was measured')
  return `${page.slice(0, begin)}${tableBegins}\n\n${scaleTables(rows)}\n\n${page.slice(end)}`
}

export function scaleTables(rows: readonly ScaleRow[]): string {
  const columns = newestOfEachSize(rows)
  const names = columns.map(({ residents }) => residents.toLocaleString('en'))
  return [table(['per resident', ...names], planeLines(columns)), table(['bytes per resident', ...names], byteLines(columns))].join('\n\n')
}

function newestOfEachSize(rows: readonly ScaleRow[]): ScaleRow[] {
  const newest = new Map(rows.toSorted((one, other) => (one.measuredAt < other.measuredAt ? -1 : 1)).map((row) => [row.residents, row]))
  return [...newest.values()].toSorted((one, other) => one.residents - other.residents)
}

function planeLines(columns: readonly ScaleRow[]): string[][] {
  const line = (name: string, read: (row: ScaleRow) => string): string[] => [name, ...columns.map(read)]
  const us = (value: number): string => `${Number(value.toPrecision(3))} us`
  return [
    line('loading, processor time', (row) => us(microsecondsEach(row.load, row.residents))),
    line('loading, whole', (row) => `${(row.load.seconds / 60).toFixed(1)} min`),
    line('deciding anew, processor time', (row) => us(microsecondsEach(row.planes.decisions, row.residents))),
    line('deciding anew, whole', (row) => `${row.planes.decisions.seconds.toFixed(1)} s`),
    line('lists from nothing, processor time', (row) => us(microsecondsEach(row.planes.lists, row.residents))),
    line('lists from nothing, whole', (row) => `${row.planes.lists.seconds.toFixed(2)} s`),
    line('taking in a swab, processor time', (row) => us(microsecondsEach(row.intake, row.intake.swabs))),
    line('bytes a swab, not boxed or tested yet', (row) => perSwab(row).toFixed(0)),
    line('server ready after', (row) => `${row.start.seconds.toFixed(1)} s`),
    line('memory of the server', (row) => `${(row.start.serverBytes / 1e6).toFixed(0)} MB`),
    line('database', (row) => `${(row.planes.databaseBytes / 1e9).toFixed(2)} GB`),
  ]
}

function perSwab({ intake, intakeBytes }: ScaleRow): number {
  return Object.values(intakeBytes).reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, intake.swabs)
}

function byteLines(columns: readonly ScaleRow[]): string[][] {
  const each = ({ planes, residents }: ScaleRow, name: string): number => {
    const { heap = 0, index = 0 } = planes.tables[name] ?? {}
    return (heap + index) / residents
  }
  const all = [...new Set(columns.flatMap(({ planes }) => Object.keys(planes.tables)))].toSorted()
  const largest = Math.max(...columns.map(({ residents }) => residents))
  const shown = all.filter((name) => columns.some((row) => row.residents === largest && each(row, name) >= shownFrom))
  const sum = (row: ScaleRow, names: readonly string[]): string => names.reduce((total, name) => total + each(row, name), 0).toFixed(1)
  return [
    ...shown.map((name) => [name, ...columns.map((row) => each(row, name).toFixed(1))]),
    [
      'all others',
      ...columns.map((row) =>
        sum(
          row,
          all.filter((name) => !shown.includes(name)),
        ),
      ),
    ],
    ['sum', ...columns.map((row) => sum(row, all))],
  ]
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_cell, at) => (at === 0 ? '---' : '---:'))), ...lines.map(line)].join('\n')
}

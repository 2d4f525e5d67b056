/**
 * The console's table: a real table where there is room, one labelled card per row on a narrow screen.
 * Roles are spelled out because changing `display` takes a table's meaning away from screen readers.
 */
import type { ReactNode } from 'react'
import styles from './data-table.module.css'

export type Column<Row> = {
  readonly key: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Figures stand right-aligned, with digits of one width. */
  readonly figures?: boolean
  /** The cell that names the row; it leads the card on a narrow screen. */
  readonly names?: boolean
  /** A column of buttons: its header is for screen readers only. */
  readonly actions?: boolean
}

type DataTableProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row, index: number) => string
  /** Many short rows: on a narrow screen one list with a row's figures side by side, not a card for each. */
  dense?: boolean
}

export function DataTable<Row>({ label, columns, rows, rowKey, dense = false }: DataTableProps<Row>) {
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: the elements are the right ones, the roles survive display: block
    // biome-ignore-start lint/a11y/noRedundantRoles: as above
    <div className={styles.frame}>
      <table className={styles.table} role="table" aria-label={label} data-dense={dense}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} scope="col" role="columnheader" data-figures={column.figures} data-actions={column.actions}>
                <span>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)} role="row">
              {columns.map((column) => (
                <td
                  key={column.key}
                  role="cell"
                  data-label={column.header}
                  data-figures={column.figures}
                  data-names={column.names}
                  data-actions={column.actions}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    // biome-ignore-end lint/a11y/noRedundantRoles: as above
    // biome-ignore-end lint/a11y/useSemanticElements: as above
  )
}

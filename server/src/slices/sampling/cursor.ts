/**
 * Pages of rows in the order of time and id. Pure.
 */

/** The last row of a page. */
export interface After {
  readonly at: Date
  readonly id: string
}

/** The text by which the next page is asked for; null where this one was not full. */
export function cursorOf(rows: readonly After[], pageRows: number): string | null {
  const last = rows.at(-1)
  return last === undefined || rows.length < pageRows ? null : `${last.at.toISOString()}_${last.id}`
}

/** What `cursorOf` made, as far as its form is right (the route's schema sees to that). */
export function readCursor(cursor: string | undefined): After | undefined {
  const [at, id] = cursor?.split('_') ?? []
  return at === undefined || id === undefined ? undefined : { at: new Date(at), id }
}

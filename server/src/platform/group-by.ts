/**
 * Rows by what they have in common. (`Map.groupBy` comes with Node 21.)
 */

/** Groups `rows` by the key of each, both in the order in which they first appear. */
export function groupBy<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [row])
    else known.push(row)
  }
  return groups
}

/**
 * `var`: reading a path out of data. Own properties of objects and indexes of arrays only, so nothing of a prototype, no method and no length
 * can be read; whatever is not there is null.
 */
/** One step of a path: the property name, and the array index it stands for or -1. */
export interface PathStep {
  readonly name: string
  readonly index: number
}

const indexPattern = /^(?:0|[1-9]\d{0,8})$/

/** The steps of a dotted path; none for the empty path, which is the whole data. */
export function parsePath(path: string): PathStep[] {
  return path === '' ? [] : path.split('.').map((name) => ({ name, index: indexPattern.test(name) ? Number(name) : -1 }))
}

/** The value at the end of the path, or null. */
export function access(data: unknown, path: readonly PathStep[]): unknown {
  let value = data
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return null
    if (Array.isArray(value)) value = step.index >= 0 ? value[step.index] : null
    else if (!Object.hasOwn(value, step.name)) return null
    else value = (value as Record<string, unknown>)[step.name]
  }
  return value === undefined ? null : value
}

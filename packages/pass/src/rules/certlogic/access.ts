/**
 * `var`: reading a path out of data. Own properties of objects and indexes of arrays only, so nothing of a prototype, no method and no length
 * can be read; whatever is not there is null.
 */

/** One step of a path: the property name, and the array index it stands for or -1. */
export interface Step {
  readonly name: string
  readonly index: number
}

const indexPattern = /^(?:0|[1-9]\d{0,8})$/

/** The steps of a path; none for the empty path, which is the whole data. */
export function stepsOf(path: string): readonly Step[] {
  const names = path === '' ? [] : path.split('.')
  return names.map((name) => ({ name, index: indexPattern.test(name) ? Number(name) : -1 }))
}

/** Reads one path out of a scope, or null. */
export function readerOf(path: string): (scope: unknown) => unknown {
  const steps = stepsOf(path)
  return (scope) => {
    let value: unknown = scope ?? null
    for (const step of steps) value = take(value, step)
    return value
  }
}

// Not `Object.hasOwn`, which takes longer to call.
const hasOwn = Object.prototype.hasOwnProperty

/** What one step leads to, or null. */
export function take(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return step.index >= 0 ? (value[step.index] ?? null) : null
  return hasOwn.call(value, step.name) ? ((value as Record<string, unknown>)[step.name] ?? null) : null
}

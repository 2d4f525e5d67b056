/**
 * `var`: reading a path out of data. Own properties of objects and indexes of arrays only, so nothing of a prototype, no method and no length
 * can be read; whatever is not there is null.
 */

/** One step of a path: the property name, and the array index it stands for or -1. */
interface Step {
  readonly name: string
  readonly index: number
  /** Every object has something by this name that is not its own. Elsewhere a plain object need not be asked whose it is, which takes longer than reading. */
  readonly inherited: boolean
}

const indexPattern = /^(?:0|[1-9]\d{0,8})$/

/** The steps of a path; none for the empty path, which is the whole data. */
function parsePath(path: string): readonly Step[] {
  const names = path === '' ? [] : path.split('.')
  return names.map((name) => ({ name, index: indexPattern.test(name) ? Number(name) : -1, inherited: name in Object.prototype }))
}

/**
 * Reads one path out of a scope, or null. Two steps, as nearly every rule takes them, are written out: with that, and without remembering the container, the
 * example rules went from 111 ns to 102.
 */
export function readerOf(path: string): (scope: unknown) => unknown {
  const steps = parsePath(path)
  const [first, second] = steps
  if (first !== undefined && second !== undefined && steps.length === 2) return (scope) => take(take(scope, first), second)
  return (scope) => {
    let value: unknown = scope ?? null
    for (const step of steps) value = take(value, step)
    return value
  }
}

/** A plain object is asked first: it has no methods and no length to keep from being read. */
function take(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null) return null
  if (!step.inherited && Object.getPrototypeOf(value) === Object.prototype) return (value as Record<string, unknown>)[step.name] ?? null
  if (Array.isArray(value)) return step.index >= 0 ? (value[step.index] ?? null) : null
  return Object.hasOwn(value, step.name) ? ((value as Record<string, unknown>)[step.name] ?? null) : null
}

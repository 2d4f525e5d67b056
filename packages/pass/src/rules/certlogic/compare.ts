/** What all comparisons of two or three operands share. Must not know what is compared. */
import { givesBoolean, type Operand, read, type Source } from './operand.ts'
import type { Run } from './run.ts'

/** Compares each operand with the next, all of the right type (`check` says so, or gives up) before the first two are compared. */
export function compare<Value>(
  operands: readonly Operand[],
  operator: string,
  check: (value: unknown, operator: string) => Value,
  holds: (left: Value, right: Value, run: Run) => boolean,
): Operand {
  const [first, second, third] = operands.map(({ source }) => source) as [Source, Source, Source | undefined]
  return givesBoolean((scope, run) => {
    const a = read(first, scope, run)
    const b = read(second, scope, run)
    if (third === undefined) return holds(check(a, operator), check(b, operator), run)
    const right = check(read(third, scope, run), operator)
    const middle = check(b, operator)
    return holds(check(a, operator), middle, run) && holds(middle, right, run)
  })
}

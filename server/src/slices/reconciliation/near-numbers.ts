/**
 * Numbers that a tired person takes for one another: one character wrong, missing or too many, or two neighbours swapped. Pure.
 */

/** True where one slip turns `a` into `b` (or `b` into `a`): edit distance 1, or two neighbours swapped. Equal numbers are no slip. */
export function isSlipAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/** A number that only a laboratory knows (or knows twice), and the box it came out of there. */
export interface OddNumber {
  readonly tubeCode: string
  readonly boxCode: string | null
  /** A laboratory entered it on receipt, so it cannot be meant for a tube that was entered too. */
  readonly received: boolean
}

/** A tube that a desk told of and that should have been seen at the laboratory by now. */
export type MissingTube = OddNumber

/**
 * For each odd number the missing tube it was most likely meant for; those without are left out. Each tube explains one number. The same box goes
 * before another one, then the order of numbers decides, so that the order of asking does not matter.
 */
export function matchNumbers(odd: readonly OddNumber[], missing: readonly MissingTube[]): Map<string, string> {
  const byKey = new Map<string, MissingTube[]>()
  for (const tube of missing) {
    for (const key of keysOf(tube.tubeCode)) {
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [tube])
      else known.push(tube)
    }
  }
  const pairs = odd.flatMap((number) =>
    [...new Set(keysOf(number.tubeCode).flatMap((key) => byKey.get(key) ?? []))]
      .filter((tube) => !(number.received && tube.received) && isSlipAway(number.tubeCode, tube.tubeCode))
      .map((tube) => ({ number, tube, sameBox: number.boxCode !== null && number.boxCode === tube.boxCode })),
  )
  pairs.sort((a, b) => Number(b.sameBox) - Number(a.sameBox) || order(a.number, b.number) || order(a.tube, b.tube))
  const taken = new Set<string>()
  const matched = new Map<string, string>()
  for (const { number, tube } of pairs) {
    if (matched.has(number.tubeCode) || taken.has(tube.tubeCode)) continue
    matched.set(number.tubeCode, tube.tubeCode)
    taken.add(tube.tubeCode)
  }
  return matched
}

function order(a: OddNumber, b: OddNumber): number {
  return a.tubeCode < b.tubeCode ? -1 : a.tubeCode > b.tubeCode ? 1 : 0
}

/** Two numbers one slip apart share a key: the number itself, with one character left out, or with two neighbours in order. */
function keysOf(code: string): string[] {
  const shorter = Array.from(code, (_, at) => code.slice(0, at) + code.slice(at + 1))
  return [...new Set([code, ...shorter])]
}

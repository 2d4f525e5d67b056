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
  /** When the laboratory saw it. */
  readonly since: Date
}

/** A tube that a desk told of and that should have been seen at the laboratory by now. */
export interface MissingTube extends Omit<OddNumber, 'since'> {
  /** When its first swab was taken. */
  readonly takenAt: Date
}

/** A tube is seen at the laboratory after it was filled (two clocks may differ), and within days. */
const clocksDifferMs = 3_600_000
const underwayMsMax = 3 * 86_400_000

/**
 * For each odd number the missing tube it was most likely meant for; those without are left out. Each tube explains one number, and as many numbers as
 * possible are explained. Tubes of the same box go before others; whatever the order of asking, the answer is the same.
 */
export function matchNumbers(odd: readonly OddNumber[], missing: readonly MissingTube[]): Map<string, string> {
  const candidates = candidatesOf(odd.toSorted(byCode), missing.toSorted(byCode))
  const matched = new Map<string, OddNumber>() // by the missing tube
  for (const sameBox of [true, false]) {
    const known = new Set([...matched.values()].map((number) => number.tubeCode))
    const allowed = new Map(
      [...candidates].map(([number, tubes]) => [number, sameBox ? tubes.filter((tube) => tube.boxCode === number.boxCode) : tubes]),
    )
    for (const number of candidates.keys()) if (!known.has(number.tubeCode)) findPlace(number, allowed, matched, new Set(), stepsAsideMax)
  }
  return new Map([...matched].map(([tubeCode, number]) => [number.tubeCode, tubeCode]))
}

/** How many others may have to move for one number; beyond that the order of numbers is as good as any. */
const stepsAsideMax = 6

/** Gives the number a tube that is free, or that its holder can change for another (augmenting paths, Kuhn 1955). */
function findPlace(
  number: OddNumber,
  allowed: ReadonlyMap<OddNumber, readonly MissingTube[]>,
  matched: Map<string, OddNumber>,
  seen: Set<string>,
  stepsAside: number,
): boolean {
  for (const { tubeCode } of allowed.get(number)!) {
    if (seen.has(tubeCode)) continue
    seen.add(tubeCode)
    const holder = matched.get(tubeCode)
    if (holder !== undefined && (stepsAside === 0 || !findPlace(holder, allowed, matched, seen, stepsAside - 1))) continue
    matched.set(tubeCode, number)
    return true
  }
  return false
}

function candidatesOf(odd: readonly OddNumber[], missing: readonly MissingTube[]): Map<OddNumber, MissingTube[]> {
  const byKey = new Map<string, MissingTube[]>()
  for (const tube of missing) {
    for (const key of keysOf(tube.tubeCode)) {
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [tube])
      else known.push(tube)
    }
  }
  return new Map(
    odd.map((number) => {
      const near = new Set(keysOf(number.tubeCode).flatMap((key) => byKey.get(key) ?? []))
      return [number, [...near].filter((tube) => mayMean(number, tube)).toSorted(byCode)]
    }),
  )
}

function mayMean(number: OddNumber, tube: MissingTube): boolean {
  const underwayMs = number.since.getTime() - tube.takenAt.getTime()
  const inTime = underwayMs >= -clocksDifferMs && underwayMs <= underwayMsMax
  return inTime && !(number.received && tube.received) && isSlipAway(number.tubeCode, tube.tubeCode)
}

function byCode(a: { readonly tubeCode: string }, b: { readonly tubeCode: string }): number {
  return a.tubeCode < b.tubeCode ? -1 : a.tubeCode > b.tubeCode ? 1 : 0
}

/** Two numbers one slip apart share a key: the number itself, or with one character left out. */
function keysOf(code: string): string[] {
  const shorter = Array.from(code, (_, at) => code.slice(0, at) + code.slice(at + 1))
  return [...new Set([code, ...shorter])]
}

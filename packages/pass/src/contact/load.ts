/**
 * The load level of a server, and which of a client's calls it speaks of. Pure; knows no route and no header.
 */

/** How much a call matters, least first: the order in which an overloaded server refuses. */
export const loadClasses = ['sheddable', 'sheddable_plus', 'critical', 'critical_plus'] as const

/** One of `loadClasses`. */
export type LoadClass = (typeof loadClasses)[number]

/** The highest load level: every class is refused whole. */
export const levelMax = loadClasses.length

/** The highest rung of the degradation ladder: devices alone. */
export const rungMax = 5

/**
 * The part of a class that is refused at this level, from 0 (nobody) to 1 (everybody): the integer part of a level counts classes refused whole from the
 * least important, the rest is the refused part of the next one. Specification: docs/spec/contact.md, section 2.
 */
export function refusedShare(level: number, load: LoadClass): number {
  return Math.min(Math.max(level - loadClasses.indexOf(load), 0), 1)
}

const levels = [0, 1, 2, 2, 3, 4] as const

/**
 * The load level (0 to `levelMax`) that a rung of the ladder (0 to `rungMax`) amounts to: rungs 1 and 2 close a class each, rung 3 only the reading of passes,
 * rung 4 leaves what matters most, rung 5 nothing.
 */
export function levelOfRung(rung: number): number {
  return levels[Math.min(Math.max(Math.floor(rung), 0), rungMax)] ?? 0
}

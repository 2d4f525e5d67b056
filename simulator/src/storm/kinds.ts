/**
 * What people and devices want of a server in a storm, and how important the server holds it to be. Names only; how each is asked for is in
 * generator/requests.ts.
 */

/** One kind of intent. `display` needs no server and is not among them: see generator/offline-gates.ts. */
export const kinds = ['sync', 'passes', 'upload', 'history', 'registration', 'dashboard', 'static'] as const
export type Kind = (typeof kinds)[number]

/** Load classes of the server from the most important, and the files, which need no place and are counted apart. */
export const classes = ['critical_plus', 'critical', 'sheddable_plus', 'sheddable', 'static'] as const
export type StormClass = (typeof classes)[number]

export const classOf: Readonly<Record<Kind, StormClass>> = {
  sync: 'critical_plus',
  passes: 'critical',
  upload: 'critical',
  history: 'sheddable_plus',
  registration: 'sheddable_plus',
  dashboard: 'sheddable',
  static: 'static',
}

/** How long somebody waits for one answer before giving up, milliseconds from the moment they meant to ask. */
export const patienceMs: Readonly<Record<Kind, number>> = {
  sync: 10_000,
  passes: 3_000,
  upload: 10_000,
  history: 3_000,
  registration: 3_000,
  dashboard: 5_000,
  static: 3_000,
}

/** Intents a second of one kind over time: corner points (second of the storm, intents a second), straight lines in between. */
export type Course = readonly (readonly [second: number, perSecond: number])[]
export type Profile = Partial<Readonly<Record<Kind, Course>>>

/** Whether what is counted here uses the database: files do not, and are kept out of capacity and goodput. */
export function needsPlace(stormClass: StormClass): boolean {
  return stormClass !== 'static'
}

/** The rate of a course at a second; before its first corner and after its last the rate stays. */
export function rateAt(course: Course, second: number): number {
  const next = course.findIndex(([at]) => at > second)
  if (next === 0) return course[0]![1]
  if (next === -1) return course.at(-1)?.[1] ?? 0
  const [[fromAt, from], [toAt, to]] = [course[next - 1]!, course[next]!]
  return from + ((to - from) * (second - fromAt)) / (toAt - fromAt)
}

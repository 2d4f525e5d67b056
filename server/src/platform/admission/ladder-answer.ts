/**
 * What the server tells the world about its load at GET /v1/load. Pure: figures in, a report out. The front door writes it; nothing is queued or looked up for it.
 */
import { levelOfRung, type Rung } from './ladder.ts'
import { type LoadClass, loadClasses } from './load-class.ts'

/** A class of requests at the door: all of them may go on, some, or none. */
export type Openness = 'open' | 'part' | 'shut'

/** Body of GET /v1/load. */
export interface LoadReport {
  /** As `x-evergate-load`, 0..4. */
  readonly level: number
  readonly rung: Rung
  readonly classes: Readonly<Record<LoadClass, Openness>>
  readonly nextContactSeconds: number
}

/** Least important first: the order in which classes are refused. */
const refusedFirst = loadClasses.toReversed()

/** A class of which a rung refuses some routes and not others. */
const partOf: Partial<Record<Rung, LoadClass>> = { 3: 'critical', 4: 'critical_plus' }

/** How open a class is at a load level 0..4 on a rung: the n-th class from the bottom is shut from level n on, and in part from n - 1 on. */
export function opennessOf(loadClass: LoadClass, level: number, rung: Rung): Openness {
  const told = Math.max(level, levelOfRung[rung])
  const place = refusedFirst.indexOf(loadClass)
  if (told >= place + 1) return 'shut'
  return told > place || partOf[rung] === loadClass ? 'part' : 'open'
}

/** The report for a level and a rung. */
export function reportLoad(level: number, rung: Rung, nextContactSeconds: number): LoadReport {
  const classes = Object.fromEntries(loadClasses.map((name) => [name, opennessOf(name, level, rung)])) as LoadReport['classes']
  return { level: Math.round(Math.max(level, levelOfRung[rung]) * 100) / 100, rung, classes, nextContactSeconds }
}

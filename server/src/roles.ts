/**
 * What a program, or one process of it, is there for. Roles are planes of the design that can be run apart; together they are the whole server.
 */

import { planeOf } from './platform/admission/plane.ts'
import type { Route } from './platform/http/route.ts'

/** `static` hands out files, `intake` and `control` answer routes of their plane, `decision` runs consumers and loops. */
export const roles = ['static', 'intake', 'control', 'decision'] as const

export type Role = (typeof roles)[number]

/** One process's share of the server. */
export interface Part {
  readonly roles: readonly Role[]
  /** Looks after the program's own data folder: one process of each program does. */
  readonly tendsFolder: boolean
  /** How many processes share the callers, and so the limits of callers and the connections to the database. */
  readonly sharedBy: number
  /** Label of its figures where there are several. */
  readonly name?: string
}

/** Whether a route is answered here. */
export function isServed(route: Route, here: readonly Role[]): boolean {
  return here.includes(planeOf(route))
}

/** Whether these roles need the database at all. */
export function needsDatabase(here: readonly Role[]): boolean {
  return here.some((role) => role !== 'static')
}

/** A program that is one process. */
export function wholePart(here: readonly Role[]): Part {
  return { roles: here, tendsFolder: true, sharedBy: 1 }
}

/**
 * The parts of a program of so many HTTP processes: each answers everything that is answered here; decisions are made in a process of their own, so that a
 * round's results never stand in front of a caller.
 */
export function partsOf(here: readonly Role[], httpProcesses: number): readonly Part[] {
  const answering = here.filter((role) => role !== 'decision')
  if (answering.length === 0 || httpProcesses === 1) return [wholePart(here)]
  const decides = here.includes('decision')
  const http = Array.from({ length: httpProcesses }, (_, at): Part => {
    return { roles: answering, tendsFolder: !decides && at === 0, sharedBy: httpProcesses, name: `http-${at + 1}` }
  })
  return decides ? [...http, { roles: ['decision'], tendsFolder: true, sharedBy: 1, name: 'decision' }] : http
}

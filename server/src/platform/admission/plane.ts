/**
 * Which plane of the server a route belongs to. Both share the database; each has places there that the other cannot take. Knows routes only by what they declare.
 */
import type { LoadClass } from './load-class.ts'

/** `intake` takes in and gives out what people wait for; `control` is consoles, overviews and exports. The static plane needs no place. */
export const planes = ['intake', 'control'] as const

/** One of `planes`. */
export type Plane = (typeof planes)[number]

/** The plane of a route: whatever is sheddable, and what only staff read or do at a desk that nobody queues at, is control. */
export function planeOf(route: { readonly load: LoadClass; readonly access: readonly string[] }): Plane {
  if (route.load === 'sheddable') return 'control'
  const isStaffOnly = route.access.every((grant) => grant === 'staff' || grant.startsWith('staff:'))
  return route.load === 'sheddable_plus' && isStaffOnly ? 'control' : 'intake'
}

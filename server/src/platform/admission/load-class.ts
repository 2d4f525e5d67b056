/**
 * How much a request matters when there is too much to do, most first. A route declares one; the meaning for the domain is the route's business.
 */
export const loadClasses = ['critical_plus', 'critical', 'sheddable_plus', 'sheddable'] as const

/** One of `loadClasses`. */
export type LoadClass = (typeof loadClasses)[number]

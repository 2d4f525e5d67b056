/** The rungs in the order in which a ladder is drawn. */
import type { Rung } from '../../shared/rung/heard-rung.ts'

export const rungsTopDown: readonly Rung[] = [5, 4, 3, 2, 1, 0]

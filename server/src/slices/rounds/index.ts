/**
 * Door of the rounds slice: who is to be tested, when and where. Whether they were is known to the slices above.
 */
import type { Slice } from '../../platform/slice.ts'
import { roundRoutes } from './round.route.ts'

export { createDemoRound } from './demo-round.command.ts'
export { readExpectedLoad, readStreetsOfRound } from './expectations.query.ts'
export { areaOfStreet, graceEndOf, type Round, type RoundState, stateOf } from './round.ts'
export { findRoundsAt, listEndedRounds, listRounds, type RoundAtSite, readRound } from './rounds.query.ts'

export function roundsSlice(): Slice {
  return { name: 'rounds', routes: roundRoutes }
}

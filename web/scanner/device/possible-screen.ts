// Which screen can be shown instead of one that lacks something. Pure.
import type { Screen } from './route.ts'
import type { Settings } from './settings.ts'

export function possibleScreen(wanted: Screen, held: Settings): Screen {
  if ((wanted === 'guard' || wanted === 'venue') && held.pin === null) return 'prepare'
  if (wanted === 'guard' && held.venueType === null) return 'venue'
  if (wanted === 'sampler' && held.enrolment?.purposes.includes('sampler') !== true) return 'enrol'
  return wanted
}

/**
 * For how long a person may fix the rung of the degradation ladder. Pure.
 */
import { accept, type Result, refuse } from '../../platform/result.ts'

/** Nobody remembers an order of yesterday: what is still right tomorrow is ordered again. */
export const orderHoursMax = 24

export type UntilRefusal =
  | { readonly code: 'situation.until_past' }
  | { readonly code: 'situation.until_too_late'; readonly hoursMax: number }

/** Whether an order given now may last until then. */
export function checkUntil(now: Date, until: Date): Result<Date, UntilRefusal> {
  if (until <= now) return refuse({ code: 'situation.until_past' })
  const latest = now.getTime() + orderHoursMax * 3_600_000
  return until.getTime() > latest ? refuse({ code: 'situation.until_too_late', hoursMax: orderHoursMax }) : accept(until)
}

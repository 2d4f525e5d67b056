/** Redraws a component at every tick, for ages and countdowns. */
import { useEffect, useState } from 'react'
import { everyBoundary, now } from '../../shared/clock.ts'

/** The server's present in milliseconds, renewed every `periodMs`. */
export function useNow(periodMs = 1000): number {
  const [present, setPresent] = useState(now)
  useEffect(() => everyBoundary(periodMs, () => setPresent(now())), [periodMs])
  return present
}

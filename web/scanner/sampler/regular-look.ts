// The regular look of a desk: about once a minute, at no moment that a city's desks share.
import { after, chance } from '../../shared/clock.ts'

const LOOK_EVERY_MS = 60_000

/** Looks again and again, each time 45 to 75 s after the last; the answer ends it. */
export function startRegularLook(look: () => void): () => void {
  let cancel = (): void => {}
  const arm = (): void => {
    cancel = after(LOOK_EVERY_MS * (0.75 + chance() / 2), () => {
      arm()
      look()
    })
  }
  arm()
  return () => cancel()
}

/**
 * How often lists are published: at once where little changes, and never more than a quarter of the time where every shard of a city changes all the
 * time, so that a load of results cannot turn into a load of signatures. Pure but for the clock it is given.
 */

/** Of the time since the last publication began, publishing may take one part in so many. */
const partsOfTime = 4
/** However long a publication took, the next is due after so long: a changed colour must be on the lists within 5 s. */
const restMsMax = 2_000

/** Work in its pace: does nothing while it rests. `tick` returns how much was published; the result is always 0, never "come again at once". */
export function createPace(monotonicMs: () => number, tick: () => Promise<number>): () => Promise<number> {
  let restsUntilMs = 0
  return async () => {
    const startedMs = monotonicMs()
    if (startedMs < restsUntilMs) return 0
    const published = await tick()
    const endedMs = monotonicMs()
    if (published > 0) restsUntilMs = endedMs + Math.min(restMsMax, (endedMs - startedMs) * (partsOfTime - 1))
    return 0
  }
}

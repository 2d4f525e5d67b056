/**
 * Work on many things, a few at a time.
 */

/** Runs `work` on every one, at most `atOnce` at a time, and returns the answers in order. Throws what the first failure throws. */
export async function inTurns<T, R>(all: readonly T[], atOnce: number, work: (one: T, at: number) => Promise<R>): Promise<R[]> {
  const answers: R[] = new Array(all.length)
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < all.length) {
      const at = next++
      answers[at] = await work(all[at]!, at)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker))
  return answers
}

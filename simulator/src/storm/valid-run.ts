/**
 * A run in which the generator fell behind its schedule says nothing about the server: it is played again, a few times at most, and the last one says so itself
 * if it fell behind too.
 */

const runsMax = 3

/** Plays until the generator kept its schedule. */
export async function untilOnSchedule<T>(play: () => Promise<T>, isBehind: (run: T) => boolean, say: (line: string) => void): Promise<T> {
  for (let run = 1; ; run++) {
    const played = await play()
    if (run === runsMax || !isBehind(played)) return played
    say('  the generator fell behind its schedule: once more')
  }
}

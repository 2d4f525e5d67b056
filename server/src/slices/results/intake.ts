/**
 * What one server process takes in at a time: files on its disk, and how many of them are read at once. Knows nothing of results.
 */
import { createSpool, type Spool } from './spool.ts'

export interface Intake {
  readonly spool: Spool
  /** Does the work when its turn comes, in the order of asking. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

/** Two files keep two cores and a few connections busy; more would only read all of them more slowly. */
const readersMax = 2

/** An intake with its spool below `spoolFolder` (default: the system's temporary folder). */
export function createIntake(spoolFolder?: string): Intake {
  const waiting: (() => void)[] = []
  let reading = 0
  const turn = async (): Promise<void> => {
    if (reading === readersMax) return new Promise((resolve) => waiting.push(resolve))
    reading += 1
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) reading -= 1
    else next()
  }
  return {
    spool: createSpool(spoolFolder),
    inTurn: async (work) => {
      await turn()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}

/**
 * The same question asked while it is under way is the same question: everybody gets the one answer. Knows nothing of what is asked.
 */

/** Questions under way, by name. */
export interface JoinedCalls {
  /** Starts the call of this name, or joins the one under way. */
  join<T>(name: string, start: () => Promise<T>): Promise<T>
  isUnderWay(name: string): boolean
}

/** No question is under way. Each name must always stand for the same kind of answer. */
export function createJoinedCalls(): JoinedCalls {
  const underWay = new Map<string, Promise<unknown>>()
  return {
    join: <T>(name: string, start: () => Promise<T>): Promise<T> => {
      const known = underWay.get(name)
      if (known !== undefined) return known as Promise<T>
      const running = start().finally(() => underWay.delete(name))
      underWay.set(name, running)
      return running
    },
    isUnderWay: (name) => underWay.has(name),
  }
}

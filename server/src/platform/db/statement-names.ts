/**
 * Names for statements that come again and again: PostgreSQL reads and plans a named one once a connection, and every later call costs half.
 * A text is named when it has come some times, so that texts made for one call (a list of so many values) never fill a connection's memory.
 * Names hold within this process; a connection never outlives it, and there is nobody between us and PostgreSQL who would share one.
 */

/** Which statements have names. */
export interface StatementNames {
  /** The name of this text; undefined where it has none, or not yet. */
  nameOf(text: string): string | undefined
  /** What stands under this name is out of date, as after a migration: all names are given anew, the old ones never again. */
  renew(name: string): void
}

const bounds = { named: 500, met: 2_000, textMax: 20_000, metBefore: 3 }

/** An empty register: at most 500 names, each for a text that came more than three times. */
export function createStatementNames({ named, met, textMax, metBefore } = bounds): StatementNames {
  const names = new Map<string, string>()
  const times = new Map<string, number>()
  let edition = 1
  return {
    nameOf: (text) => {
      const known = names.get(text)
      if (known !== undefined || names.size >= named || text.length > textMax) return known
      const before = times.get(text) ?? 0
      if (before < metBefore) {
        if (times.size >= met) times.clear() // too many that come once; what comes often is soon back
        times.set(text, before + 1)
        return undefined
      }
      times.delete(text)
      const name = `evergate_${edition}_${names.size + 1}`
      names.set(text, name)
      return name
    },
    renew: (name) => {
      if (!name.startsWith(`evergate_${edition}_`)) return // another call has seen it before
      edition += 1
      names.clear()
    },
  }
}

/** Named entries that the server can give again (passes, statuses, lists), with the time they were saved, so that a page can say how old it is. Must not hold anything that exists only here. */
import { now } from './clock.ts'
import { openCache } from './store.ts'

export interface Cached<T> {
  readonly value: T
  readonly savedAt: number
}

/** The entry, or null when it is missing or unreadable. `isValid` guards against entries of an older shape. */
export async function readCached<T>(name: string, isValid: (value: unknown) => value is T): Promise<Cached<T> | null> {
  try {
    const entry = await (await openCache()).get('entries', name)
    return entry !== undefined && isValid(entry.value) ? { value: entry.value, savedAt: entry.savedAt } : null
  } catch {
    return null // the cache healed or could not be opened: either way there is nothing to show from it
  }
}

/** Saves the entry; answers whether it is on disk. A full disk must not keep a page from showing what it just received. */
export async function writeCached(name: string, value: unknown): Promise<boolean> {
  try {
    await (await openCache()).put('entries', { value, savedAt: now() }, name)
    return true
  } catch {
    return false
  }
}

/** Forgets every entry whose name begins so. */
export async function forgetCached(prefix: string): Promise<void> {
  const database = await openCache()
  await database.delete('entries', IDBKeyRange.bound(prefix, `${prefix}\uffff`))
}

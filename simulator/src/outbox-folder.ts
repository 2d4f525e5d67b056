/**
 * The SMS a demo server writes into its outbox folder instead of sending them: the only way a resident's code reaches a simulated phone.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from './clock.ts'

/** The six digits of the newest message to this phone (E.164), waiting for one that is not among `known` file names. */
export function waitForCode(folder: string, phone: string, known: ReadonlySet<string> = new Set()): Promise<string> {
  return waitFor(`an SMS to ${phone}`, () => {
    for (const file of messagesIn(folder).filter((name) => !known.has(name))) {
      const [to, ...lines] = readFileSync(join(folder, file), 'utf8').split('\n')
      const code = /\b\d{6}\b/.exec(lines.join('\n'))?.[0]
      if (to === phone && code !== undefined) return code
    }
    return undefined
  })
}

/** File names of the messages there are, newest first: they are UUIDs of version 7, which sort by time. */
export function messagesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .toSorted()
      .toReversed()
  } catch {
    return [] // no message was ever written
  }
}

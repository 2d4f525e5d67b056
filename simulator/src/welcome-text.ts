/**
 * Reads the staff accounts and one-time passwords out of what a server prints at its first start, as a person would.
 */
import type { Account } from './staff-client.ts'

const accountLine = /^ {4}([a-z]+) +([0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){3}) /gm

/** The accounts in the welcome; none where this was not the first start. */
export function readAccounts(output: string): readonly Account[] {
  return [...output.matchAll(accountLine)].map(([, username, password]) => ({ username: username!, password: password! }))
}

/**
 * What a person reads when the server is up: where to go, how to sign in, where the data is, how to stop.
 */
import type { Config } from './config.ts'

export interface NewAccount {
  readonly username: string
  readonly oneTimePassword: string
  readonly roles: readonly string[]
}

/** Prints the welcome. `accounts` are those made at this very start, with passwords that are shown nowhere else. */
export function printWelcome(about: { say(line: string): void; url: string; config: Config; accounts: readonly NewAccount[] }): void {
  const { say, url, config, accounts } = about
  say('')
  say('Evergate is ready.')
  say('')
  say(`  Residents  ${url}/resident/`)
  say(`  Scanner    ${url}/scanner/`)
  say(`  Console    ${url}/console/`)
  say('')
  if (accounts.length > 0) {
    say('  Staff of the demo city, each with a one-time password shown only now:')
    const width = Math.max(...accounts.map((account) => account.username.length))
    for (const account of accounts) say(`    ${account.username.padEnd(width)}  ${account.oneTimePassword}   ${account.roles.join(', ')}`)
    say('')
  } else {
    say('  Sign in to the console with the accounts made at the first start; an administrator can reset a password.')
  }
  say('  Codes for residents are not sent by SMS here: they are printed below and kept in the folder outbox.')
  say(`  Data       ${config.dataFolder}${config.databaseUrl === undefined ? '' : ' and the database of DATABASE_URL'}`)
  say('  Stop       Ctrl-C')
  say('')
}

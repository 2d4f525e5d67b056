/**
 * What a person reads when the server is up: where to go, how to sign in, where the data is, how to stop.
 */
import type { Config } from './config.ts'
import type { AdmissionMode } from './platform/admission/mode.ts'

export interface NewAccount {
  readonly username: string
  readonly oneTimePassword: string
  readonly roles: readonly string[]
}

const withoutProtection: Readonly<Record<Exclude<AdmissionMode, 'full'>, string>> = {
  none: '--admission none: nothing protects this server from overload, and work has no limit of time.',
  'fixed-rate': '--admission fixed-rate: beyond its rate this server refuses whoever comes, important or not.',
  'under-pressure': '--admission under-pressure: once it is late this server refuses whoever comes, important or not.',
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
  if (config.admission !== 'full') say(`  WARNING    ${withoutProtection[config.admission]} It is for comparisons only, never for service.`)
  say('  Stop       Ctrl-C')
  say('')
}

/**
 * What the operator may set, by flag or environment; flags win. Reads nothing else and starts nothing.
 */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type AdmissionMode, admissionModes } from './platform/admission/mode.ts'
import type { LogLevel } from './platform/log.ts'
import { type Role, roles } from './roles.ts'

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  /** Undefined: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | undefined
  /** The public address when a TLS proxy stands in front. */
  readonly origin: string | undefined
  /** Addresses and networks of the proxies that may say in X-Forwarded-For who called. Nobody is asked without an origin. */
  readonly proxies: readonly string[] | undefined
  /** Those among them that refuse by rank (deploy/haproxy.cfg): they are told the cursor, and believed how many they refused. Default: none. */
  readonly edges: readonly string[] | undefined
  readonly region: string
  /** Places in one status list; fixed at the first start. */
  readonly listCapacity: number
  readonly logLevel: LogLevel
  readonly requestsPerMinuteMax: number
  /** `full` in service; the others are there for comparison. */
  readonly admission: AdmissionMode
  /** Requests a second of `fixed-rate`. */
  readonly admissionRate: number
  /** What this program is there for. */
  readonly roles: readonly Role[]
  /** Processes that answer requests; from two on, decisions are made in one more. */
  readonly processes: number
}

const logLevels = ['silent', 'error', 'warn', 'info'] as const

/** Parses flags and environment. Errors: prints one line and exits with 1 on a bad value (commander). */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv): Config {
  const command = addProcessOptions(addServiceOptions(new Command('evergate'))).allowExcessArguments(false)
  const flags = command.parse([...argv], { from: 'user' }).opts<Record<string, string & number>>()
  if (env.EVERGATE_PORT === '') command.error('error: EVERGATE_PORT is empty')
  if (flags.edges !== undefined && flags.origin === undefined) command.error('error: --edges stand before an --origin, and none is said')
  return {
    port: flags.port!,
    host: flags.host!,
    dataFolder: resolve(flags.data!),
    databaseUrl: flags.databaseUrl,
    origin: flags.origin,
    proxies: flags.origin === undefined ? undefined : [...listOf(flags.proxies), ...listOf(flags.edges)],
    edges: flags.edges === undefined ? undefined : listOf(flags.edges),
    region: flags.region!,
    listCapacity: flags.listCapacity!,
    logLevel: flags.log as unknown as LogLevel,
    requestsPerMinuteMax: flags.requestsPerMinute!,
    admission: flags.admission as unknown as AdmissionMode,
    admissionRate: flags.admissionRate!,
    roles: flags.roles as unknown as Role[],
    processes: flags.processes!,
  }
}

/** What the service is and where it stands. */
function addServiceOptions(command: Command): Command {
  return command
    .description('The health-code server with its apps')
    .addOption(new Option('--port <number>', 'port to listen on').env('EVERGATE_PORT').default(8080).argParser(integer(0, 65_535)))
    .addOption(new Option('--host <address>', 'address to listen on').env('EVERGATE_HOST').default('127.0.0.1'))
    .addOption(new Option('--data <folder>', 'folder for database, keys and published files').env('EVERGATE_DATA').default('./.evergate'))
    .addOption(new Option('--database-url <url>', 'an external PostgreSQL instead of the embedded one').env('DATABASE_URL'))
    .addOption(new Option('--origin <url>', 'public address, when a TLS proxy stands in front').env('EVERGATE_ORIGIN').argParser(originOf))
    .addOption(
      new Option('--proxies <addresses>', 'addresses and networks of the proxies behind --origin, with commas')
        .env('EVERGATE_PROXIES')
        .default('loopback,linklocal,uniquelocal')
        .argParser(proxiesOf),
    )
    .addOption(
      new Option('--edges <addresses>', 'those among them that refuse by rank: HAProxy with deploy/haproxy.cfg, and nothing else')
        .env('EVERGATE_EDGES')
        .argParser(proxiesOf),
    )
    .addOption(new Option('--region <id>', 'region id written into passes').env('EVERGATE_REGION').default('CN-6101').argParser(regionOf))
    .addOption(
      new Option('--list-capacity <number>', 'places in one status list; fixed at the first start')
        .env('EVERGATE_LIST_CAPACITY')
        .default(2_097_152)
        .argParser(integer(131_072, 100_000_000)),
    )
    .addOption(new Option('--log <level>', 'how much to log').env('EVERGATE_LOG').choices(logLevels).default('warn'))
    .addOption(
      new Option('--requests-per-minute <number>', 'from one address')
        .env('EVERGATE_REQUESTS_PER_MINUTE')
        .default(1_200)
        .argParser(integer(1, 10_000_000)),
    )
}

/** How the work is shared and how much of it is let in. */
function addProcessOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--admission <mode>', 'protection against overload; all but full are for comparison only')
        .env('EVERGATE_ADMISSION')
        .choices(admissionModes)
        .default('full'),
    )
    .addOption(
      new Option('--admission-rate <number>', 'requests a second that --admission fixed-rate lets in')
        .env('EVERGATE_ADMISSION_RATE')
        .default(500)
        .argParser(integer(1, 1_000_000)),
    )
    .addOption(
      new Option('--roles <names>', `what this program is there for, with commas: ${roles.join(', ')}`)
        .env('EVERGATE_ROLES')
        .default([...roles])
        .argParser(rolesOf),
    )
    .addOption(
      new Option('--processes <number>', 'processes that answer requests; from two on, decisions are made in one more')
        .env('EVERGATE_PROCESSES')
        .default(1)
        .argParser(integer(1, 16)),
    )
}

function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
    return value
  }
}

function rolesOf(text: string): Role[] {
  const named = text.split(',').map((part) => part.trim())
  if (named.every((name) => (roles as readonly string[]).includes(name))) return roles.filter((role) => named.includes(role))
  throw new InvalidArgumentError(`It must be some of ${roles.join(', ')}, with commas between them.`)
}

function originOf(text: string): string {
  try {
    const url = new URL(text)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin
  } catch {
    // falls through to the one clear line
  }
  throw new InvalidArgumentError('It must be an address such as https://code.example.org.')
}

function listOf(flag: string | undefined): readonly string[] {
  return flag === undefined ? [] : String(flag).split(',')
}

/** Addresses, networks as 10.0.0.0/8, and the names that Fastify's trustProxy knows. */
function proxiesOf(text: string): string {
  const parts = text.split(',').map((part) => part.trim())
  for (const part of parts) {
    const [address = '', bits = '0', ...more] = part.split('/')
    const isNetwork = isIP(address) !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128)
    if (!isNetwork && !['loopback', 'linklocal', 'uniquelocal'].includes(part))
      throw new InvalidArgumentError('It must be addresses such as 10.0.0.7 or networks such as 10.0.0.0/8, with commas between them.')
  }
  return parts.join(',')
}

function regionOf(text: string): string {
  if (/^[A-Z]{2}-[A-Z0-9]{1,8}$/.test(text)) return text
  throw new InvalidArgumentError('It must look like CN-6101.')
}

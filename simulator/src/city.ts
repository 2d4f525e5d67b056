/**
 * A whole small city around one server: the server itself on a temporary data folder, its staff signed in, one testing desk open.
 * What every simulated day and every end-to-end test begins from.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { now, nowSeconds } from './clock.ts'
import { bodyOf } from './http-call.ts'
import { personOf } from './people.ts'
import { type Phone, registerPhone, waitForPass } from './phone.ts'
import { openSamplingDesk, type SamplingDesk } from './sampling-desk.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { type Account, type ResultRow, release, type Staff, takeUpAccount, uploadResults } from './staff-client.ts'

type Role = 'admin' | 'commander' | 'laboratory' | 'releaser' | 'community'

export interface Tested {
  readonly phone: Phone
  readonly outcome: 'negative' | 'positive'
}

export interface City {
  readonly origin: string
  readonly dataFolder: string
  /** The running server; replaced when the city is started again. */
  server(): ServerProcess
  /** Starts a server on the same data and port, after the one before was stopped or killed. */
  startAgain(): Promise<ServerProcess>
  readonly staff: Readonly<Record<Role, Staff>>
  readonly passwords: readonly Account[]
  readonly desk: SamplingDesk
  readonly laboratoryId: string
  /** A new resident with a phone that holds its first passes. */
  newResident(): Promise<Phone>
  /** A tube code nobody used. */
  newTube(): string
  /** Samples these residents, one tube each, and uploads their results; returns the batch, which awaits its release. */
  report(tested: readonly Tested[]): Promise<string>
  /** The same, and releases the batch. Resolves when the release has been answered. */
  test(tested: readonly Tested[]): Promise<void>
  /** Stops the server and removes the data. */
  end(): Promise<void>
}

const roles: readonly Role[] = ['admin', 'commander', 'laboratory', 'releaser', 'community']

export interface CityOptions {
  readonly flags?: readonly string[]
  /** Tells a person what is being done. */
  say?(line: string): void
}

/** Starts a server on fresh data and signs everybody in. */
export async function openCity({ flags = [], say = () => {} }: CityOptions = {}): Promise<City> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'evergate-city-'))
  say('Starting a server on fresh data.')
  let server = await startServerProcess({ dataFolder, flags })
  const { origin, port } = server
  const passwords: Account[] = []
  const staff = {} as Record<Role, Staff>
  for (const role of roles) {
    const account = server.accounts.find(({ username }) => username === role)
    if (account === undefined) throw new Error(`the welcome names no account ${role}:\n${server.output()}`)
    const taken = await takeUpAccount(origin, account)
    passwords.push(taken.account)
    staff[role] = taken.staff
  }
  const desk = await openSamplingDesk(origin, staff.commander)
  const { laboratories } = bodyOf(await staff.laboratory.call('GET', '/v1/laboratories'), 'list the laboratories')
  const laboratoryId: string = laboratories[0].laboratoryId
  let residents = 0
  let tubes = 0
  const newTube = (): string => `SIM-${String(++tubes).padStart(6, '0')}`
  const report = async (tested: readonly Tested[]): Promise<string> => {
    const rows: ResultRow[] = []
    for (const { phone, outcome } of tested) {
      const tubeCode = newTube()
      const sampledAt = new Date(nowSeconds() * 1000) // laboratories tell times in whole seconds: the test must not seem earlier
      bodyOf(await desk.register({ tubeCode, sampledAt, subject: { pass: await phone.present() } }), 'register a sample')
      rows.push({ tubeCode, outcome, testedAt: now() })
    }
    return uploadResults(staff.laboratory, laboratoryId, rows)
  }
  return {
    origin,
    dataFolder,
    server: () => server,
    startAgain: async () => {
      server = await startServerProcess({ dataFolder, port, flags })
      return server
    },
    staff,
    passwords,
    desk,
    laboratoryId,
    newResident: async () => {
      const phone = await registerPhone(origin, server.outboxFolder, personOf(residents++))
      await waitForPass(phone, 'the first pass', () => true)
      return phone
    },
    newTube,
    report,
    test: async (tested) => release(staff.releaser, await report(tested)),
    end: async () => {
      await server.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/**
 * The city a storm blows over: thousands of residents with phones, desks, consoles, on servers of its own.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nowSeconds, waitFor } from '../clock.ts'
import { openGate } from '../gate.ts'
import { bodyOf, call } from '../http-call.ts'
import { showPass } from '../known-people.ts'
import { loadCity } from '../loaded-city.ts'
import type { ServerProcess } from '../server-process.ts'
import { type Account, type Staff, signIn, takeUpAccount } from '../staff-client.ts'
import { type CastFiles, type Consoles, readCast } from './generator/cast.ts'
import { openStormServers, type StormServers } from './storm-servers.ts'

export interface StormCity extends StormServers {
  readonly files: CastFiles
  /** Resolves once all that follows from earlier requests is done, or after a minute: a server without protection may never be so far. */
  settle(): Promise<void>
}

export interface CityPlan {
  readonly residents: number
  readonly desks: number
  readonly seed: number
  /** Whether HAProxy stands before the server. */
  readonly hasEdge: boolean
  say(line: string): void
}

const [sitesPerDesk, dashboards] = [0.2, 12]

const nothing = (): void => undefined

/** Loads a city and starts its server with full protection. Takes some 20 s for 20,000 residents. */
export async function openStormCity(plan: CityPlan): Promise<StormCity> {
  const servers = await openStormServers(plan)
  try {
    const files = await peopleOf(servers.server(), plan)
    await servers.start({ protection: 'full' }) // what was loaded behind the server's back is read at its next start
    await waitUntilListed(servers.server().origin, files)
    const settle = () => waitFor('all events to be handled', () => isQuiet(servers.server().origin), 60_000, 250)
    return { ...servers, files, settle: () => settle().then(nothing, nothing) }
  } catch (error) {
    await servers.end()
    throw error
  }
}

/** Loads the people, signs the consoles in, and waits until everybody's colour is decided and on the lists. */
async function peopleOf(server: ServerProcess, { residents, desks, seed, say }: CityPlan): Promise<CastFiles> {
  const { dataFolder, origin } = server
  say(`Loading ${residents} residents and ${desks} desks.`)
  await loadCity(server, { residents, desks, seed, sites: Math.max(1, Math.round(desks * sitesPerDesk)) }, dataFolder)
  const consoles = await openConsoles(server)
  const consolePath = join(dataFolder, 'consoles.json')
  writeFileSync(consolePath, JSON.stringify(consoles), { mode: 0o600 })
  const files = { peoplePath: join(dataFolder, 'people.jsonl'), desksPath: join(dataFolder, 'desks.jsonl'), consolePath }
  await waitFor('all events of the loading to be handled', () => isQuiet(origin), 600_000, 500)
  return files
}

async function waitUntilListed(origin: string, files: CastFiles): Promise<void> {
  const last = readCast(files).holders.at(-1)
  if (last === undefined) throw new Error('nobody of this city has a phone')
  const look = async (): Promise<true | undefined> => {
    const gate = await openGate(origin).catch(() => undefined) // some files may not be there yet
    return (await gate?.check(await showPass(last.phone, nowSeconds()), 'compound'))?.answer === 'admit' ? true : undefined
  }
  await waitFor('the lists to be published', look, 120_000, 500)
}

async function openConsoles(server: ServerProcess): Promise<Consoles> {
  const { origin } = server
  const staff = (name: string): Promise<{ staff: Staff; account: Account }> => {
    const account = server.accounts.find(({ username }) => username === name)
    if (account === undefined) throw new Error(`the welcome names no account ${name}`)
    return takeUpAccount(origin, account)
  }
  const [commander, laboratory] = [await staff('commander'), await staff('laboratory')]
  const cookies: string[] = [commander.staff.cookie]
  while (cookies.length < dashboards) cookies.push((await signIn(origin, commander.account)).cookie)
  const { laboratories } = bodyOf(await laboratory.staff.call('GET', '/v1/laboratories'), 'list the laboratories')
  const { region } = bodyOf(await call({ method: 'GET', url: `${origin}/v1/region` }), 'ask for the region')
  return { dashboards: cookies, laboratory: laboratory.staff.cookie, laboratoryId: laboratories[0].laboratoryId, region }
}

async function isQuiet(origin: string): Promise<true | undefined> {
  const { bytes } = await call({ method: 'GET', url: `${origin}/metrics` })
  const behind = [
    ...Buffer.from(bytes)
      .toString('utf8')
      .matchAll(/^evergate_outbox_behind\S* (\d+)$/gm),
  ]
  return behind.length > 0 && behind.every(([, count]) => count === '0') ? true : undefined
}

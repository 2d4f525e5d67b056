/**
 * A city that load-city has filled: its people and its enrolled desks, read from what the tool wrote for the simulator.
 */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { City } from './city.ts'
import type { KnownPerson } from './known-people.ts'
import { runServerTool } from './server-process.ts'

export interface KnownDesk {
  readonly deviceId: string
  readonly siteId: string
  readonly streetCode: string
  readonly accessToken: string
  readonly privateKey: JsonWebKey
}

export interface LoadPlan {
  readonly residents: number
  readonly sites: number
  readonly desks: number
  readonly seed: number
  /** So many people with phones, each as likely as any other; where it is not said: everybody. */
  readonly known?: number
}

export interface LoadedCity {
  readonly people: readonly KnownPerson[]
  readonly desks: readonly KnownDesk[]
}

/** Fills the city's database; the files with keys stay in `folder`. */
export async function loadCity(city: Pick<City, 'dataFolder'>, plan: LoadPlan, folder: string): Promise<LoadedCity> {
  const [peoplePath, desksPath] = [join(folder, 'people.jsonl'), join(folder, 'desks.jsonl')]
  const numbers = { residents: plan.residents, seed: plan.seed, known: plan.known ?? 'all', sites: plan.sites, desks: plan.desks }
  const flags = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)])
  await runServerTool('load-city', city.dataFolder, [...flags, '--known-out', peoplePath, '--desks-out', desksPath])
  return readLoadedCity(peoplePath, desksPath)
}

/** A city that was filled before, from the files that were written then. */
export async function readLoadedCity(peoplePath: string, desksPath: string): Promise<LoadedCity> {
  return { people: await readLines(peoplePath), desks: await readLines(desksPath) }
}

async function readLines<T>(path: string): Promise<T[]> {
  const values: T[] = []
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) values.push(JSON.parse(line) as T)
  return values
}

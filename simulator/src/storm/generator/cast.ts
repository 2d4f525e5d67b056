/**
 * Who takes part in a storm: residents with phones, desks, consoles and a laboratory of one city, read from the files its loading left.
 */
import { readFileSync } from 'node:fs'
import type { KnownPerson, KnownPhone } from '../../known-people.ts'
import type { KnownDesk } from '../../loaded-city.ts'

/** Where a storm's people are written down. */
export interface CastFiles {
  readonly peoplePath: string
  readonly desksPath: string
  readonly consolePath: string
}

/** What the consoles need: sessions as browsers keep them. */
export interface Consoles {
  readonly dashboards: readonly string[]
  readonly laboratory: string
  readonly laboratoryId: string
  readonly region: string
}

export interface PhoneHolder {
  readonly residentId: string
  readonly phone: KnownPhone
}

export interface Cast extends Consoles {
  readonly holders: readonly PhoneHolder[]
  /** Document numbers of everybody who can be swabbed. */
  readonly documents: readonly string[]
  readonly desks: readonly KnownDesk[]
}

/** Reads the cast. Throws where a file is missing or is none of ours. */
export function readCast({ peoplePath, desksPath, consolePath }: CastFiles): Cast {
  const people = linesOf<KnownPerson>(peoplePath)
  return {
    ...(JSON.parse(readFileSync(consolePath, 'utf8')) as Consoles),
    holders: people.flatMap(({ residentId, phone }) => (phone === null ? [] : [{ residentId, phone }])),
    documents: people.map(({ document }) => document.number),
    desks: linesOf<KnownDesk>(desksPath),
  }
}

function linesOf<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

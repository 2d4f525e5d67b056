/**
 * Sampling sites where people live, and desks enrolled at them, in bulk: enrolling eleven thousand devices one by one takes six hours at the rate that is
 * allowed. Leaves the rows that enrolments would have left, and tells the simulator the desks' keys.
 */
import { createHash, createPrivateKey } from 'node:crypto'
import type { Client } from 'pg'
import type { Ids } from '../../platform/ids.ts'
import { createKeyPair } from '../../slices/passes/node-signer.ts'
import { copyRows } from './copy-rows.ts'

/** What the simulator is told of a desk: one line of its file. */
export interface KnownDesk {
  readonly deviceId: string
  readonly siteId: string
  readonly streetCode: string
  readonly accessToken: string
  /** P-256, as JWK. */
  readonly privateKey: object
}

export interface DeskPlan {
  readonly sites: number
  readonly desks: number
  /** How many people live in each street. */
  readonly livingIn: ReadonlyMap<string, number>
  readonly now: Date
}

/** Makes sites and desks in one transaction. Desks are spread evenly over sites, sites over people in the order of streets. */
export async function placeDesks(client: Client, ids: Ids, { sites, desks, livingIn, now }: DeskPlan): Promise<KnownDesk[]> {
  const placed = streetsOf(sites, livingIn).map((streetCode, at) => ({ siteId: ids.uuid(), streetCode, name: `采样点 ${at + 1}` }))
  const known = Array.from({ length: desks }, (_, at) => makeDesk(ids, placed[Math.floor((at * sites) / desks)]!))
  await client.query('begin')
  await copyRows(
    client,
    'site',
    placed.map(({ siteId, name, streetCode }) => [siteId, name, streetCode]),
  )
  await copyRows(
    client,
    'scanner',
    known.map((desk, at) => rowOf(desk, at, now)),
  )
  await client.query('commit')
  return known
}

/** The street of the person in the middle of each site's share. */
function streetsOf(sites: number, livingIn: ReadonlyMap<string, number>): string[] {
  const streets = [...livingIn].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const people = streets.reduce((sum, [, count]) => sum + count, 0)
  return Array.from({ length: sites }, (_, at) => {
    let left = ((at + 0.5) / sites) * people
    const found = streets.find(([, count]) => {
      left -= count
      return left < 0
    })
    return (found ?? streets.at(-1)!)[0]
  })
}

function makeDesk(ids: Ids, { siteId, streetCode }: { readonly siteId: string; readonly streetCode: string }): KnownDesk {
  const der = Buffer.from(createKeyPair().privateKey, 'base64')
  const privateKey = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }).export({ format: 'jwk' })
  return { deviceId: ids.uuid(), siteId, streetCode, accessToken: `egs_${ids.secret(32)}`, privateKey }
}

function rowOf({ deviceId, siteId, accessToken, privateKey }: KnownDesk, at: number, now: Date): readonly unknown[] {
  const { kty, crv, x, y } = privateKey as Record<string, string>
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url') // RFC 7638
  const tokenHash = createHash('sha256').update(accessToken, 'utf8').digest()
  return [deviceId, `Desk ${at + 1}`, '{sampler}', siteId, thumbprint, JSON.stringify({ kty, crv, x, y }), tokenHash, now, now]
}

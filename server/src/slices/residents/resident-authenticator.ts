/**
 * Signs a resident's phone in: an opaque token bound to the phone's key, and a proof of that key for every request (RFC 9449).
 */
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import type { Authenticator } from '../../platform/http/authenticate.ts'
import { dpopToken, verifyProof } from '../../platform/http/dpop.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { deviceKeyOf } from './device-key.ts'
import { isTokenOf, residentIdOfToken } from './enrol-device.command.ts'
import type { ResidentActor } from './resident-actor.ts'

const unauthenticated = { code: 'request.unauthenticated' } as const

export const residentAuthenticator: Authenticator = {
  name: 'resident',
  recognises: (exchange) => residentIdOfToken(dpopToken(exchange) ?? '') !== undefined,
  authenticate: (ground, exchange) => authenticate(ground, exchange),
}

interface DeviceRow {
  readonly device_id: string
  readonly public_key: Buffer
  readonly token_hash: Buffer
  readonly members: ResidentActor['members'] | null
}

async function authenticate(ground: Ground, exchange: Exchange): Promise<Result<ResidentActor>> {
  const token = dpopToken(exchange) ?? ''
  const residentId = residentIdOfToken(token)
  if (residentId === undefined) return refuse(unauthenticated)
  const { rows } = await sql<DeviceRow>`
    select device_id, public_key, token_hash,
      (select json_agg(json_build_object('residentId', member_id, 'relation', relation)) from residents.household_member
        where household_member.holder_id = device.resident_id) as members
    from residents.device where resident_id = ${residentId} and cancelled_at is null`.execute(ground.db.read)
  const [device] = rows
  if (device === undefined || !isTokenOf(device.token_hash, token)) return refuse(unauthenticated)
  const proof = await verifyProof(ground, exchange, token)
  if (!proof.ok) return proof
  if (!device.public_key.equals(deviceKeyOf(proof.value.publicKey))) return refuse(unauthenticated)
  return accept({
    kind: 'resident',
    id: residentId,
    grants: ['resident'],
    residentId,
    deviceId: device.device_id,
    deviceKey: new Uint8Array(device.public_key),
    members: device.members ?? [],
  })
}

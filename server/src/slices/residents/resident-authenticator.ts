/**
 * Signs a resident's phone in: an opaque token bound to the phone's key, and a proof of that key for every request (RFC 9449).
 */
import { timingSafeEqual } from 'node:crypto'
import type { Ground } from '../../platform/context.ts'
import type { Authenticator } from '../../platform/http/authenticate.ts'
import { dpopToken, verifyProof } from '../../platform/http/dpop.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { deviceKeyOf } from './device-key.ts'
import { residentIdOfToken, tokenHash } from './enrol-device.command.ts'
import type { ResidentActor } from './resident-actor.ts'

const unauthenticated = { code: 'request.unauthenticated' } as const

export const residentAuthenticator: Authenticator = {
  name: 'resident',
  recognises: (exchange) => residentIdOfToken(dpopToken(exchange) ?? '') !== undefined,
  authenticate: (ground, exchange) => authenticate(ground, exchange),
}

async function authenticate(ground: Ground, exchange: Exchange): Promise<Result<ResidentActor>> {
  const token = dpopToken(exchange) ?? ''
  const residentId = residentIdOfToken(token)
  if (residentId === undefined) return refuse(unauthenticated)
  const device = await ground.db.read
    .selectFrom('residents.device')
    .select(['device_id', 'public_key', 'token_hash'])
    .where('resident_id', '=', residentId)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  if (device === undefined || !timingSafeEqual(device.token_hash, tokenHash(token))) return refuse(unauthenticated)
  const proof = await verifyProof(ground, exchange, token)
  if (!proof.ok) return proof
  if (!device.public_key.equals(deviceKeyOf(proof.value.publicKey))) return refuse(unauthenticated)
  const members = await ground.db.read
    .selectFrom('residents.household_member')
    .select(['member_id', 'relation'])
    .where('holder_id', '=', residentId)
    .execute()
  return accept({
    kind: 'resident',
    id: residentId,
    grants: ['resident'],
    residentId,
    deviceId: device.device_id,
    deviceKey: new Uint8Array(device.public_key),
    members: members.map((row) => ({ residentId: row.member_id, relation: row.relation as ResidentActor['members'][number]['relation'] })),
  })
}

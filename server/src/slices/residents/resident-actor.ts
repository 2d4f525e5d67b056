/**
 * A resident acting through their phone.
 */
import type { PublicKey } from '@evergate/pass'
import type { Actor, ActorBase } from '../../platform/actor.ts'

export interface ResidentActor extends ActorBase {
  readonly kind: 'resident'
  readonly residentId: string
  readonly deviceId: string
  /** The phone's key, which it has just proved to hold. */
  readonly deviceKey: PublicKey
  /** Household members whose code this phone carries. */
  readonly members: readonly { readonly residentId: string; readonly relation: 'child' | 'elder' | 'other' }[]
}

declare module '../../platform/actor.ts' {
  interface ActorKinds {
    resident: ResidentActor
  }
}

/** Whether the actor is this resident, or carries their code. */
export function holdsResident(actor: Actor, residentId: string): boolean {
  return actor.kind === 'resident' && (actor.residentId === residentId || actor.members.some((one) => one.residentId === residentId))
}

/** The resident behind a call of a route that only residents may use; anything else is a bug in the route. */
export function residentOf(actor: Actor): ResidentActor {
  if (actor.kind !== 'resident') throw new Error('a resident route was called by somebody else')
  return actor
}

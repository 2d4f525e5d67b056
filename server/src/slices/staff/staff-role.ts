/**
 * What staff may be, and what that lets them call. Pure.
 */
import { Type } from 'typebox'
import type { ActorBase } from '../../platform/actor.ts'

export const staffRoles = [
  'guard',
  'sampler',
  'courier',
  'laboratory',
  'releaser',
  'tracer',
  'community',
  'port_health',
  'commander',
  'administrator',
  'appeals',
  'auditor',
] as const
export type StaffRole = (typeof staffRoles)[number]

export const StaffRoles = Type.Array(Type.Enum(staffRoles), {
  minItems: 1,
  maxItems: staffRoles.length,
  uniqueItems: true,
})

export interface StaffActor extends ActorBase {
  readonly kind: 'staff'
  readonly organisationId: string
  /** Hash that names the session in use. */
  readonly sessionHash: Buffer
  /** Why this person may do nothing else yet. */
  readonly pending?: string
}

declare module '../../platform/actor.ts' {
  interface ActorKinds {
    staff: StaffActor
  }
}

/** What somebody may call who has to change a one-time password first. */
export const pendingGrant = 'staff:pending'

/** The grants of an account in good standing. */
export function grantsOf(roles: readonly StaffRole[]): readonly string[] {
  return ['staff', ...roles.map((role) => `staff:${role}`)]
}

/** The staff member behind a Ctx; a route without a staff grant that comes here is a bug. */
export function assertStaff(actor: { readonly kind: string }): StaffActor {
  if (actor.kind !== 'staff') throw new Error('a route for staff was called by somebody else')
  return actor as StaffActor
}

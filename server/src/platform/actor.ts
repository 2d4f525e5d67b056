/**
 * Who acts. The platform knows only two kinds; each slice that signs somebody in adds its own kind by declaration merging:
 * `declare module '…/platform/actor.ts' { interface ActorKinds { clerk: ClerkActor } }`.
 */

export interface ActorBase {
  readonly kind: string
  /** The id written into the audit trail. */
  readonly id: string
  /** What the actor may call; a route names the grants that open it. */
  readonly grants: readonly string[]
}

/** Every kind of actor by its name; slices add theirs. */
export interface ActorKinds {
  anyone: ActorBase & { readonly kind: 'anyone' }
  system: ActorBase & { readonly kind: 'system' }
}

/** Any actor. */
export type Actor = ActorKinds[keyof ActorKinds]

/** A caller who has not signed in. */
export const anyone: Actor = { kind: 'anyone', id: 'anyone', grants: ['anyone'] }

/** The program itself, acting under the name of a loop or consumer. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: name, grants: [] }
}

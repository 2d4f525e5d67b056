/**
 * What a slice hands to the composition root: routes, ways to sign in, readers of the outbox, and loops. Everything optional.
 */
import type { Ground } from './context.ts'
import type { Authenticator } from './http/authenticate.ts'
import type { Route } from './http/route.ts'
import type { Loop } from './loops.ts'
import type { Consumer } from './outbox/consumer.ts'

/** A slice, as the composition root sees it. */
export interface Slice {
  readonly name: string
  readonly routes?: readonly Route[]
  readonly authenticators?: readonly Authenticator[]
  readonly consumers?: readonly Consumer[]
  /** Loops get a Ground of their own connections; see platform/loops.ts. */
  readonly loops?: (ground: Ground) => readonly Loop[]
}

/**
 * Turning a request into an actor. Each slice that signs somebody in hands over an Authenticator; the first that recognises the request decides.
 */
import type { Actor } from '../actor.ts'
import { anyone } from '../actor.ts'
import type { Ground } from '../context.ts'
import type { Result } from '../result.ts'
import type { Exchange, Method } from './route.ts'

/** One way to sign in. */
export interface Authenticator {
  readonly name: string
  /** Whether the request carries this kind of credential at all. Cheap; looks at names and prefixes only. */
  recognises(exchange: Exchange): boolean
  /** Verifies the credential. A refusal is answered with 401, or 403 where the caller is known and may not do anything yet. */
  authenticate(ground: Ground, exchange: Exchange, method: Method): Promise<Result<Actor>>
}

/** Whether a request may use a route, and as whom. */
export type Verdict =
  | { readonly ok: true; readonly actor: Actor }
  | { readonly ok: false; readonly status: 401 | 403; readonly code: string }

/** Decides whether this request may use a route with the given grants. Everything not granted is denied. */
export async function admitActor(
  authenticators: readonly Authenticator[],
  ground: Ground,
  exchange: Exchange,
  route: { readonly method: Method; readonly access: readonly string[] },
): Promise<Verdict> {
  if (route.access.includes('anyone')) return { ok: true, actor: anyone }
  const authenticator = authenticators.find((one) => one.recognises(exchange))
  if (authenticator === undefined) return { ok: false, status: 401, code: 'request.unauthenticated' }
  const signedIn = await authenticator.authenticate(ground, exchange, route.method)
  if (!signedIn.ok) return { ok: false, status: 401, code: signedIn.refusal.code }
  if (!signedIn.value.grants.some((grant) => route.access.includes(grant)))
    return { ok: false, status: 403, code: denialOf(signedIn.value) }
  return { ok: true, actor: signedIn.value }
}

/** An actor with no grants but a `pending` code (a password to change first) is told that code; every other is just forbidden. */
function denialOf(actor: Actor): string {
  return 'pending' in actor && typeof actor.pending === 'string' ? actor.pending : 'request.forbidden'
}

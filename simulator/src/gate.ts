/**
 * A gate as a turnstile would be: the pass library, fed with the region's signed files over HTTP. It checks codes with whatever files it has.
 */
import {
  type Accepted,
  checkAtGate,
  createGateState,
  type EcJwk,
  type GateAnswer,
  keyListPath,
  policiesPath,
  publicKeyFromJwk,
  statusIndexPath,
  trustListPath,
} from '@evergate/pass'
import { nowSeconds } from './clock.ts'
import { bodyOf, call } from './http-call.ts'

export interface Gate {
  /** Fetches what is new, in the order in which files rest on one another. Throws where a file is not accepted. */
  refresh(): Promise<void>
  check(text: string, venueType?: string, atSeconds?: number): Promise<GateAnswer>
}

/** A gate that trusts this server's region, with its files fetched once. */
export async function openGate(origin: string): Promise<Gate> {
  const region = bodyOf(await call({ method: 'GET', url: `${origin}/v1/region` }), 'ask for the region')
  const rootKey = publicKeyFromJwk(region.rootKey as EcJwk)
  if (!rootKey.ok) throw new Error(`the root key is not a key: ${rootKey.reason}`)
  const state = createGateState({ rootKeys: [rootKey.value] })
  const iss: string = region.region
  const take = async (path: string, accept: (bytes: Uint8Array, now: number) => Promise<Accepted>): Promise<void> => {
    const answer = await call({ method: 'GET', url: `${origin}/public/${path}` })
    bodyOf(answer, path)
    const accepted = await accept(answer.bytes, nowSeconds())
    if (!accepted.ok) throw new Error(`${path} was not accepted: ${accepted.reason}`)
  }
  const gate: Gate = {
    refresh: async () => {
      await take(trustListPath, (bytes, now) => state.acceptTrustList(bytes, now))
      await take(keyListPath(iss), (bytes, now) => state.acceptKeyList(bytes, now))
      await take(policiesPath(iss), (bytes, now) => state.acceptPolicies(bytes, now))
      await take(statusIndexPath(iss), (bytes, now) => state.acceptStatusIndex(bytes, now))
      for (const { path } of state.wantedShards(iss)) await take(path, (bytes, now) => state.acceptStatusShard(bytes, now))
    },
    check: (text, venueType = 'workplace', atSeconds = nowSeconds()) => checkAtGate(state, text, { now: atSeconds, venueType }),
  }
  await gate.refresh()
  return gate
}

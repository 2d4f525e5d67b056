/**
 * What every command, query and consumer is handed: the database, time, chance, keys, a log and who acts. Nothing ambient, nothing global.
 */
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import type { Database } from './db/database.ts'
import type { Ids } from './ids.ts'
import type { Log } from './log.ts'
import type { Vault } from './vault.ts'

/** Everything a call may use. */
export interface Ctx {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly vault: Vault
  readonly log: Log
  readonly actor: Actor
  /** Names this call in logs and answers. */
  readonly requestId: string
  /** Aborts when the caller's deadline has passed or the caller has gone. */
  readonly signal: AbortSignal
}

/** The parts of a Ctx that live as long as the process. */
export type Ground = Pick<Ctx, 'db' | 'clock' | 'ids' | 'vault' | 'log'>

/** A Ctx for work that no caller waits for. */
export function systemCtx(ground: Ground, actor: Actor, signal: AbortSignal = new AbortController().signal): Ctx {
  return ctxOf(ground, { actor, signal, requestId: ground.ids.uuid() })
}

/** The Ctx of one call. Written out, as all that is made for every call: V8 gives a copy by spread a hidden class of its own, which outlives the call. */
export function ctxOf({ db, clock, ids, vault, log }: Ground, { actor, requestId, signal }: Omit<Ctx, keyof Ground>): Ctx {
  return { db, clock, ids, vault, log, actor, requestId, signal }
}

/** The passes and statuses on this phone: read from the cache at start, replaced as a whole when the server answers. Must never make the code page wait for a network. */
import type { Ask } from '@evergate/pass/contact'
import { signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import { type Cached, readCached, writeCached } from '../../shared/cache.ts'
import { learnServerTime, now } from '../../shared/clock.ts'
import { ask } from './server.ts'
import type { Passes } from './wire.ts'

const entryName = 'resident/passes'

export const wallet = signal<Cached<Passes> | null>(null)

export interface Refresh {
  readonly busy: boolean
  /** Why the last attempt brought nothing. */
  readonly refusal: Refusal | null
}
export const refresh = signal<Refresh>({ busy: false, refusal: null })

export async function openWallet(): Promise<void> {
  wallet.value = await readCached(entryName, isPasses)
}

/** Asks for today's and tomorrow's passes. Answers why none arrived, or null. */
export async function refreshWallet(by: Ask['by']): Promise<Refusal | null> {
  refresh.value = { ...refresh.value, busy: true }
  const answer = await ask<Passes>({ method: 'GET', path: '/v1/me/passes', as: 'session', load: 'critical', by })
  if (!answer.ok) {
    // Nothing was tried and nobody waits: nothing to be told.
    const untold = by === 'background' && answer.refusal.code === 'network.held_back'
    refresh.value = { busy: false, refusal: untold ? refresh.value.refusal : answer.refusal }
    return answer.refusal
  }
  learnServerTime(Date.parse(answer.value.serverTime))
  wallet.value = { value: answer.value, savedAt: now() }
  refresh.value = { busy: false, refusal: null }
  await writeCached(entryName, answer.value)
  return null
}

function isPasses(value: unknown): value is Passes {
  const passes = value as Partial<Passes> | null
  return (
    typeof passes === 'object' &&
    passes !== null &&
    Array.isArray(passes.passes) &&
    passes.passes.every((pass) => typeof pass?.pass === 'string' && typeof pass.residentId === 'string') &&
    Array.isArray(passes.statuses) &&
    typeof passes.nextContactAt === 'string'
  )
}

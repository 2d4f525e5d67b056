/** The passes and statuses on this phone: read from the cache at start, replaced as a whole when the server answers. Must never make the code page wait for a network. */
import { signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import { type Cached, readCached, writeCached } from '../../shared/cache.ts'
import { learnServerTime, now } from '../../shared/clock.ts'
import { ask } from './server.ts'
import type { Passes } from './wire.ts'

const entryName = 'resident/passes'

export const wallet = signal<Cached<Passes> | null>(null)

export type Refresh = { readonly stage: 'idle' } | { readonly stage: 'busy' } | { readonly stage: 'failed'; readonly refusal: Refusal }
export const refresh = signal<Refresh>({ stage: 'idle' })

export async function openWallet(): Promise<void> {
  wallet.value = await readCached(entryName, isPasses)
}

/** Asks for today's and tomorrow's passes. Answers whether new ones arrived. */
export async function refreshWallet(): Promise<boolean> {
  refresh.value = { stage: 'busy' }
  const answer = await ask<Passes>({ method: 'GET', path: '/v1/me/passes', as: 'session' })
  if (!answer.ok) {
    refresh.value = { stage: 'failed', refusal: answer.refusal }
    return false
  }
  learnServerTime(Date.parse(answer.value.serverTime))
  wallet.value = { value: answer.value, savedAt: now() }
  refresh.value = { stage: 'idle' }
  await writeCached(entryName, answer.value)
  return true
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

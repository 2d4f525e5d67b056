/** A GET whose last answer is kept: shown at once with its age, replaced when the server answers. For everything but the passes. */
import type { Ask } from '@evergate/pass/contact'
import { type Signal, signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import { readCached, writeCached } from '../../shared/cache.ts'
import { now } from '../../shared/clock.ts'
import { ask } from './server.ts'

export interface CachedAnswer<T> {
  /** Null: nothing stored and nothing received yet. */
  readonly value: T | null
  readonly savedAt: number | null
  readonly busy: boolean
  /** Why the last attempt brought nothing; the stored value stays on show beside it. */
  readonly refusal: Refusal | null
}

export interface CachedQuery<T> {
  readonly state: Signal<CachedAnswer<T>>
  /** Shows what is stored and asks nobody. */
  open(): Promise<void>
  /** Shows what is stored, then asks the server; for a person unless told otherwise. */
  load(by?: Ask['by']): Promise<void>
  /** Shows what is stored, and asks the server only when nothing is: for lists that hardly ever change. */
  loadOnce(): Promise<void>
}

export function createCachedQuery<T>(name: string, path: string, as: 'none' | 'session' = 'session'): CachedQuery<T> {
  const state = signal<CachedAnswer<T>>({ value: null, savedAt: null, busy: true, refusal: null })
  const open = async (): Promise<void> => {
    if (state.value.value !== null) return
    const stored = await readCached(name, (value): value is T => typeof value === 'object' && value !== null)
    if (stored !== null) state.value = { ...state.value, ...stored }
  }
  const load = async (by: Ask['by'] = 'person'): Promise<void> => {
    state.value = { ...state.value, busy: true, refusal: null }
    await open()
    const answer = await ask<T>({ method: 'GET', path, as, by })
    state.value = answer.ok
      ? { value: answer.value, savedAt: now(), busy: false, refusal: null }
      : { ...state.value, busy: false, refusal: answer.refusal }
    if (answer.ok) await writeCached(name, answer.value)
  }
  const loadOnce = async (): Promise<void> => {
    await open()
    if (state.value.value === null) await load()
  }
  return { state, open, load, loadOnce }
}

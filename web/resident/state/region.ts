/** The region this phone belongs to: its name and wall clock. Asked for once and kept; must not be needed to show a code. */
import { computed, signal } from '@preact/signals'
import { readCached, writeCached } from '../../shared/cache.ts'
import { locale } from '../../shared/preferences.ts'
import { formatMoment } from '../../shared/region-time.ts'
import { ask } from './server.ts'
import type { Region } from './wire.ts'

const entryName = 'resident/region'

export const region = signal<Region | null>(null)

/** Until the region is known the phone's own zone serves; for almost everybody it is the same. */
export const utcOffsetMinutes = computed(() => region.value?.utcOffsetMinutes ?? -new Date(0).getTimezoneOffset())

export async function openRegion(): Promise<void> {
  region.value = (await readCached(entryName, isRegion))?.value ?? null
}

export async function askRegion(): Promise<void> {
  if (region.value !== null) return
  const answer = await ask<Region>({ method: 'GET', path: '/v1/region', as: 'none', by: 'background' })
  if (!answer.ok) return
  region.value = answer.value
  await writeCached(entryName, answer.value)
}

/** A moment from the server, in the region's time and the resident's language. */
export function showMoment(iso: string): string {
  return formatMoment(Date.parse(iso), utcOffsetMinutes.value, locale.value)
}

function isRegion(value: unknown): value is Region {
  return typeof value === 'object' && value !== null && typeof (value as Region).utcOffsetMinutes === 'number'
}

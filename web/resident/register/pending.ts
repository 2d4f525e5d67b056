/** A registration waiting for its six digits, kept so that looking into the messages app does not lose it. Holds the masked phone number at most. */
import { signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import { readCached, writeCached } from '../../shared/cache.ts'
import { now } from '../../shared/clock.ts'
import type { IdDocument } from '../../shared/document-check.ts'
import { locale } from '../../shared/preferences.ts'
import { enrolPhone, keyForEnrolment } from '../state/phone.ts'
import { ask } from '../state/server.ts'

const entryName = 'resident/registration'

export interface Pending {
  readonly registrationId: string
  readonly expiresAt: string
  readonly resendAt: string
  readonly phoneEnd: string
}

export interface Details {
  readonly name: string
  readonly document: IdDocument
  readonly phone: string
}

/** Undefined until the store was read. */
export const pending = signal<Pending | null | undefined>(undefined)

export async function openPending(): Promise<void> {
  const stored = (await readCached(entryName, isPending))?.value ?? null
  pending.value = stored !== null && Date.parse(stored.expiresAt) > now() ? stored : null
}

/** Null when the code is on its way. */
export async function startRegistration(details: Details): Promise<Refusal | null> {
  const answer = await ask<Omit<Pending, 'phoneEnd'>>({
    method: 'POST',
    path: '/v1/registrations',
    as: 'none',
    body: { ...details, locale: locale.value },
  })
  if (!answer.ok) return answer.refusal
  await keep({ ...answer.value, phoneEnd: details.phone.replaceAll(/\D/g, '').slice(-4) })
  return null
}

export async function resendCode(current: Pending): Promise<Refusal | null> {
  const answer = await ask<Omit<Pending, 'phoneEnd'>>({
    method: 'POST',
    path: `/v1/registrations/${current.registrationId}/resend`,
    as: 'none',
  })
  if (!answer.ok) return answer.refusal
  await keep({ ...current, ...answer.value })
  return null
}

/** Null when this phone is enrolled. */
export async function confirmRegistration(current: Pending, code: string): Promise<Refusal | null> {
  const { publicJwk } = await keyForEnrolment()
  const answer = await ask<{ residentId: string; accessToken: string }>({
    method: 'POST',
    path: `/v1/registrations/${current.registrationId}/confirm`,
    as: 'key',
    body: { code, deviceKey: publicJwk },
  })
  if (!answer.ok) return answer.refusal
  await enrolPhone(answer.value)
  await keep(null)
  return null
}

/** Back to the form: a typing mistake in the phone number, or the digits never came. */
export function startOver(): Promise<void> {
  return keep(null)
}

async function keep(next: Pending | null): Promise<void> {
  pending.value = next
  await writeCached(entryName, next)
}

function isPending(value: unknown): value is Pending {
  return typeof value === 'object' && value !== null && typeof (value as Pending).registrationId === 'string'
}

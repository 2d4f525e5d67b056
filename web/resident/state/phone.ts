/** Who this phone is: its key and its session, read once at start. The only module that enrols the phone or signs it out. */
import { signal } from '@preact/signals'
import { forgetCached } from '../../shared/cache.ts'
import { type DeviceKey, deleteDeviceKey, loadDeviceKey, loadOrCreateDeviceKey } from '../../shared/device-key.ts'
import { deleteSession, loadSession, saveSession } from '../../shared/session.ts'

export const app = 'resident'

export type Phone =
  | { readonly stage: 'opening' }
  /** The key database does not open. Nothing is deleted: a restart of the phone has been enough in practice, and it is the resident's choice. */
  | { readonly stage: 'unreadable' }
  | { readonly stage: 'new' }
  /** `ended`: the server no longer knows this phone, because another one was registered in its place. */
  | {
      readonly stage: 'enrolled'
      readonly key: DeviceKey
      readonly residentId: string
      readonly accessToken: string
      readonly ended: boolean
    }

export const phone = signal<Phone>({ stage: 'opening' })

export async function openPhone(): Promise<void> {
  try {
    const [key, session] = await Promise.all([loadDeviceKey(app), loadSession(app)])
    phone.value =
      key === null || session === null
        ? { stage: 'new' }
        : { stage: 'enrolled', key, residentId: session.subjectId, accessToken: session.accessToken, ended: false }
  } catch {
    phone.value = { stage: 'unreadable' }
  }
}

/** The key that the enrolment will be bound to. */
export function keyForEnrolment(): Promise<DeviceKey> {
  return loadOrCreateDeviceKey(app)
}

export async function enrolPhone(enrolled: { residentId: string; accessToken: string }): Promise<void> {
  const key = await loadOrCreateDeviceKey(app)
  await saveSession(app, { accessToken: enrolled.accessToken, subjectId: enrolled.residentId })
  phone.value = { stage: 'enrolled', key, ...enrolled, ended: false }
  // Asks the browser not to clear this site's storage when the phone runs short of space.
  void navigator.storage?.persist?.().catch(() => false)
}

/** The server answered that it does not know this phone any more. What is stored stays on show until the resident decides. */
export function markSessionEnded(): void {
  if (phone.value.stage === 'enrolled') phone.value = { ...phone.value, ended: true }
}

/** Removes key, session and everything shown; the caller loads the app anew. Records not yet sent stay: they were promised to be sent. */
export async function forgetPhone(): Promise<void> {
  await deleteSession(app)
  await deleteDeviceKey(app)
  await forgetCached(`${app}/`)
}

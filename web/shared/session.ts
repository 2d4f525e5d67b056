/** The session of this phone: the access token beside the key that it is bound to. Must not be copied into the cache, a URL or a log. */
import { now } from './clock.ts'
import { openKeys, type StoredSession } from './store.ts'

export async function loadSession(app: string): Promise<StoredSession | null> {
  return (await (await openKeys()).get('session', app)) ?? null
}

export async function saveSession(app: string, session: { accessToken: string; subjectId: string; setUp?: unknown }): Promise<void> {
  const stored: StoredSession = { ...session, enrolledAt: now() }
  const transaction = (await openKeys()).transaction('session', 'readwrite', { durability: 'strict' })
  await transaction.store.put(stored, app)
  await transaction.done
}

/** Signs the phone out on the phone's side. */
export async function deleteSession(app: string): Promise<void> {
  await (await openKeys()).delete('session', app)
}

// This device's line to the server: one API client that signs with the device key. Knows no route.
import { createApi } from '../../shared/api.ts'
import { loadDeviceKey } from '../../shared/device-key.ts'
import { loadSession } from '../../shared/session.ts'

/** The name under which this app's key, session and queue are stored. */
export const APP = 'scanner'

export const server = createApi({
  origin: location.origin,
  keptAs: APP,
  async caller() {
    const key = await loadDeviceKey(APP)
    if (key === null) return null
    return { key, accessToken: (await loadSession(APP))?.accessToken ?? null }
  },
})

/** Registers an app's service worker, tells the boot watchdog that the app stands, and looks for a new version when the app is in contact anyway. Must not make the page wait. */
import { after, learnServerTime } from '../clock.ts'

const fileMsMax = 10_000

/** Call after the first paint: from here on the watchdog leaves the page alone. */
export function reportBooted(): void {
  document.dispatchEvent(new Event('evergate-booted'))
}

/**
 * Registers `<base>sw.js` once. `updateViaCache: 'all'` together with a day's HTTP lifetime of that file keeps the browser from asking for a new version
 * each time the app is opened: a city opening its codes at eight in the morning must not be a city asking for a file.
 */
export function registerServiceWorker(base: string): void {
  if (!('serviceWorker' in navigator)) return
  after(0, async () => {
    try {
      if ((await navigator.serviceWorker.getRegistration(base)) !== undefined) return
      // A registration that was just removed as broken must not come back out of the HTTP cache.
      await fetch(`${base}sw.js`, { cache: 'no-cache', credentials: 'omit' })
      await navigator.serviceWorker.register(`${base}sw.js`, { scope: base, updateViaCache: 'all' })
    } catch {
      // Private windows and full disks refuse: the app then works online only.
    }
  })
}

/** Looks for a new version. Call it with a contact that happens anyway, at the time the server spread it to. */
export async function checkForNewVersion(base: string): Promise<void> {
  try {
    // Renews the HTTP cache entry, which is where `update()` then looks.
    await fetch(`${base}sw.js`, { cache: 'no-cache', credentials: 'omit', signal: AbortSignal.timeout(fileMsMax) })
    await (await navigator.serviceWorker?.getRegistration(base))?.update()
  } catch {
    // No network, or no service worker: the next contact looks again.
  }
}

/** Learns the time from a file of the app, which costs the server's other work nothing; from a cache on the way it comes with an age. */
export async function readServerTime(base: string): Promise<void> {
  try {
    const { headers } = await fetch(`${base}sw.js`, {
      method: 'HEAD',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(fileMsMax),
    })
    learnServerTime(Date.parse(headers.get('date') ?? '') + 1000 * Number(headers.get('age') ?? 0))
  } catch {
    // No network: the next contact tells the time too.
  }
}

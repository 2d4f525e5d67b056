/**
 * The kill switch: built to `sw-remove.js` beside each app. Put in the place of `sw.js` on the server, it removes the service worker and its caches
 * from every phone at its next visit. Keys and queued records live in IndexedDB, which it must not touch.
 */
export {}

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))

self.addEventListener('activate', (event) => event.waitUntil(remove()))

async function remove(): Promise<void> {
  const prefix = `evergate-${new URL(self.registration.scope).pathname.split('/').at(-2)}-`
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
  await Promise.all(names.map((name) => caches.delete(name)))
  await self.registration.unregister()
  for (const page of await self.clients.matchAll({ type: 'window' })) await page.navigate(page.url)
}

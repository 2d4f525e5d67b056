/** Ways to break an installed app in a real browser, for tests of its healing. Heals nothing. */
import type { Page } from 'playwright-core'
import type { AppServer } from './app-server.ts'

/** Puts text in the place of every cached script of the app, as a half-written disk would. */
export async function breakCachedScripts(page: Page, text: string): Promise<void> {
  await page.evaluate(async (broken) => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        if (request.url.includes('/assets/') && request.url.endsWith('.js'))
          await cache.put(request, new Response(broken, { headers: { 'content-type': 'text/javascript' } }))
      }
    }
  }, text)
}

/** Service workers no app survives: what they do, and their script. */
export const brokenWorkers = [
  ['throws as it starts', 'throw new Error("start")'],
  [
    'throws at every request',
    'self.addEventListener("install", () => self.skipWaiting()); self.addEventListener("fetch", () => { throw new Error("fetch") })',
  ],
  [
    'answers every script with an error',
    'self.addEventListener("install", () => self.skipWaiting()); self.addEventListener("fetch", (event) => { if (event.request.destination === "script" && !event.request.url.endsWith("boot.js")) event.respondWith(Promise.reject(new Error("no"))) })',
  ],
] as const

/** Makes the browser take this script for the app's service worker; the server has the right one again afterwards. */
export async function installWorker(server: AppServer, page: Page, path: string, script: string): Promise<void> {
  server.replaced.set(path, { body: script, type: 'text/javascript' })
  await page.evaluate(async (worker) => {
    await fetch(worker, { cache: 'reload' })
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.update().catch(() => undefined)
  }, path)
  server.replaced.delete(path)
}

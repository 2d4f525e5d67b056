/**
 * The service worker of the resident and scanner apps: answers the app's own files from a cache made at install, so a cold start needs no network.
 * It can always be replaced: it takes over at once, keeps one older version for pages still open, and every doubt falls through to the network.
 * Must not answer `/v1` or `/public`, and stores no personal data. Written by hand because it has to stay small enough to be read in full.
 */
export {}

declare const self: ServiceWorkerGlobalScope
/** Both are filled in at build time. */
declare const shellVersion: string
declare const shellFiles: readonly string[]

const base = new URL(self.registration.scope).pathname
const prefix = `evergate-${base.split('/').at(-2)}-`
const current = prefix + shellVersion
const files = new Set(shellFiles.map((file) => base + file))

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([routeRequests(event), prepare()]).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(base)) return
  if (event.request.mode === 'navigate') event.respondWith(answer(`${base}index.html`, event.request))
  else if (files.has(url.pathname) || url.pathname.startsWith(`${base}assets/`)) event.respondWith(answer(url.pathname, event.request))
})

/** Static routes (W3C Service Workers, `addRoutes`), typed here because the library types of TypeScript 6 do not know them yet. */
interface Routing {
  addRoutes?(rules: readonly { condition: { urlPattern: string }; source: 'fetch-event' | 'network' }[]): Promise<void>
}

/**
 * Chromium asks the network for a page while it starts the service worker, in case that is faster: a request at each opening of a code, seen with
 * Chromium 156. For the app's own files the worker alone answers; for everything else it is not even started.
 */
async function routeRequests(event: ExtendableEvent & Routing): Promise<void> {
  try {
    await event.addRoutes?.([
      { condition: { urlPattern: `${base}*` }, source: 'fetch-event' },
      { condition: { urlPattern: '/*' }, source: 'network' },
    ])
  } catch {
    // Another browser's idea of routes: without them everything still works.
  }
}

/** A version that cannot answer its own page is never let in charge: its installation fails, it leaves nothing behind, and the version before it stays. */
async function prepare(): Promise<void> {
  const isNew = !(await caches.has(current))
  try {
    await fill()
    await proveItself()
  } catch (problem) {
    if (isNew) await caches.delete(current)
    throw problem
  }
}

/** Hashed files may come from the HTTP cache; the others must be fresh, or an old page would be kept under a new version. */
async function fill(): Promise<void> {
  const cache = await caches.open(current)
  const requests = [...files].map((path) => new Request(path, { cache: path.includes('/assets/') ? 'default' : 'reload' }))
  await cache.addAll(requests)
}

async function proveItself(): Promise<void> {
  const page = await (await caches.open(current)).match(`${base}index.html`)
  if (!(await page?.text())?.includes('boot.js')) throw new Error('the stored page is not the app')
}

/** Keeps the newest older version: a page opened before the update may still ask for its parts. */
async function forgetOld(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current)
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)))
}

async function answer(path: string, request: Request): Promise<Response> {
  try {
    const found = (await (await caches.open(current)).match(path)) ?? (await caches.match(path))
    if (found?.ok) return found
  } catch {
    // Cache Storage can be broken on its own: the network is then the only way left.
  }
  return fetch(request)
}

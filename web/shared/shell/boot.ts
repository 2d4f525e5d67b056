/**
 * The boot watchdog: the first script of every page, built to one tiny file of its own (`boot.js`), so that it works when the app does not.
 * If the app throws, or does not report within the limit, it removes what the browser cached of the app and reloads, at most once per failure.
 * It never touches IndexedDB: keys and queued records are not its to lose. Without a network it removes nothing, because what is cached is all there is.
 * Must not import anything.
 */
const base = (document.currentScript as HTMLScriptElement).src.replace(/boot\.js.*$/, '')
const app = base.split('/').slice(-2)[0]
const healedMarker = `evergate-healed-${app}`
/** 60 kB take 12 s at 40 kbit/s, the slowest mobile network; a healthy phone needs well under a second. */
const bootMsMax = 20_000
let settled = false

// Its own timer: the apps' clock module is part of what may have failed to load.
const timer = window.setTimeout(fail, bootMsMax)
document.addEventListener('evergate-booted', () => {
  if (settled) return // already healing: forgetting that now would allow a second reload
  settle()
  sessionStorage.removeItem(healedMarker)
})
// In the capture phase, because a script or stylesheet that does not load reports nowhere else.
window.addEventListener('error', (event) => (isOfTheApp(event.target) ? fail() : undefined), true)
window.addEventListener('unhandledrejection', fail)

function isOfTheApp(target: EventTarget | null): boolean {
  return target === window || target instanceof HTMLScriptElement || (target instanceof HTMLLinkElement && target.rel !== 'icon')
}

function settle(): void {
  settled = true
  window.clearTimeout(timer)
}

function fail(): void {
  if (settled) return
  settle()
  if (sessionStorage.getItem(healedMarker) !== null) explain()
  else heal().catch(explain)
}

async function heal(): Promise<void> {
  await reachServer() // throws without a network, and then nothing is removed
  sessionStorage.setItem(healedMarker, 'yes')
  const registration = await navigator.serviceWorker?.getRegistration(base)
  await registration?.unregister()
  const names = (await window.caches?.keys()) ?? []
  await Promise.all(names.filter((name) => name.startsWith(`evergate-${app}-`)).map((name) => caches.delete(name)))
  location.reload()
}

/**
 * A request that neither a broken service worker nor the HTTP cache can answer: browsers fetch a worker's own script past both. The one fetched here
 * is the kill switch, registered for a path where nothing is, so all it does is unregister itself.
 */
function reachServer(): Promise<unknown> {
  if (navigator.serviceWorker === undefined) return fetch(`${base}boot.js`, { cache: 'reload' })
  return navigator.serviceWorker.register(`${base}sw-remove.js`, { scope: `${base}probe/`, updateViaCache: 'none' })
}

/** The words stand in index.html, hidden: this file has no language of its own. */
function explain(): void {
  sessionStorage.removeItem(healedMarker)
  document.getElementById('boot-waiting')?.remove()
  document.getElementById('boot-failed')?.removeAttribute('hidden')
  document.getElementById('boot-again')?.addEventListener('click', () => location.reload())
}

export {}

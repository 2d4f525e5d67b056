/** Which page is shown, by path below the app's base. Paths name pages and nothing else: no personal data, no query. */
import { signal } from '@preact/signals'

const base = import.meta.env.BASE_URL

export const route = signal<string>(readRoute())

/** `path` is below the base and begins with a slash: `/declare`. */
export function navigate(path: string, how: 'push' | 'replace' = 'push'): void {
  const url = base + path.slice(1)
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  route.value = readRoute()
  window.scrollTo(0, 0)
  document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
}

export function hrefOf(path: string): string {
  return base + path.slice(1)
}

/** Links stay ordinary links: a click with a modifier, or a link out of the app, is the browser's. */
export function followLinks(): void {
  window.addEventListener('popstate', () => {
    route.value = readRoute()
  })
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return
    if (link.origin !== location.origin || !link.pathname.startsWith(base) || link.download !== '' || link.target !== '') return
    event.preventDefault()
    navigate(`/${link.pathname.slice(base.length)}`)
  })
}

function readRoute(): string {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : ''
  return `/${path.replace(/\/+$/, '')}`
}

/** Language and type size of this phone: read before the first paint from localStorage, followed by the whole page. Holds nothing personal. */
import { effect, signal } from '@preact/signals'
import { chooseLocale, type Locale } from './i18n.ts'

const localeKey = 'evergate-locale'
const largeTypeKey = 'evergate-large-type'

export const locale = signal<Locale>(chooseLocale(read(localeKey), navigator.languages))
export const largeType = signal<boolean>(read(largeTypeKey) === 'yes')

/** Keeps the page's language, type size and what is stored in step with the two signals. Call once at start. */
export function applyPreferences(): void {
  effect(() => {
    document.documentElement.lang = locale.value
    write(localeKey, locale.value)
  })
  effect(() => {
    document.documentElement.classList.toggle('large-type', largeType.value)
    write(largeTypeKey, largeType.value ? 'yes' : 'no')
  })
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage may be forbidden; the browser's language then decides each time
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // As above: the choice lasts until the page closes.
  }
}

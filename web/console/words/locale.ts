/**
 * The language of the screens: which one is shown, how it is changed and who hears of it.
 * Framework-free; it keeps nothing but the choice of language in the browser.
 */
import { chooseLocale, type Locale } from '../../shared/i18n.ts'

const storageKey = 'evergate-console-locale'
const listeners = new Set<() => void>()
let current: Locale = chooseLocale(readStored(), typeof navigator === 'undefined' ? [] : navigator.languages)

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null // storage may be forbidden; the browser's own preference decides then
  }
}

/** The language shown now. */
export function currentLocale(): Locale {
  return current
}

/** Shows another language and remembers the choice where the browser allows it. */
export function changeLocale(locale: Locale): void {
  current = locale
  try {
    localStorage.setItem(storageKey, locale)
  } catch {
    // not remembered; the choice still holds for this page
  }
  for (const listener of listeners) listener()
}

/** Calls `listener` after every change of language; returns the way to stop that. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Keeps the document's language in step, for screen readers and for the choice of glyphs. Call once at start. */
export function applyLanguage(): void {
  const apply = (): void => {
    document.documentElement.lang = current
  }
  apply()
  onLocaleChange(apply)
}

/**
 * The language of the screens: which one is shown, how it is changed and who hears of it.
 * Framework-free; it keeps nothing but the choice of language in the browser.
 */

/** The languages of every text in the console, in the order in which a text lists them. */
export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

const storageKey = 'evergate.console.locale'
const listeners = new Set<() => void>()
let current: Locale = firstLocale()

function firstLocale(): Locale {
  const stored = readStored()
  if (stored !== null) return stored
  const preferred = typeof navigator === 'undefined' ? [] : navigator.languages
  return preferred.length > 0 && !preferred.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'en' : 'zh-CN'
}

function readStored(): Locale | null {
  try {
    const stored = localStorage.getItem(storageKey)
    return locales.find((locale) => locale === stored) ?? null
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

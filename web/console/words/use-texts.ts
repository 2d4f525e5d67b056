/** Gives components the words of their feature in the language shown, and redraws them when it changes. */
import { useCallback, useSyncExternalStore } from 'react'
import type { Locale } from '../../shared/i18n.ts'
import { currentLocale, onLocaleChange } from './locale.ts'
import { type TextParams, type Texts, wordsOf } from './texts.ts'

export type Say<T extends Texts> = (key: keyof T, params?: TextParams) => string

/** The language shown now; the component is redrawn when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(onLocaleChange, currentLocale)
}

/** A function that says one of the feature's texts. */
export function useTexts<T extends Texts>(texts: T): Say<T> {
  const locale = useLocale()
  return useCallback((key, params) => wordsOf(texts[key]!, locale, params), [texts, locale])
}

/**
 * Texts of the screens: both languages side by side in one place, so that neither can be forgotten.
 * Pure: a text in, words out. It knows nothing about React.
 */
import type { Locale } from '../../shared/i18n.ts'

/** Chinese, English; a third entry is the English plural, chosen by `count`. `{name}` is replaced by the parameter of that name. */
export type Text = readonly [zh: string, en: string] | readonly [zh: string, enOne: string, enOther: string]
export type Texts = Readonly<Record<string, Text>>
export type TextParams = Readonly<Record<string, string | number>>

const englishPlural = new Intl.PluralRules('en')

/** The words of one text in one language. An unknown parameter stays visible as `{name}`. */
export function wordsOf(text: Text, locale: Locale, params: TextParams = {}): string {
  const template = templateOf(text, locale, params.count)
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? value.toLocaleString(locale) : value
  })
}

function templateOf(text: Text, locale: Locale, count: string | number | undefined): string {
  if (locale === 'zh-CN') return text[0]
  if (text.length === 2) return text[1]
  return typeof count === 'number' && englishPlural.select(count) === 'one' ? text[1] : text[2]
}

/** Texts that come from the server in both languages. */
export type ServerTexts = Readonly<Record<Locale, string>>
